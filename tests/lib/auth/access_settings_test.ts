import { assertEquals } from "../../helpers/assert.ts";
import { codeOf, openAuthFixture, signUpPerson } from "./auth_fixture.ts";

Deno.test("anybody may come in until an admin says otherwise, and that is kept", async () => {
  await using auth = await openAuthFixture();
  const { account } = await signUpPerson(auth, "ana");
  assertEquals(await auth.accessSettings.read(), { signup: "open", guests: "on" });
  await auth.accessSettings.write(account, { signup: "invite" });
  assertEquals(await auth.accessSettings.read(), { signup: "invite", guests: "on" });
  const [line] = (await auth.accountAdmin.readAuditLog()).items;
  assertEquals([line!.actor, line!.action, line!.detail], [
    account.id,
    "setting",
    "signup: invite",
  ]);
});

Deno.test("where strangers come, guests are let in only when an admin or the environment says so", async () => {
  await using auth = await openAuthFixture({ isExposed: true });
  const { account } = await signUpPerson(auth, "ana");
  assertEquals(await auth.accessSettings.read(), { signup: "open", guests: "off" });
  await auth.accessSettings.write(account, { guests: "on" });
  assertEquals(await auth.accessSettings.read(), { signup: "open", guests: "on" });
  await using fixed = await openAuthFixture({ isExposed: true, envOverrides: { guests: "on" } });
  assertEquals(await fixed.accessSettings.read(), { signup: "open", guests: "on" });
});

Deno.test("what the environment says wins, and no admin changes it", async () => {
  await using auth = await openAuthFixture({
    envOverrides: { signup: "closed", guests: undefined },
  });
  const { id } = (await auth.accounts.createGuest("Ana", { address: "a", userAgent: "" })).account;
  const account = (await auth.store.findAccount(id))!;
  assertEquals(auth.accessSettings.overriddenNames, ["signup"]);
  const both = { signup: "open", guests: "off" } as const;
  assertEquals(await codeOf(auth.accessSettings.write(account, both)), "forbidden");
  assertEquals(await auth.accessSettings.read(), { signup: "closed", guests: "on" });
  await auth.accessSettings.write(account, { guests: "off" });
  assertEquals(await auth.accessSettings.read(), { signup: "closed", guests: "off" });
});

Deno.test("a stored setting that nobody knows counts as none", async () => {
  await using auth = await openAuthFixture();
  const audit = { at: 1, actor: "cli", action: "setting" } as const;
  await auth.store.writeSetting("signup", "sometimes", audit);
  assertEquals((await auth.accessSettings.read()).signup, "open");
});
