import { assertEquals } from "../../helpers/assert.ts";
import { CALLER, codeOf, join, open, PASSWORD } from "./auth_fixture.ts";

Deno.test("the last admin who can sign in is not demoted, disabled or deleted", async () => {
  await using auth = await open();
  const { admin } = auth;
  const [ana, bo] = [(await join(auth, "ana")).account.id, (await join(auth, "bo")).account.id];
  await admin.setRole("cli", ana, "admin");
  await admin.setRole("cli", bo, "admin");
  await admin.setDisabled(ana, bo, true);
  assertEquals(await codeOf(admin.setRole(ana, ana, "operator")), "last_admin");
  assertEquals(await codeOf(admin.setDisabled(ana, ana, true)), "last_admin");
  assertEquals(await codeOf(admin.delete(ana, ana)), "last_admin");
  await admin.setDisabled(ana, bo, false);
  assertEquals(await codeOf(admin.setRole(ana, ana, "client")), "ok");
});

Deno.test("two admins who demote each other at once leave one", async () => {
  await using auth = await open();
  const { admin } = auth;
  const [ana, bo] = [(await join(auth, "ana")).account.id, (await join(auth, "bo")).account.id];
  for (const id of [ana, bo]) await admin.setRole("cli", id, "admin");
  const codes = await Promise.all([
    codeOf(admin.setRole(ana, bo, "client")),
    codeOf(admin.setRole(bo, ana, "client")),
  ]);
  assertEquals(codes.toSorted(), ["last_admin", "ok"]);
});

Deno.test("a disabled account's sessions end", async () => {
  await using auth = await open();
  const { account, secret } = await join(auth, "ana");
  await auth.admin.setDisabled("cli", account.id, true);
  assertEquals(await auth.sessions.find(secret), undefined);
});

Deno.test("a deleted account cannot sign in, and its names are free", async () => {
  await using auth = await open();
  const { account, secret } = await join(auth, "ana", "Ana");
  await auth.admin.delete("cli", account.id);
  assertEquals(await auth.sessions.find(secret), undefined);
  const credentials = { username: "ana", password: PASSWORD };
  assertEquals(await codeOf(auth.signIn.start(credentials, CALLER)), "bad_credentials");
  assertEquals(await codeOf(join(auth, "ana", "Ana")), "ok");
  assertEquals(await codeOf(auth.admin.delete("cli", account.id)), "not_found");
});

Deno.test("a guest has no role, and nobody is no account", async () => {
  await using auth = await open();
  const { account } = await auth.accounts.createGuest("Ana", CALLER);
  assertEquals(await codeOf(auth.admin.setRole("cli", account.id, "admin")), "bad_request");
  for (const id of ["nobody", ""]) {
    assertEquals(await codeOf(auth.admin.setRole("cli", id, "admin")), "not_found");
    assertEquals(await codeOf(auth.admin.setDisabled("cli", id, true)), "not_found");
    assertEquals(await codeOf(auth.admin.delete("cli", id)), "not_found");
  }
});

Deno.test("every act leaves a line in the audit log that says who did what to whom", async () => {
  await using auth = await open();
  const { admin } = auth;
  const { account: { id: ana } } = await join(auth, "ana");
  const { account: { id: bo } } = await join(auth, "bo");
  await admin.setRole("cli", ana, "admin");
  await admin.setRole(ana, bo, "operator");
  await admin.setDisabled(ana, bo, true);
  await admin.setDisabled(ana, bo, false);
  await admin.createResetLink(ana, bo);
  await admin.delete(ana, bo);
  await codeOf(admin.delete(ana, ana));
  const { items, more } = await admin.audit();
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
  assertEquals((await admin.audit(items[3]!.n)).items.length, 2);
});

Deno.test("accounts come by name, in pages, guests among them", async () => {
  await using auth = await open();
  for (let n = 10; n < 70; n++) await auth.accounts.createGuest(`Guest ${n}`, CALLER);
  await join(auth, "ana", "Ana Lindgren");
  const first = await auth.admin.list({});
  assertEquals([first.items.length, first.more, first.items[0]!.name], [50, true, "Ana Lindgren"]);
  const second = await auth.admin.list({ after: first.items.at(-1)!.id });
  assertEquals([second.items.length, second.more, second.items[0]!.name], [11, false, "Guest 59"]);
  const found = await auth.admin.list({ query: "lind" });
  assertEquals(found.items.map(({ username }) => username), ["ana"]);
  assertEquals(await codeOf(auth.admin.list({ after: "nobody" })), "not_found");
});
