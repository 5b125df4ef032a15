import { createSetupLink } from "../../../lib/auth/one_time_links.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import {
  type AuthFixture,
  codeOf,
  openAuthFixture,
  signUpPerson,
  TEST_ORIGIN,
  TEST_PASSWORD,
} from "./auth_fixture.ts";

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;
const TOKEN = "q7GmY2xWv9Lr4TbNc8ZkHs3EfUa6PdJ1";

const setUp = ({ oneTimeLinks: links }: AuthFixture, token: string, username = "boss") =>
  links.createFirstAdmin({ token, username, password: TEST_PASSWORD }, TEST_ORIGIN);
const makeSetup = (auth: AuthFixture) => createSetupLink(auth.store, auth.clock.now());

Deno.test("the set-up link makes its holder the admin, once", async () => {
  await using auth = await openAuthFixture();
  const token = await makeSetup(auth);
  const { account, secret } = await setUp(auth, token);
  assertEquals([account.role, account.username], ["admin", "boss"]);
  assertEquals((await auth.sessions.findBySecret(secret))?.account.role, "admin");
  assertEquals(await codeOf(setUp(auth, token, "second")), "not_found");
});

Deno.test("nobody else sets Parley up: not without the link, nor with an earlier or an old one", async () => {
  await using auth = await openAuthFixture();
  const earlier = await makeSetup(auth);
  const token = await makeSetup(auth);
  for (const wrong of ["", "guess", earlier, token.slice(1), `${token} `]) {
    assertEquals(await codeOf(setUp(auth, wrong)), "not_found");
  }
  assertEquals(await auth.store.findCredentials("boss"), undefined);
});

Deno.test("a set-up link is good for an hour", async () => {
  await using auth = await openAuthFixture();
  const token = await makeSetup(auth);
  auth.clock.advance(HOUR);
  assertEquals(await codeOf(setUp(auth, token)), "not_found");
  const another = await makeSetup(auth);
  auth.clock.advance(HOUR - 1);
  assertEquals(await codeOf(setUp(auth, another)), "ok");
});

Deno.test("the token of the environment makes its holder the admin, whatever the time", async () => {
  await using auth = await openAuthFixture({ setupToken: TOKEN });
  assertEquals(await codeOf(setUp(auth, `${TOKEN}x`)), "not_found");
  assertEquals(await codeOf(setUp(auth, TOKEN.toLowerCase())), "not_found");
  auth.clock.advance(30 * DAY);
  const { account } = await setUp(auth, TOKEN);
  assertEquals(account.role, "admin");
  assertEquals(await codeOf(setUp(auth, TOKEN, "second")), "not_found");
  const [line] = (await auth.accountAdmin.readAuditLog()).items;
  assertEquals([line!.action, line!.actor, line!.target], ["set up", account.id, account.id]);
});

Deno.test("a token that the environment does not give is none, and an earlier one is forgotten", async () => {
  await using auth = await openAuthFixture({ setupToken: `another-${TOKEN}` });
  assertEquals(await codeOf(setUp(auth, TOKEN)), "not_found");
  await using none = await openAuthFixture();
  assertEquals(await codeOf(setUp(none, TOKEN)), "not_found");
});

Deno.test("the token is worth nothing when there is an admin, and is not used up by a name that is taken", async () => {
  await using auth = await openAuthFixture({ setupToken: TOKEN });
  const { account } = await signUpPerson(auth, "ana");
  assertEquals(await codeOf(setUp(auth, TOKEN, "ana")), "name_taken");
  await auth.accountAdmin.setRole("cli", account.id, "admin");
  assertEquals(await codeOf(setUp(auth, TOKEN)), "not_found");
  assertEquals(await auth.store.findCredentials("boss"), undefined);
});

Deno.test("of two with a link and a token at once, one is the admin and one is nobody", async () => {
  await using auth = await openAuthFixture({ setupToken: TOKEN });
  const link = await makeSetup(auth);
  const codes = await Promise.all([
    codeOf(setUp(auth, link, "one")),
    codeOf(setUp(auth, TOKEN, "two")),
    codeOf(setUp(auth, TOKEN, "three")),
  ]);
  assertEquals(codes.toSorted(), ["not_found", "not_found", "ok"]);
  const accounts = await auth.store.listAccounts({ guests: true, limit: 10 });
  assertEquals(accounts.map(({ role }) => role), ["admin"]);
});

