import type { Page } from "playwright-core";
import { ROOM_LIMITS } from "../../lib/protocol/limits.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { publicRoomId, withPublicRooms } from "../helpers/public_rooms.ts";
import { openPageAsGuest, waitUntil } from "./browser_page.ts";

const COUNT = 2 * ROOM_LIMITS.defaultPageSize + 30;
const LAST = COUNT - 1;

const cards = (page: Page) => page.locator(".room-card");
const cardOf = (page: Page, n: number) =>
  cards(page).filter({ has: page.getByText(`Hall ${n}`, { exact: true }) });

Deno.test("rooms beyond the first page are found in a real browser", () =>
  withPublicRooms(COUNT, async (server) => {
    const browser = await openBrowser();
    // The lobby is on the last page of the list, and is where newcomers begin all the same.
    const visitor = await openPageAsGuest(browser, server.url, "Bo", { reducedMotion: "reduce" });
    const { page } = visitor;
    await page.waitForURL("**/r/lobby");

    const { keyboard } = page;
    await page.getByRole("link", { name: "Browse rooms" }).click();
    await page.waitForURL("**/rooms");
    const more = page.getByRole("button", { name: "Show more" });
    // One page, of his own rooms and those that Bo may enter.
    await waitUntil(async () => await cards(page).count() === ROOM_LIMITS.defaultPageSize);
    assertEquals(await cardOf(page, LAST).count(), 0);
    for (const count of [2 * ROOM_LIMITS.defaultPageSize, COUNT + 1]) {
      await more.click();
      await waitUntil(async () => await cards(page).count() === count);
    }
    assertEquals([await cardOf(page, LAST).count(), await more.count()], [1, 0]);
    assertEquals(await visitor.accessibilityFaults(), []);

    await page.reload();
    await waitUntil(async () => await cards(page).count() === ROOM_LIMITS.defaultPageSize);
    const field = page.getByRole("searchbox", { name: "Find a room" });
    await field.fill(`hall ${LAST}`);
    await cardOf(page, LAST).waitFor();
    await waitUntil(async () => await cards(page).count() === 1);
    await field.fill("no such room");
    await page.getByText("No room has these words.").waitFor();
    assertEquals(await cards(page).count(), 0);

    // The dialog over the page asks for a list of its own, and leaves the page's as it is.
    await keyboard.press("Control+k");
    await keyboard.type(`hall ${LAST - 1}`);
    await page.getByRole("option", { name: `Hall ${LAST - 1}`, exact: true }).waitFor();
    assertEquals(await page.getByText("No room has these words.").count(), 1);
    await keyboard.press("Enter");
    await page.waitForURL(`**/r/${publicRoomId(LAST - 1)}`);
    await page.getByRole("heading", { name: `Hall ${LAST - 1}` }).waitFor();
    await page.goBack();
    await page.waitForURL("**/rooms");
    await waitUntil(async () => await cards(page).count() >= ROOM_LIMITS.defaultPageSize);
    assertEquals(await field.inputValue(), "");

    assert(visitor.complaints.length === 0, visitor.complaints.join("\n"));
    await browser.close();
  }));
