import { hashToken } from "../../../lib/auth/random_token.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import {
  type AuthFixture,
  codeOf,
  openAuthFixture,
  signUpPerson,
  TEST_ORIGIN,
  TEST_PASSWORD,
} from "./auth_fixture.ts";

const signUp = ({ accounts }: AuthFixture, username: string, name?: string, invite?: string) =>
  accounts.signUp({ username, password: TEST_PASSWORD, name, invite }, TEST_ORIGIN);

Deno.test("who signs up can sign in, is a client, and is called by the user name if by no other", async () => {
  await using auth = await openAuthFixture();
  const { account, secret } = await signUp(auth, "ana");
  assertEquals([account.username, account.name, account.role], ["ana", "ana", "client"]);
  assertEquals((await auth.sessions.findBySecret(secret))?.account, account);
  const again = await auth.passwordSignIn.startSession(
    { username: "ana", password: TEST_PASSWORD },
    TEST_ORIGIN,
  );
  assertEquals(again.account, account);
});

Deno.test("a guest who signs up keeps its account and name, and gets a new session", async () => {
  await using auth = await openAuthFixture();
  const guest = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  const claimed = await auth.accounts.signUp(
    { username: "ana", password: TEST_PASSWORD },
    { ...TEST_ORIGIN, identity: guest },
  );
  assertEquals([claimed.account.id, claimed.account.name], [guest.account.id, "Ana"]);
  assertEquals(await auth.sessions.findBySecret(guest.secret), undefined);
  assertEquals((await auth.sessions.findBySecret(claimed.secret))?.account.username, "ana");
});

Deno.test("an account that signs up once more gets another account, and keeps its own as it was", async () => {
  await using auth = await openAuthFixture();
  const ana = await signUpPerson(auth, "ana");
  const other = await auth.accounts.signUp(
    { username: "bo", password: TEST_PASSWORD },
    { ...TEST_ORIGIN, identity: ana },
  );
  assert(other.account.id !== ana.account.id);
  assertEquals((await auth.store.findAccount(ana.account.id))?.username, "ana");
});

Deno.test("nobody gets a name that is an account's or looks like it, by whatever way", async () => {
  await using auth = await openAuthFixture();
  const { account } = await signUpPerson(auth, "alice", "Alice");
  const bo = await signUpPerson(auth, "bo", "Bo");
  const guest = await auth.accounts.createGuest("Cy", TEST_ORIGIN);
  for (const name of ["AIice", "ALICE", "a.l.i.c.e", "Аӏісе"]) {
    assertEquals(await codeOf(auth.accounts.createGuest(name, TEST_ORIGIN)), "name_taken", name);
    assertEquals(await codeOf(signUp(auth, "eve", name)), "name_taken", name);
    assertEquals(await codeOf(auth.accounts.rename(bo.account, name)), "name_taken", name);
    assertEquals(await codeOf(auth.accounts.rename(guest.account, name)), "name_taken", name);
  }
  assertEquals(await codeOf(signUp(auth, "a1ice", "Eve")), "name_taken");
  assertEquals(await codeOf(signUp(auth, "alice", "Eve")), "name_taken");
  assertEquals((await auth.accounts.rename(account, "ALICE")).name, "ALICE");
});

Deno.test("nobody gets a reserved name", async () => {
  await using auth = await openAuthFixture();
  assertEquals(await codeOf(auth.accounts.createGuest("system", TEST_ORIGIN)), "name_taken");
  assertEquals(await codeOf(signUp(auth, "system")), "name_taken");
});

Deno.test("two who sign up with one name at the same time do not both get it", async () => {
  await using auth = await openAuthFixture();
  const both = await Promise.all([1, 2].map(() => codeOf(signUp(auth, "ana"))));
  assertEquals(both.sort(), ["name_taken", "ok"]);
});

Deno.test("SIGNUP=closed lets nobody sign up, guests included", async () => {
  await using auth = await openAuthFixture({ envOverrides: { signup: "closed" } });
  const guest = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  assertEquals(await codeOf(signUp(auth, "ana")), "forbidden");
  const claim = auth.accounts.signUp(
    { username: "ana", password: TEST_PASSWORD },
    { ...TEST_ORIGIN, identity: guest },
  );
  assertEquals(await codeOf(claim), "forbidden");
});

Deno.test("SIGNUP=invite asks for an invite that has not expired", async () => {
  await using auth = await openAuthFixture({ envOverrides: { signup: "invite" } });
  const { account } = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  const at = auth.clock.now();
  await auth.store.createInvite(
    {
      id: "one",
      hash: await hashToken("the code"),
      room: "lobby",
      by: account.id,
      createdAt: at,
      expiresAt: at + 1_000,
      used: 0,
    },
    { at, actor: account.id, action: "invited" },
  );
  assertEquals(await codeOf(signUp(auth, "bo")), "forbidden");
  assertEquals(await codeOf(signUp(auth, "bo", "Bo", "another code")), "forbidden");
  assertEquals(await codeOf(signUp(auth, "bo", "Bo", "the code")), "ok");
  auth.clock.advance(1_000);
  assertEquals(await codeOf(signUp(auth, "cy", "Cy", "the code")), "forbidden");
});

Deno.test("GUESTS=off lets no guest in", async () => {
  await using auth = await openAuthFixture({ envOverrides: { guests: "off" } });
  assertEquals(await codeOf(auth.accounts.createGuest("Ana", TEST_ORIGIN)), "forbidden");
});
