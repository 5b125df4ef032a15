import { hashSecret } from "../../../lib/auth/random_token.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { CALLER, codeOf, type Fixture, join, open, PASSWORD } from "./auth_fixture.ts";

const signUp = ({ accounts }: Fixture, username: string, name?: string, invite?: string) =>
  accounts.signUp({ username, password: PASSWORD, name, invite }, CALLER);

Deno.test("who signs up can sign in, is a client, and is called by the user name if by no other", async () => {
  await using auth = await open();
  const { account, secret } = await signUp(auth, "ana");
  assertEquals([account.username, account.name, account.role], ["ana", "ana", "client"]);
  assertEquals((await auth.sessions.find(secret))?.account, account);
  const again = await auth.signIn.start({ username: "ana", password: PASSWORD }, CALLER);
  assertEquals(again.account, account);
});

Deno.test("a guest who signs up keeps its account and name, and gets a new session", async () => {
  await using auth = await open();
  const guest = await auth.accounts.createGuest("Ana", CALLER);
  const claimed = await auth.accounts.signUp(
    { username: "ana", password: PASSWORD },
    { ...CALLER, who: guest },
  );
  assertEquals([claimed.account.id, claimed.account.name], [guest.account.id, "Ana"]);
  assertEquals(await auth.sessions.find(guest.secret), undefined);
  assertEquals((await auth.sessions.find(claimed.secret))?.account.username, "ana");
});

Deno.test("an account that signs up once more gets another account, and keeps its own as it was", async () => {
  await using auth = await open();
  const ana = await join(auth, "ana");
  const other = await auth.accounts.signUp(
    { username: "bo", password: PASSWORD },
    { ...CALLER, who: ana },
  );
  assert(other.account.id !== ana.account.id);
  assertEquals((await auth.store.findAccount(ana.account.id))?.username, "ana");
});

Deno.test("nobody gets a name that is an account's or looks like it, by whatever way", async () => {
  await using auth = await open();
  const { account } = await join(auth, "alice", "Alice");
  const bo = await join(auth, "bo", "Bo");
  const guest = await auth.accounts.createGuest("Cy", CALLER);
  for (const name of ["AIice", "ALICE", "a.l.i.c.e", "Аӏісе"]) {
    assertEquals(await codeOf(auth.accounts.createGuest(name, CALLER)), "name_taken", name);
    assertEquals(await codeOf(signUp(auth, "eve", name)), "name_taken", name);
    assertEquals(await codeOf(auth.accounts.rename(bo.account, name)), "name_taken", name);
    assertEquals(await codeOf(auth.accounts.rename(guest.account, name)), "name_taken", name);
  }
  assertEquals(await codeOf(signUp(auth, "a1ice", "Eve")), "name_taken");
  assertEquals(await codeOf(signUp(auth, "alice", "Eve")), "name_taken");
  assertEquals((await auth.accounts.rename(account, "ALICE")).name, "ALICE");
});

Deno.test("nobody gets a reserved name", async () => {
  await using auth = await open();
  assertEquals(await codeOf(auth.accounts.createGuest("system", CALLER)), "name_taken");
  assertEquals(await codeOf(signUp(auth, "system")), "name_taken");
});

Deno.test("two who sign up with one name at the same time do not both get it", async () => {
  await using auth = await open();
  const both = await Promise.all([1, 2].map(() => codeOf(signUp(auth, "ana"))));
  assertEquals(both.sort(), ["name_taken", "ok"]);
});

Deno.test("SIGNUP=closed lets nobody sign up, guests included", async () => {
  await using auth = await open({ fixed: { signup: "closed" } });
  const guest = await auth.accounts.createGuest("Ana", CALLER);
  assertEquals(await codeOf(signUp(auth, "ana")), "forbidden");
  const claim = auth.accounts.signUp(
    { username: "ana", password: PASSWORD },
    { ...CALLER, who: guest },
  );
  assertEquals(await codeOf(claim), "forbidden");
});

Deno.test("SIGNUP=invite asks for an invite that has not expired", async () => {
  await using auth = await open({ fixed: { signup: "invite" } });
  const { account } = await auth.accounts.createGuest("Ana", CALLER);
  const at = auth.clock.now();
  await auth.store.createInvite(
    {
      id: "one",
      hash: await hashSecret("the code"),
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
  await using auth = await open({ fixed: { guests: "off" } });
  assertEquals(await codeOf(auth.accounts.createGuest("Ana", CALLER)), "forbidden");
});
