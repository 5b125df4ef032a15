import type { Page } from "playwright-core";
import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { TEST_PASSWORD } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import { openPage, openPageAsGuest, waitUntil } from "./browser_page.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const field = (page: Page) => page.locator("textarea");
const offers = (page: Page) => page.getByRole("option");
/** The message that was said last. */
const last = (page: Page) => page.locator(".content").last();

Deno.test("people write in real browsers", async (t) => {
  await using server = await startServer();
  const browser = await openBrowser();
  const boss = await openPage(browser, server.setupLink, { reducedMotion: "reduce" });
  await boss.page.getByLabel("User name").fill("boss");
  await boss.page.getByLabel("Password", { exact: true }).fill(TEST_PASSWORD);
  await boss.page.getByRole("button", { name: "Set up Parley" }).click();
  await field(boss.page).waitFor();
  await boss.page.goto(`${server.url}/r/lobby`);
  const bo = await openPageAsGuest(browser, server.url, "Bo Larsen", { reducedMotion: "reduce" });
  const page = boss.page;

  /** Waits until the field holds a text. */
  const holds = (text: string) => waitUntil(async () => await field(page).inputValue() === text);

  await t.step("signs show as they are meant, and markup as the text that it is", async () => {
    await boss.post("**bold** _italic_ ~~struck~~ `code` <b>not</b>");
    await bo.waitForMessages("bold italic struck code <b>not</b>");
    for (const tag of ["strong", "em", "s", "code"]) await last(bo.page).locator(tag).waitFor();
    assertEquals(await last(bo.page).locator("b").count(), 0);
    await boss.post("> quoted\n\n- one\n- two\n\nsee [the plan](https://a.example/plan)");
    await last(bo.page).locator("blockquote", { hasText: "quoted" }).waitFor();
    assertEquals(await last(bo.page).locator("li").count(), 2);
    const link = last(bo.page).getByRole("link", { name: "the plan" });
    assertEquals(await link.getAttribute("href"), "https://a.example/plan");
    assertMatch(await link.getAttribute("rel") ?? "", /noopener/);
  });

  await t.step("code has colours, and can be copied", async () => {
    await boss.post("```ts\nconst a = 1;\n```");
    const block = bo.page.locator(".code-block");
    await block.getByText("const a = 1;").waitFor();
    const painted = "[...CSS.highlights].map(([name, ranges]) => name + ranges.size).sort()";
    await waitUntil(async () => (await bo.page.evaluate(painted) as string[]).length > 0);
    assert((await bo.page.evaluate(painted) as string[]).includes("code-keyword2"));
    await bo.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await block.getByRole("button", { name: "Copy" }).click();
    await bo.page.getByText("Copied.").first().waitFor();
    assertEquals(await bo.page.evaluate("navigator.clipboard.readText()"), "const a = 1;");
  });

  await t.step("a name is completed, and whom it means is called", async () => {
    await field(page).pressSequentially("Hello @lar");
    await offers(page).filter({ hasText: "Bo Larsen" }).waitFor();
    assertEquals(await field(page).getAttribute("aria-activedescendant"), "offers-lobby-0");
    await field(page).press("Tab");
    assertEquals(await field(page).inputValue(), "Hello @Bo Larsen ");
    await field(page).pressSequentially("and all");
    await field(page).press("Enter");
    await last(bo.page).locator(".mention.to-me", { hasText: "@Bo Larsen" }).waitFor();
    await last(page).locator(".mention:not(.to-me)").waitFor();
    await boss.post("@here we go");
    await last(bo.page).locator(".mention.to-me", { hasText: "@here" }).waitFor();
    await bo.post("@here as well");
    await boss.waitForMessages("@here as well");
    assertEquals(await last(page).locator(".mention").count(), 0);
  });

  await t.step("Escape leaves a word as it is, and Enter then sends it", async () => {
    await field(bo.page).pressSequentially("@bo");
    await offers(bo.page).first().waitFor();
    await field(bo.page).press("Escape");
    await offers(bo.page).first().waitFor({ state: "detached" });
    await field(bo.page).pressSequentially("s");
    await field(bo.page).press("Enter");
    await boss.waitForMessages("@bos");
  });

  await t.step("emoji come by name, and from the picker", async () => {
    await field(page).pressSequentially("yes :tad");
    await offers(page).filter({ hasText: ":tada:" }).waitFor();
    await field(page).press("Enter");
    await field(page).pressSequentially("or :smile: ");
    assertEquals(await field(page).inputValue(), "yes 🎉 or 😄 ");
    await page.getByRole("button", { name: "Emoji" }).click();
    const picker = page.getByRole("dialog", { name: "Choose an emoji" });
    await picker.getByRole("searchbox").fill("thumbs up");
    await picker.getByRole("button", { name: /Skin tone/ }).click();
    await picker.getByRole("option", { name: "+1" }).waitFor();
    await picker.getByRole("searchbox").press("Enter");
    await picker.waitFor({ state: "detached" });
    assertEquals(await field(page).inputValue(), "yes 🎉 or 😄 👍🏻");
    await field(page).press("Enter");
    await bo.waitForMessages("yes 🎉 or 😄 👍🏻");
    await boss.post(":wave:");
    await last(bo.page).locator(".emoji-large", { hasText: "👋" }).waitFor();
    await page.getByRole("button", { name: "Emoji" }).click();
    await picker.getByRole("button", { name: "Recent", pressed: true }).waitFor();
    assertEquals(await boss.accessibilityFaults(), []);
    await picker.getByRole("searchbox").press("ArrowDown");
    assertEquals(await page.evaluate("document.activeElement.role"), "option");
    await page.keyboard.press("ArrowUp");
    assertEquals(await page.evaluate("document.activeElement.type"), "search");
    await page.keyboard.press("Escape");
    await picker.waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
  });

  await t.step("the arrow edits what one said last, and Escape brings the draft back", async () => {
    await boss.post("Teh end");
    await bo.waitForMessages("Teh end");
    await field(page).press("ArrowUp");
    await page.getByText("Edit message", { exact: true }).waitFor();
    await holds("Teh end");
    assertEquals(await boss.accessibilityFaults(), []);
    await field(page).press("Escape");
    await holds("");
    await field(page).press("ArrowUp");
    await holds("Teh end");
    await field(page).fill("The end");
    await field(page).press("Enter");
    await bo.waitForMessages("The end");
    assertEquals(await field(page).inputValue(), "");
    await field(page).press("ArrowUp");
    await holds("The end");
    await field(page).fill("");
    await field(page).press("Enter");
    await page.getByRole("dialog").getByText("Delete this message?").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  await t.step("an answer that one was writing is one after a reload, too", async () => {
    await bo.post("Who comes?");
    const asked = page.locator(".message", { hasText: "Who comes?" });
    await asked.hover();
    await asked.getByRole("button", { name: "Reply", exact: true }).click();
    await field(page).fill("I do");
    await page.reload();
    await page.locator(".banner", { hasText: "Reply to Bo Larsen" }).getByText("Who comes?")
      .waitFor();
    await holds("I do");
    await field(page).press("Enter");
    await bo.page.locator(".message", { hasText: "I do" }).locator(".quote").waitFor();
    await page.reload();
    await boss.waitForMessages("I do");
    assertEquals(await page.locator(".banner").count(), 0);
  });

  await t.step("what is chosen can be made bold, or a link, and that undone", async () => {
    await field(page).fill("see here");
    await field(page).press("Home");
    for (let n = 0; n < 3; n++) await field(page).press("Shift+ArrowRight");
    await field(page).press("Control+b");
    assertEquals(await field(page).inputValue(), "**see** here");
    await field(page).press("Control+b");
    assertEquals(await field(page).inputValue(), "see here");
    await field(page).press("Control+i");
    await field(page).press("Control+z");
    assertEquals(await field(page).inputValue(), "see here");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate("navigator.clipboard.writeText('https://a.example/x')");
    await field(page).press("Home");
    for (let n = 0; n < 3; n++) await field(page).press("Shift+ArrowRight");
    await field(page).press("Control+v");
    assertEquals(await field(page).inputValue(), "[see](https://a.example/x) here");
    await field(page).fill("");
  });

  await t.step("commands are listed to those who may, and do what they say", async () => {
    await field(bo.page).pressSequentially("/");
    await offers(bo.page).first().waitFor();
    assertEquals(await offers(bo.page).locator(".name").allTextContents(), [
      "/me",
      "/shrug",
      "/help",
    ]);
    await field(bo.page).fill("/topic mine");
    bo.expectRefusals("/api/rooms/lobby");
    await field(bo.page).press("Enter");
    await bo.page.locator(".toast.wrong").waitFor();
    assertEquals(await field(bo.page).inputValue(), "/topic mine");
    await field(bo.page).fill("/dance");
    await field(bo.page).press("Enter");
    await bo.page.getByText("There is no command /dance.").waitFor();
    await field(bo.page).fill("/shrug so");
    await field(bo.page).press("Enter");
    await boss.waitForMessages("so ¯\\_(ツ)_/¯");
    await field(page).pressSequentially("/top");
    await offers(page).filter({ hasText: "/topic" }).waitFor();
    await field(page).press("Enter");
    await field(page).pressSequentially("All of it");
    await field(page).press("Enter");
    await bo.page.getByText("All of it", { exact: true }).first().waitFor();
    await field(page).fill("/help");
    await field(page).press("Enter");
    await page.getByRole("dialog").getByText("/mute @name minutes").waitFor();
    assertEquals(await boss.accessibilityFaults(), []);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await field(page).fill("/mute @Bo Larsen 10");
    await field(page).press("Enter");
    await bo.page.getByText(/You are muted here/).waitFor();
  });

  await t.step("on a phone the emoji come from below, with room for a thumb", async () => {
    const cy = await openPageAsGuest(browser, server.url, "Cy", {
      ...PHONE,
      reducedMotion: "reduce",
    });
    await cy.page.getByRole("button", { name: "Emoji" }).tap();
    const one = cy.page.locator(".picker-emoji").nth(3);
    await one.waitFor();
    const { width = 0, height = 0 } = await one.boundingBox() ?? {};
    assert(width >= 44 && height >= 44, `${width} × ${height}`);
    assertEquals(await cy.accessibilityFaults(), []);
    await one.tap();
    await waitUntil(async () => await field(cy.page).inputValue() !== "");
    await cy.page.getByRole("button", { name: "Send message" }).tap();
    await last(cy.page).locator(".emoji-large").waitFor();
    assertEquals(cy.complaints, []);
  });

  assertEquals([boss.complaints, bo.complaints], [[], []]);
  await browser.close();
});
