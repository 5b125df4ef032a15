import type { Browser, Page } from "playwright-core";
import { assert, assertEquals } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { createRoom, jsonRequest, signUp, TEST_PASSWORD } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import { type BrowserUser, openPage, waitUntil } from "./browser_page.ts";

/** A person's browser, signed in. */
async function signedIn(browser: Browser, url: string, username: string): Promise<BrowserUser> {
  const visitor = await openPage(browser, `${url}/signin`, { reducedMotion: "reduce" });
  await visitor.page.getByLabel("User name").fill(username);
  await visitor.page.getByLabel("Password", { exact: true }).fill(TEST_PASSWORD);
  await visitor.page.getByRole("button", { name: "Sign in" }).click();
  await visitor.page.locator("textarea").waitFor();
  return visitor;
}

/** What is wrong with a page that is read from right to left, and whether it is wider than it should be. */
async function faultsFromRight(
  { page, accessibilityFaults: faults }: BrowserUser,
): Promise<string[]> {
  await page.evaluate("document.documentElement.dir = 'rtl'");
  const found = await faults();
  const isWide = await page.evaluate(
    "document.documentElement.scrollWidth > document.documentElement.clientWidth",
  );
  await page.evaluate("document.documentElement.dir = 'ltr'");
  return isWide ? [...found, "it scrolls sideways"] : found;
}