Deno.test("a set-up link is worth nothing when there is an admin", async () => {
  await using auth = await openAuthFixture();
  const token = await makeSetup(auth);
  const { account } = await signUpPerson(auth, "ana");
  await auth.accountAdmin.setRole("cli", account.id, "admin");
  assertEquals(await codeOf(setUp(auth, token)), "not_found");
});

Deno.test("a name that is taken, or a bad password, does not cost the set-up link", async () => {
  await using auth = await openAuthFixture();
  const token = await makeSetup(auth);
  await signUpPerson(auth, "ana");
  assertEquals(await codeOf(setUp(auth, token, "ana")), "name_taken");
  const bad = { token, username: "boss", password: "password" };
  assertEquals(await codeOf(auth.oneTimeLinks.createFirstAdmin(bad, TEST_ORIGIN)), "bad_request");
  assertEquals(await codeOf(setUp(auth, token)), "ok");
});

Deno.test("of two who open the set-up link at once, one is the admin and one is nobody", async () => {
  await using auth = await openAuthFixture();
  const token = await makeSetup(auth);
  const codes = await Promise.all([
    codeOf(setUp(auth, token, "one")),
    codeOf(setUp(auth, token, "two")),
  ]);
  assertEquals(codes.toSorted(), ["not_found", "ok"]);
  const accounts = await auth.store.listAccounts({ guests: true, limit: 10 });
  assertEquals(accounts.map(({ role }) => role), ["admin"]);
});

Deno.test("SIGNUP=closed does not keep the admin out", async () => {
  await using auth = await openAuthFixture({ envOverrides: { signup: "closed" } });
  assertEquals(await codeOf(setUp(auth, await makeSetup(auth))), "ok");
});

Deno.test("a reset link sets a new password once, and ends all sessions", async () => {
  await using auth = await openAuthFixture();
  const { account, secret } = await signUpPerson(auth, "ana");
  const token = await auth.accountAdmin.createResetLink("cli", account.id);
  const request = { token, password: "a better battery" };
  assertEquals((await auth.oneTimeLinks.resetPassword(request)).username, "ana");
  assertEquals(await auth.sessions.findBySecret(secret), undefined);
  const credentials = { username: "ana", password: "a better battery" };
  assertEquals(await codeOf(auth.passwordSignIn.startSession(credentials, TEST_ORIGIN)), "ok");
  assertEquals(await codeOf(auth.oneTimeLinks.resetPassword(request)), "not_found");
});

Deno.test("a reset link ends after a day, by a newer one, and by a new password", async () => {
  await using auth = await openAuthFixture();
  const ana = await signUpPerson(auth, "ana");
  const link = () => auth.accountAdmin.createResetLink("cli", ana.account.id);
  const use = (token: string) =>
    codeOf(auth.oneTimeLinks.resetPassword({ token, password: "a better battery" }));
  const [earlier, old] = [await link(), await link()];
  assertEquals(await use(earlier), "not_found");
  auth.clock.advance(DAY);
  assertEquals(await use(old), "not_found");
  const token = await link();
  const change = { current: TEST_PASSWORD, password: "another battery" };
  await auth.passwordSignIn.changePassword(ana, change, TEST_ORIGIN);
  assertEquals(await use(token), "not_found");
});

Deno.test("a refused password does not cost a reset link, and a set-up link is none", async () => {
  await using auth = await openAuthFixture();
  const setup = await makeSetup(auth);
  const { account } = await signUpPerson(auth, "ana.lindgren");
  const token = await auth.accountAdmin.createResetLink("cli", account.id);
  const use = (token: string, password: string) =>
    codeOf(auth.oneTimeLinks.resetPassword({ token, password }));
  assertEquals(await use(token, "Ana.Lindgren"), "bad_request");
  assertEquals(await use(setup, "a better battery"), "not_found");
  assertEquals(await codeOf(setUp(auth, token)), "not_found");
  assertEquals(await use(token, "a better battery"), "ok");
});

Deno.test("a guest has no password to reset", async () => {
  await using auth = await openAuthFixture();
  const { account } = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  assertEquals(await codeOf(auth.accountAdmin.createResetLink("cli", account.id)), "bad_request");
  assertEquals(await codeOf(auth.accountAdmin.createResetLink("cli", "nobody")), "not_found");
  assert(await auth.store.findAccount(account.id));
});
