import type { BrowserContext, Locator, Page } from "playwright-core";
import { assert, assertEquals } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { signInAsGuest } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import {
  accessibilityFaults,
  type BrowserUser,
  openPageAsGuest,
  waitUntil,
} from "./browser_page.ts";

/** What appears is there at once, in its full colour. */
const CALM = { reducedMotion: "reduce" } as const;
const PHONE = { ...CALM, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const messageOf = (page: Page, text: string) =>
  page.locator(".message", { has: page.locator(".content", { hasText: text }) });

/** Chooses from the menu of a message that the pointer is at. */
async function choose({ page }: BrowserUser, text: string, item: string): Promise<void> {
  const message = messageOf(page, text);
  await message.hover();
  await message.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

/** What a reaction says of itself. */
const labelOf = (pill: Locator) => pill.getAttribute("aria-label");

/** Rests with a finger on an element until its menu is there. */
async function press(context: BrowserContext, page: Page, element: Locator): Promise<void> {
  const { x, y, height } = (await element.boundingBox())!;
  const touch = await context.newCDPSession(page);
  const touchPoints = [{ x: x + 12, y: y + height / 2 }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await page.locator(".menu").waitFor();
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

Deno.test("people do things with messages in real browsers", async (t) => {
  const server = await startServer();
  const browser = await openBrowser();
  const [ana, bo] = await Promise.all([
    openPageAsGuest(browser, server.url, "Ana", CALM),
    openPageAsGuest(browser, server.url, "Bo", CALM),
  ]);
  const cy = await (await signInAsGuest(server, "Cy")).connect();
  await cy.join();
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ana.post("Lunch at noon?");
  const { seq: lunch } = await cy.next("message");
  await bo.waitForMessages("Lunch at noon?");

  await t.step("a reaction is counted with names, and taken back by another press", async () => {
    const mine = messageOf(ana.page, "Lunch");
    await messageOf(bo.page, "Lunch").hover();
    await bo.page.getByRole("button", { name: "React with 👍" }).click();
    const pill = mine.locator(".reaction:not(.add)");
    await pill.waitFor();
    assertEquals(await labelOf(pill), "👍 1, Bo (guest) reacted with 👍");
    await pill.click();
    await mine.getByRole("button", {
      name: /, You and Bo \(guest\) reacted with 👍$/u,
      pressed: true,
    }).waitFor();
    const his = messageOf(bo.page, "Lunch");
    await his.getByRole("button", { name: /, You and Ana \(guest\) reacted with 👍$/u }).click();
    await his.getByRole("button", { name: /, Ana \(guest\) reacted with 👍$/u, pressed: false })
      .waitFor();
    await mine.getByRole("button", { name: /, You reacted with 👍$/u, pressed: true })
      .waitFor();
    await choose(ana, "Lunch", "Show who reacted");
    await ana.page.locator(".reactors .person", { hasText: "Ana" }).waitFor();
    await ana.page.keyboard.press("Escape");
  });

  await t.step("what the server refuses is told, and is not shown as done", async () => {
    const react = (n: number) =>
      cy.send({
        type: "react",
        room: "lobby",
        seq: lunch,
        emoji: String.fromCodePoint(0x1f600 + n),
      });
    for (let n = 0; n < 18; n++) react(n);
    const his = messageOf(bo.page, "Lunch");
    const pills = his.locator(".reaction:not(.add)");
    await pills.nth(18).waitFor();
    await his.getByRole("button", { name: "More", exact: true }).waitFor();
    await his.getByRole("button", { name: "Add reaction" }).first().click();
    const picker = bo.page.getByRole("dialog", { name: "Choose an emoji" });
    await picker.getByRole("searchbox").fill("tada");
    await picker.getByRole("option", { name: "tada" }).waitFor();
    // Someone else is first, and nobody is offered more.
    react(18);
    await pills.nth(19).waitFor();
    assertEquals(await his.getByRole("button", { name: "Add reaction" }).count(), 0);
    await picker.getByRole("searchbox").press("Enter");
    await bo.page.locator(".toast", { hasText: "A message has at most 20" }).waitFor();
    assertEquals(await pills.count(), 20);
    for (let n = 0; n < 19; n++) {
      const emoji = String.fromCodePoint(0x1f600 + n);
      cy.send({ type: "react", room: "lobby", seq: lunch, emoji, on: false });
    }
    await pills.nth(1).waitFor({ state: "detached" });
  });

  await t.step("a reply shows what it answers, and leads there", async () => {
    cy.send({ type: "message", room: "lobby", id: "r1", content: "Gladly.", reply: lunch });
    const reply = messageOf(ana.page, "Gladly.");
    await reply.locator(".quote", { hasText: "Ana" }).getByText("Lunch at noon?").waitFor();
    await reply.locator(".quote").click();
    await ana.page.waitForURL(`**/r/lobby?at=${lunch}`);
  });

  await t.step("a message is edited, and what it said before can be read", async () => {
    const { seq } = await cy.post("Helo");
    cy.send({ type: "edit", room: "lobby", seq, content: "Hello" });
    await messageOf(ana.page, "Hello").getByRole("button", { name: /^Edited / }).click();
    await ana.page.locator(".version").nth(1).waitFor();
    assertEquals(await ana.page.locator(".version-content").allTextContents(), ["Helo", "Hello"]);
    cy.send({ type: "edit", room: "lobby", seq, content: "Hello there" });
    await ana.page.locator(".version").nth(2).waitFor();
    assertEquals(await ana.accessibilityFaults(), []);
    await ana.page.getByRole("button", { name: "Close" }).click();
    await ana.page.locator("dialog").waitFor({ state: "detached" });
  });

  await t.step("what is pinned is listed beside the room, for everyone", async () => {
    await choose(ana, "Lunch", "Pin to the room");
    await bo.page.getByRole("button", { name: "1 pinned message" }).click();
    const card = bo.page.locator(".details .message-card");
    await card.getByText("Lunch at noon?").waitFor();
    await bo.page.locator(".person-menu").last().waitFor();
    assertEquals(await bo.accessibilityFaults(), []);
    await card.getByRole("link").first().click();
    await bo.page.waitForURL(`**/r/lobby?at=${lunch}`);
    await card.getByRole("button", { name: "Unpin the message of Ana" }).click();
    await card.waitFor({ state: "detached" });
    await ana.page.locator(".mark-word").waitFor({ state: "detached" });
    await choose(ana, "Lunch", "Pin to the room");
    await card.waitFor();
    await bo.page.getByRole("button", { name: "Hide details", exact: true }).click();
  });

  await t.step("a link to a message can be copied", async () => {
    await choose(ana, "Lunch", "Copy link");
    await ana.page.locator(".toast", { hasText: "Copied." }).waitFor();
    const copied = await ana.page.evaluate("navigator.clipboard.readText()");
    assertEquals(copied, `${server.url}/r/lobby?at=${lunch}`);
  });

  await t.step("what one saves is on a page of one's own, in every tab", async () => {
    const tab = await ana.context.newPage();
    await tab.goto(`${server.url}/saved`);
    await tab.getByText("Nothing is saved yet.").waitFor();
    await choose(ana, "Gladly.", "Save for later");
    await messageOf(ana.page, "Gladly.").getByText("Saved", { exact: true }).waitFor();
    const card = tab.locator(".message-card", { hasText: "Gladly." });
    await card.getByText("Lobby ·").waitFor();
    await tab.bringToFront();
    await tab.close();
    await ana.page.getByRole("link", { name: "Saved messages" }).click();
    await ana.page.locator(".message-card", { hasText: "Gladly." }).waitFor();
    assertEquals(await ana.accessibilityFaults(), []);
    await ana.page.reload();
    await ana.page.locator(".message-card .card-head").click();
    await ana.page.waitForURL("**/r/lobby?at=*");
    await messageOf(ana.page, "Gladly.").getByText("Saved", { exact: true }).waitFor();
    await choose(ana, "Gladly.", "Remove from saved");
    await messageOf(ana.page, "Gladly.").locator(".marks").waitFor({ state: "detached" });
  });

  await t.step("everything works by keyboard, and axe finds nothing", async () => {
    const { page } = ana;
    const message = messageOf(page, "Lunch");
    await message.focus();
    await page.keyboard.press("Tab");
    for (let n = 0; n < 5 && !await page.locator(".message-bar :focus").count(); n++) {
      await page.keyboard.press("Tab");
    }
    assertEquals(await page.evaluate("document.activeElement.ariaLabel"), "React with 👍");
    assertEquals(await ana.accessibilityFaults(), []);
    await message.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Reply", exact: true }).waitFor();
    assertEquals(await ana.accessibilityFaults(), []);
    await page.keyboard.press("Escape");
    await page.locator(".menu").waitFor({ state: "detached" });
    await page.keyboard.press("s");
    await message.getByText("Saved", { exact: true }).waitFor();
    const picker = page.getByRole("dialog", { name: "Choose an emoji" });
    // Loaded or not, it has the focus, and gives it back to the message.
    for (const [name, emoji] of [["rocket", "🚀"], ["tada", "🎉"]] as const) {
      await page.keyboard.press("+");
      await picker.getByRole("option").first().waitFor();
      await waitUntil(async () => await page.evaluate("document.activeElement.type") === "search");
      await page.keyboard.type(name);
      await page.keyboard.press("Enter");
      await message.getByRole("button", { name: new RegExp(`^${emoji} 1`, "u") }).waitFor();
      await message.and(page.locator(":focus")).waitFor();
    }
    await message.focus();
    await page.keyboard.press("e");
    await waitUntil(async () => await page.locator("textarea").inputValue() === "Lunch at noon?");
    await page.keyboard.press("Escape");
    await page.locator("textarea").fill("");
    // Whoever clicks on a message and types means to write.
    await message.locator(".content").click();
    await page.keyboard.type("sure");
    assertEquals(await page.locator("textarea").inputValue(), "sure");
    await page.locator("textarea").fill("");
  });

  await t.step("Delete asks, whatever is drawn while it is pressed", async () => {
    const { page } = ana;
    await ana.post("to be taken back");
    const { seq } = await cy.next("message", ({ content }) => content === "to be taken back");
    await page.locator(`.message[data-seq="${seq}"]`).focus();
    for (let round = 0; round < 4; round++) {
      for (let n = 0; n < 10; n++) {
        const id = `d${round}-${n}`;
        cy.send(
          { type: "message", room: "lobby", id, content: `noise ${id}` },
          { type: "react", room: "lobby", seq, emoji: "👀", on: n % 2 === 0 },
        );
      }
      // Half of the time with all of it drawn, half of the time in the middle.
      if (round % 2) await messageOf(page, `noise d${round}-9`).waitFor();
      await page.keyboard.press("Delete");
      await page.getByText("Delete this message?").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
      const focused = () => page.evaluate("document.activeElement.dataset.seq");
      await waitUntil(async () => await focused() === String(seq));
    }
    await page.keyboard.press("Delete");
    await page.locator("dialog").getByRole("button", { name: "Delete" }).click();
    await page.getByText("Message deleted").waitFor();
    await bo.page.getByText("Message deleted").waitFor();
  });

  await t.step("Delete asks, even before what asks is loaded", async () => {
    const storageState = await ana.context.storageState();
    const context = await browser.newContext({ storageState, serviceWorkers: "block" });
    context.setDefaultTimeout(5_000);
    const page = await context.newPage();
    const held = Promise.withResolvers<void>();
    await page.route(/\/assets\/more-/, (route) => held.promise.then(() => route.continue()));
    await page.goto(`${server.url}/r/lobby`);
    await page.locator("textarea").fill("too soon");
    await page.keyboard.press("Enter");
    await messageOf(page, "too soon").and(page.locator("[data-seq]")).focus();
    await page.keyboard.press("Delete");
    held.resolve();
    await page.getByText("Delete this message?").waitFor();
    assert(
      await page.evaluate("document.querySelector('dialog').contains(document.activeElement)"),
    );
    await page.locator("dialog").getByRole("button", { name: "Delete" }).click();
    await messageOf(page, "too soon").waitFor({ state: "detached" });
    await context.close();
  });

  await t.step("a finger that rests opens a sheet with all of it", async () => {
    const state = await ana.context.storageState();
    const context = await browser.newContext({ ...PHONE, storageState: state });
    context.setDefaultTimeout(5_000);
    const page = await context.newPage();
    await page.goto(`${server.url}/r/lobby`);
    const message = page.locator(".message").last();
    await press(context, page, message.locator(".content"));
    const items = page.locator(".menu-item");
    assertEquals(await page.locator(".menu-item.emoji").count(), 6);
    for (const item of await items.all()) assert((await item.boundingBox())!.height >= 44);
    assertEquals(await accessibilityFaults(page), []);
    await page.getByRole("menuitemcheckbox", { name: "React with 🎉" }).tap();
    await message.getByRole("button", { name: /, You reacted with 🎉$/u }).waitFor();
    await context.close();
  });

  await t.step("no browser complained", () => {
    assertEquals([ana.complaints, bo.complaints].flat(), []);
  });

  await cy.close();
  await browser.close();
  await server.stop();
});
