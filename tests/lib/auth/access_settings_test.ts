import { assertEquals } from "../../helpers/assert.ts";
import { codeOf, join, open } from "./auth_fixture.ts";

Deno.test("anybody may come in until an admin says otherwise, and that is kept", async () => {
  await using auth = await open();
  const { account } = await join(auth, "ana");
  assertEquals(await auth.settings.read(), { signup: "open", guests: "on" });
  await auth.settings.write(account, { signup: "invite" });
  assertEquals(await auth.settings.read(), { signup: "invite", guests: "on" });
  const [line] = (await auth.admin.audit()).items;
  assertEquals([line!.actor, line!.action, line!.detail], [
    account.id,
    "setting",
    "signup: invite",
  ]);
});

Deno.test("where strangers come, guests are let in only when an admin or the environment says so", async () => {
  await using auth = await open({ isExposed: true });
  const { account } = await join(auth, "ana");
  assertEquals(await auth.settings.read(), { signup: "open", guests: "off" });
  await auth.settings.write(account, { guests: "on" });
  assertEquals(await auth.settings.read(), { signup: "open", guests: "on" });
  await using fixed = await open({ isExposed: true, fixed: { guests: "on" } });
  assertEquals(await fixed.settings.read(), { signup: "open", guests: "on" });
});

Deno.test("what the environment says wins, and no admin changes it", async () => {
  await using auth = await open({ fixed: { signup: "closed", guests: undefined } });
  const { id } = (await auth.accounts.createGuest("Ana", { address: "a", agent: "" })).account;
  const account = (await auth.store.findAccount(id))!;
  assertEquals(auth.settings.fixed, ["signup"]);
  const both = { signup: "open", guests: "off" } as const;
  assertEquals(await codeOf(auth.settings.write(account, both)), "forbidden");
  assertEquals(await auth.settings.read(), { signup: "closed", guests: "on" });
  await auth.settings.write(account, { guests: "off" });
  assertEquals(await auth.settings.read(), { signup: "closed", guests: "off" });
});

Deno.test("a stored setting that nobody knows counts as none", async () => {
  await using auth = await open();
  const audit = { at: 1, actor: "cli", action: "setting" } as const;
  await auth.store.writeSetting("signup", "sometimes", audit);
  assertEquals((await auth.settings.read()).signup, "open");
});