/** A time as those write it who count 24 hours. */
function shortly(at: string | null): string {
  const format = { hour: "numeric", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat("de", format).format(new Date(at!));
}

const inSearch = (page: Page) => page.getByRole("textbox", { name: "Search messages" });

Deno.test("finding: search, going anywhere, settings, keys and languages", async (t) => {
  await using server = await startServer();
  const ana = await signUp(server, "ana", "Ana Bell");
  const bo = await signUp(server, "bo", "Bo Quist");
  await signUp(server, "cleo", "Cleo Dahl");
  const design = await createRoom(ana, { name: "Design Team", kind: "public" });
  await ana.json("/api/direct", jsonRequest({ people: [bo.account.id] }));
  const wire = await ana.connect();
  for (const room of ["lobby", design.id]) await wire.join(room);
  for (let n = 1; n <= 25; n++) await wire.post(`deploy number ${n}`);
  const said = await wire.post("The deploy of the atelier went well", design.id);
  await wire.close();
  await bo.json(`/api/rooms/${design.id}`);

  const browser = await openBrowser();
  const visitor = await signedIn(browser, server.url, "bo");
  const { page } = visitor;
  const { keyboard } = page;

  await t.step("words are found in all rooms, page by page, with a jump to each", async () => {
    await keyboard.press("Control+Shift+F");
    await page.waitForURL(/\/search\?q=in%3A/);
    assertEquals(await inSearch(page).inputValue(), "in:Lobby ");
    await inSearch(page).fill("deploy");
    await keyboard.press("Enter");
    await page.waitForURL("**/search?q=deploy");
    const hits = page.locator(".hit");
    // What was shown before, of the room alone, has nothing marked.
    await hits.nth(19).locator("mark").waitFor();
    assertEquals(await hits.first().locator("mark").allTextContents(), ["deploy"]);
    assertEquals(await visitor.accessibilityFaults(), []);
    assertEquals(await faultsFromRight(visitor), []);
    await page.getByRole("button", { name: "Show more" }).click();
    await hits.nth(25).waitFor();
    await page.getByText("That is all.").waitFor();
    await hits.filter({ hasText: "atelier" }).click();
    await page.waitForURL(`**/r/${design.id}?at=${said.seq}`);
    await page.getByRole("heading", { name: "Design Team" }).waitFor();
    await page.goBack();
    await page.waitForURL("**/search?q=deploy");
    assertEquals(await inSearch(page).inputValue(), "deploy");
    await hits.first().waitFor();
  });

  await t.step("operators are put in, and what is malformed is told beside the field", async () => {
    visitor.expectRefusals("/api/search");
    await page.getByRole("button", { name: "before:" }).click();
    assertEquals(await inSearch(page).inputValue(), "deploy before:");
    await keyboard.type("soon");
    await keyboard.press("Enter");
    const wrong = page.getByRole("alert").filter({ hasText: "before: takes a day" });
    await wrong.waitFor();
    assertEquals(
      await inSearch(page).getAttribute("aria-describedby"),
      await wrong.getAttribute("id"),
    );
    await inSearch(page).fill('"atelier went" from:ana');
    await keyboard.press("Enter");
    await page.locator(".hit").filter({ hasText: "atelier" }).waitFor();
    assertEquals(await page.locator(".hit").count(), 1);
    await inSearch(page).fill("nowhere to be found");
    await keyboard.press("Enter");
    await page.getByText("No message says this.").waitFor();
    await page.getByRole("button", { name: "Clear search" }).click();
    await keyboard.press("Enter");
    await page.waitForURL("**/search");
    await page.locator(".recent-row", { hasText: "atelier went" }).waitFor();
    assertEquals(await page.locator(".recent-row", { hasText: "nowhere" }).count(), 0);
    assertEquals(await visitor.accessibilityFaults(), []);
  });

  await t.step("Ctrl-K goes to a room, a person, a page", async () => {
    await keyboard.press("Control+k");
    await keyboard.type("dete");
    await page.getByRole("option", { name: "Design Team" }).waitFor();
    assertEquals(await visitor.accessibilityFaults(), []);
    await keyboard.press("Enter");
    await page.waitForURL(`**/r/${design.id}`);
    await keyboard.press("Control+k");
    await keyboard.type("cle");
    await page.getByRole("option", { name: "Cleo Dahl" }).waitFor();
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Cleo Dahl" }).waitFor();
    await keyboard.press("Control+k");
    await keyboard.type("deploy");
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    await page.waitForURL("**/search?q=deploy");
    await keyboard.press("Control+k");
    await keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    assertEquals(await inSearch(page).inputValue(), "deploy");
  });

  await t.step("? shows all keys, whatever has the focus but a field", async () => {
    await page.goto(`${server.url}/r/lobby`);
    await page.locator(".message").last().waitFor();
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    const focus = [
      () => page.locator(".message").last().focus(),
      () => page.locator(".room-row").first().focus(),
      () => page.locator("#me").focus(),
      () => page.evaluate("document.activeElement.blur()"),
    ];
    for (const move of focus) {
      await move();
      await keyboard.press("?");
      await sheet.waitFor();
      await keyboard.press("Escape");
      await sheet.waitFor({ state: "detached" });
    }
    await page.locator("textarea").focus();
    await keyboard.press("?");
    assertEquals(await page.locator("textarea").inputValue(), "?");
    await keyboard.press("Backspace");
    await keyboard.press("Control+/");
    await sheet.waitFor();
    assertEquals(await visitor.accessibilityFaults(), []);
    assertEquals(await faultsFromRight(visitor), []);
    await keyboard.press("Escape");
    await visitor.chooseInOwnMenu("Keyboard shortcuts");
    await sheet.waitFor();
    await keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await keyboard.press("Alt+ArrowUp");
    await page.waitForURL((url) => url.pathname !== "/r/lobby");
    await keyboard.press("Alt+ArrowDown");
    await page.waitForURL("**/r/lobby");
  });

  await t.step("what one prefers holds at once, in other tabs, and from the start", async () => {
    const other = await visitor.context.newPage();
    await other.goto(`${server.url}/settings`);
    await visitor.chooseInOwnMenu("Settings");
    await page.getByText("Dark", { exact: true }).click();
    const theme = (of: Page) => of.evaluate("document.documentElement.dataset.theme");
    assertEquals(await theme(page), "dark");
    await waitUntil(async () => await theme(other) === "dark");
    await page.getByText("Compact", { exact: true }).click();
    await page.getByText("24 hours").click();
    assertEquals(await visitor.accessibilityFaults(), []);
    assertEquals(await faultsFromRight(visitor), []);
    await page.getByText("Deutsch", { exact: true }).click();
    await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    await other.getByRole("heading", { name: "Einstellungen" }).waitFor();
    await other.close();
    await page.getByRole("link", { name: "Lobby" }).click();
    const time = page.locator(".message.head time").first();
    assertEquals(await time.textContent(), shortly(await time.getAttribute("datetime")));
    await page.goBack();
    await page.reload();
    await page.getByRole("heading", { name: "Einstellungen" }).waitFor();
    const root = page.locator("html");
    const attributes = ["lang", "dir", "data-theme", "data-density"];
    assertEquals(await Promise.all(attributes.map((name) => root.getAttribute(name))), [
      "de",
      "ltr",
      "dark",
      "compact",
    ]);
    assert((await page.title()).includes("Einstellungen"));
    await page.goto(`${server.url}/search?q=before:bald`);
    await page.getByText("before: braucht einen Tag wie").waitFor();
    await page.goto(`${server.url}/r/lobby`);
    await page.getByPlaceholder("Nachricht an Lobby").waitFor();
    assertEquals(await visitor.accessibilityFaults(), []);
  });

  await t.step("a browser that wants German gets it before anyone is signed in", async () => {
    const gast = await openPage(browser, server.url, { locale: "de-AT" });
    await gast.page.getByRole("button", { name: "Als Gast eintreten" }).waitFor();
    assertEquals(gast.complaints, []);
    await gast.context.close();
  });

  assertEquals(visitor.complaints, []);
  await visitor.context.close();
  await browser.close();
});
