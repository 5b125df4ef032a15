import { assertEquals } from "../../helpers/assert.ts";
import {
  codeOf,
  openAuthFixture,
  signUpPerson,
  TEST_ORIGIN,
  TEST_PASSWORD,
} from "./auth_fixture.ts";

Deno.test("the last admin who can sign in is not demoted, disabled or deleted", async () => {
  await using auth = await openAuthFixture();
  const { accountAdmin: admin } = auth;
  const [ana, bo] = [
    (await signUpPerson(auth, "ana")).account.id,
    (await signUpPerson(auth, "bo")).account.id,
  ];
  await admin.setRole("cli", ana, "admin");
  await admin.setRole("cli", bo, "admin");
  await admin.setDisabled(ana, bo, true);
  assertEquals(await codeOf(admin.setRole(ana, ana, "operator")), "last_admin");
  assertEquals(await codeOf(admin.setDisabled(ana, ana, true)), "last_admin");
  assertEquals(await codeOf(admin.deleteAccount(ana, ana)), "last_admin");
  await admin.setDisabled(ana, bo, false);
  assertEquals(await codeOf(admin.setRole(ana, ana, "client")), "ok");
});

Deno.test("two admins who demote each other at once leave one", async () => {
  await using auth = await openAuthFixture();
  const { accountAdmin: admin } = auth;
  const [ana, bo] = [
    (await signUpPerson(auth, "ana")).account.id,
    (await signUpPerson(auth, "bo")).account.id,
  ];
  for (const id of [ana, bo]) await admin.setRole("cli", id, "admin");
  const codes = await Promise.all([
    codeOf(admin.setRole(ana, bo, "client")),
    codeOf(admin.setRole(bo, ana, "client")),
  ]);
  assertEquals(codes.toSorted(), ["last_admin", "ok"]);
});

Deno.test("a disabled account's sessions end", async () => {
  await using auth = await openAuthFixture();
  const { account, secret } = await signUpPerson(auth, "ana");
  await auth.accountAdmin.setDisabled("cli", account.id, true);
  assertEquals(await auth.sessions.findBySecret(secret), undefined);
});

Deno.test("a deleted account cannot sign in, and its names are free", async () => {
  await using auth = await openAuthFixture();
  const { account, secret } = await signUpPerson(auth, "ana", "Ana");
  await auth.accountAdmin.deleteAccount("cli", account.id);
  assertEquals(await auth.sessions.findBySecret(secret), undefined);
  const credentials = { username: "ana", password: TEST_PASSWORD };
  assertEquals(
    await codeOf(auth.passwordSignIn.startSession(credentials, TEST_ORIGIN)),
    "bad_credentials",
  );
  assertEquals(await codeOf(signUpPerson(auth, "ana", "Ana")), "ok");
  assertEquals(await codeOf(auth.accountAdmin.deleteAccount("cli", account.id)), "not_found");
});

Deno.test("a guest has no role, and nobody is no account", async () => {
  await using auth = await openAuthFixture();
  const { account } = await auth.accounts.createGuest("Ana", TEST_ORIGIN);
  assertEquals(await codeOf(auth.accountAdmin.setRole("cli", account.id, "admin")), "bad_request");
  for (const id of ["nobody", ""]) {
    assertEquals(await codeOf(auth.accountAdmin.setRole("cli", id, "admin")), "not_found");
    assertEquals(await codeOf(auth.accountAdmin.setDisabled("cli", id, true)), "not_found");
    assertEquals(await codeOf(auth.accountAdmin.deleteAccount("cli", id)), "not_found");
  }
});

Deno.test("every act leaves a line in the audit log that says who did what to whom", async () => {
  await using auth = await openAuthFixture();
  const { accountAdmin: admin } = auth;
  const { account: { id: ana } } = await signUpPerson(auth, "ana");
  const { account: { id: bo } } = await signUpPerson(auth, "bo");
  await admin.setRole("cli", ana, "admin");
  await admin.setRole(ana, bo, "operator");
  await admin.setDisabled(ana, bo, true);
  await admin.setDisabled(ana, bo, false);
  await admin.createResetLink(ana, bo);
  await admin.deleteAccount(ana, bo);
  await codeOf(admin.deleteAccount(ana, ana));
  const { items, hasMore: more } = await admin.readAuditLog();
  assertEquals(more, false);
  assertEquals(
    items.map(({ actor, action, target, detail = "" }) => [actor, action, target, detail]),
    [
      [ana, "account deleted", bo, "bo"],
      [ana, "password link", bo, ""],
      [ana, "enabled", bo, ""],
      [ana, "disabled", bo, ""],
      [ana, "role", bo, "client → operator"],
      ["cli", "role", ana, "client → admin"],
    ],
  );
  assertEquals((await admin.readAuditLog(items[3]!.n)).items.length, 2);
});

Deno.test("accounts come by name, in pages, guests among them", async () => {
  await using auth = await openAuthFixture();
  for (let n = 10; n < 70; n++) await auth.accounts.createGuest(`Guest ${n}`, TEST_ORIGIN);
  await signUpPerson(auth, "ana", "Ana Lindgren");
  const first = await auth.accountAdmin.listAccounts({});
  assertEquals([first.items.length, first.hasMore, first.items[0]!.name], [
    50,
    true,
    "Ana Lindgren",
  ]);
  const second = await auth.accountAdmin.listAccounts({ after: first.items.at(-1)!.id });
  assertEquals([second.items.length, second.hasMore, second.items[0]!.name], [
    11,
    false,
    "Guest 59",
  ]);
  const found = await auth.accountAdmin.listAccounts({ query: "lind" });
  assertEquals(found.items.map(({ username }) => username), ["ana"]);
  assertEquals(await codeOf(auth.accountAdmin.listAccounts({ after: "nobody" })), "not_found");
});
