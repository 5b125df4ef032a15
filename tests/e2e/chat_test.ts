import type { Page } from "playwright-core";
import { assertEquals, assertMatch } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { signInAsGuest } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import { openPage, openPageAsGuest, waitUntil } from "./browser_page.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

Deno.test("people chat in real browsers", async (t) => {
  const server = await startServer();
  const browser = await openBrowser();
  const ana = await openPageAsGuest(browser, server.url, "Ana");
  const bo = await openPageAsGuest(browser, server.url, "Bo");
  const complaints = [ana.complaints, bo.complaints];

  await t.step("two people in the Lobby see the same messages in the same order", async () => {
    assertEquals(new URL(ana.page.url()).pathname, "/r/lobby");
    await ana.post("Good morning");
    await bo.waitForMessages("Good morning");
    await bo.post("Morning, Ana");
    await ana.waitForMessages("Morning, Ana");
    const both = [ana, bo];
    for (let n = 1; n <= 5; n++) {
      await Promise.all(both.map(({ post: say }) => say(`both say ${n}`)));
    }
    await waitUntil(async () => (await ana.waitForMessages("")).length === 12);
    await bo.post("and three");
    const lists = await Promise.all(both.map(({ waitForMessages: sees }) => sees("and three")));
    assertEquals(lists[0], lists[1]);
  });

  await t.step("a reload keeps the history, and what was being written", async () => {
    const before = await ana.waitForMessages("and three");
    await ana.page.locator("textarea").fill("half a sent");
    await ana.page.reload();
    assertEquals(await ana.waitForMessages("and three"), before);
    assertEquals(await ana.page.locator("textarea").inputValue(), "half a sent");
    await ana.page.locator("textarea").fill("");
  });

  await t.step("a room that one creates has an address that others can open", async () => {
    await ana.page.getByRole("button", { name: "Create room" }).click();
    await ana.page.getByLabel("Room name").fill("Design");
    await ana.page.keyboard.press("Enter");
    await ana.page.waitForURL("**/r/design");
    await ana.page.getByText("No messages yet").waitFor();
    await ana.post("In here");
    await bo.page.goto(`${server.url}/r/design`);
    await bo.waitForMessages("In here");
    await ana.page.getByText("Bo (guest) joined").waitFor();
    await bo.page.reload();
    assertEquals(await bo.waitForMessages("In here"), ["In here"]);
  });

  await t.step(
    "what is new elsewhere is counted, and marked where reading had stopped",
    async () => {
      await ana.page.getByRole("link", { name: "Lobby" }).click();
      await ana.waitForMessages("and three");
      await bo.post("Are you still here?");
      await bo.post("Then later.");
      const row = ana.page.locator(".room-row", { hasText: "Design" });
      await row.getByText("2", { exact: true }).waitFor();
      assertMatch(await ana.page.title(), /^\(2\) Lobby/);
      await row.click();
      await ana.page.locator(".unread-line", { hasText: "2 new messages" }).waitFor();
      await row.locator(".count").waitFor({ state: "detached" });
      await waitUntil(async () => (await ana.page.title()).startsWith("Design"));
    },
  );

  await t.step("everything works by keyboard", () => byKeyboard(ana.page));

  await t.step(
    "older messages load above, and a new one does not move what one reads",
    async () => {
      const person = await signInAsGuest(server, "Cy");
      const wire = await person.connect();
      await wire.join();
      for (let n = 1; n <= 180; n++) {
        wire.send({
          type: "message",
          room: "lobby",
          id: `n${n}`,
          content: `line ${n}\n`.repeat(n % 3 + 1),
        });
      }
      await wire.next("message", ({ id }) => id === "n180");
      await wire.close();
      await bo.page.goto(`${server.url}/r/lobby`);
      await bo.page.locator(".unread-line", { hasText: "180 new messages" }).waitFor();
      await bo.page.getByRole("button", { name: "180 new messages" }).click();
      await bo.waitForMessages("line 180");
      const start = bo.page.getByText("This is the start of Lobby.");
      await waitUntil(async () => {
        await bo.page.evaluate(`document.querySelector("#messages").scrollTop = 0`);
        return await start.isVisible();
      });
      await bo.page.getByRole("button", { name: "Jump to newest" }).waitFor();
      await waitUntil(async () => (await places(bo.page)).length > 0);
      const before = await places(bo.page);
      await ana.page.goto(`${server.url}/r/lobby`);
      await ana.post("Something new");
      await bo.page.getByRole("button", { name: "1 new message" }).waitFor();
      assertEquals(await places(bo.page), before);
      await bo.page.getByRole("button", { name: "1 new message" }).click();
      await bo.page.locator(".pill").waitFor({ state: "detached" });
      await bo.waitForMessages("Something new");
    },
  );

  await t.step("a message that the server refuses can be discarded or tried again", async () => {
    let refuses = true;
    await bo.page.routeWebSocket(/\/ws$/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((text) => {
        const { type, id, room } = JSON.parse(String(text));
        if (!refuses || type !== "message") return server.send(text);
        const refusal = { type: "error", code: "forbidden", message: "Not now.", ref: id, room };
        socket.send(JSON.stringify(refusal));
      });
    });
    await bo.page.reload();
    await bo.post("not this");
    await bo.page.getByText("Not sent. Not now.").waitFor();
    await bo.page.getByRole("button", { name: "Discard" }).click();
    await bo.post("but this");
    await bo.page.getByText("Not sent. Not now.").waitFor();
    refuses = false;
    await bo.page.getByRole("button", { name: "Try again" }).click();
    assertEquals((await ana.waitForMessages("but this")).includes("not this"), false);
  });

  await t.step("an address without a room says so", async () => {
    const cy = await openPageAsGuest(browser, server.url, "Cyd");
    await cy.page.goto(`${server.url}/r/nowhere`);
    await cy.page.getByText("There is no such room").waitFor();
    await cy.page.getByRole("button", { name: "Go to your rooms" }).click();
    await cy.page.waitForURL("**/r/lobby");
    await cy.context.close();
  });

  await t.step(
    "the list of rooms goes on beyond its first page, and finds what is there",
    async () => {
      const cyd = await openPageAsGuest(browser, server.url, "Cyd Two");
      // As many rooms as need a second page take their time to make: the pages are made smaller.
      await cyd.page.route(/api.rooms.direct=false/, (route) => {
        const url = new URL(route.request().url());
        url.searchParams.set("limit", "1");
        return route.continue({ url: String(url) });
      });
      await cyd.page.getByRole("link", { name: "Browse rooms" }).click();
      const cards = cyd.page.locator(".room-card");
      await cards.first().waitFor();
      assertEquals(await cards.count(), 1);
      await cyd.page.getByRole("button", { name: "Show more" }).click();
      await cards.nth(1).waitFor();
      await cyd.page.getByRole("searchbox").fill("LOBB");
      await cards.nth(1).waitFor({ state: "detached" });
      await cards.filter({ hasText: "Lobby" }).waitFor();
      assertEquals(await cards.count(), 1);
      await cyd.page.getByRole("searchbox").fill("nowhere");
      await cyd.page.getByText("No room has these words.").waitFor();
      complaints.push(cyd.complaints);
      await cyd.context.close();
    },
  );

  await t.step(
    "on a phone the rooms are a sheet, and the address asks for a name first",
    async () => {
      const dana = await openPage(browser, `${server.url}/r/design`, PHONE);
      await dana.page.getByText("Choose a name to enter design.").waitFor();
      await dana.page.getByRole("button", { name: "Enter as a guest" }).tap();
      await dana.page.getByRole("alert").filter({ hasText: "Enter a name." }).waitFor();
      await dana.page.getByLabel("Your name").fill("Dana");
      await dana.page.getByRole("button", { name: "Enter as a guest" }).tap();
      await dana.waitForMessages("second line");
      await dana.page.getByRole("button", { name: "Show rooms" }).tap();
      await dana.page.getByRole("link", { name: "Browse rooms" }).tap();
      await dana.page.getByRole("link", { name: /^Lobby/ }).tap();
      await dana.page.waitForURL("**/r/lobby");
      await dana.page.getByRole("heading", { name: "Lobby" }).waitFor();
      await dana.page.locator("textarea").fill("From a phone");
      await dana.page.getByRole("button", { name: "Send message" }).tap();
      await dana.waitForMessages("From a phone");
      complaints.push(dana.complaints);
      await dana.context.close();
    },
  );

  await t.step("signing out ends at the welcome page, and keeps nothing", async () => {
    await ana.chooseInOwnMenu("Sign out");
    await ana.page.locator("dialog").getByRole("button", { name: "Sign out" }).click();
    await ana.page.getByText("Welcome to Parley").waitFor();
    assertEquals(await ana.page.evaluate("localStorage.length"), 0);
    await ana.page.reload();
    await ana.page.getByText("Welcome to Parley").waitFor();
  });

  await t.step("no browser complained", () => assertEquals(complaints.flat(), []));

  await browser.close();
  await server.stop();
});

/** Writes, switches rooms three ways, and opens and closes a dialog without a pointer. */
async function byKeyboard(page: Page): Promise<void> {
  const { keyboard } = page;
  const focused = () =>
    page.evaluate("document.activeElement.textContent || document.activeElement.tagName");
  assertEquals(await focused(), "TEXTAREA");
  await keyboard.type("first line");
  await keyboard.press("Shift+Enter");
  await keyboard.type("second line");
  await keyboard.press("Enter");
  await page.locator(".content", { hasText: "first line\nsecond line" }).waitFor();

  await page.locator(".message").last().focus();
  await keyboard.type("wherever one is");
  assertEquals(await page.locator("textarea").inputValue(), "wherever one is");

  await page.locator(".room-row[aria-current]").focus();
  await keyboard.press("ArrowDown");
  assertEquals(await focused(), "Lobby");
  await keyboard.press("Enter");
  await page.waitForURL("**/r/lobby");
  await page.getByRole("heading", { name: "Lobby" }).waitFor();
  assertEquals(await focused(), "TEXTAREA");

  await keyboard.press("Control+k");
  await keyboard.type("des");
  await keyboard.press("Enter");
  await page.waitForURL("**/r/design");
  await page.getByRole("heading", { name: "Design" }).waitFor();

  await page.getByRole("button", { name: "Create room" }).focus();
  await keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  await keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  assertEquals(await page.evaluate("document.activeElement.ariaLabel"), "Create room");
}

/** Where the messages in sight stand. */
async function places(page: Page): Promise<unknown[]> {
  return await page.evaluate(`[...document.querySelectorAll(".content")]
    .map((text) => [text.textContent, text.getBoundingClientRect().top])
    .filter(([, top]) => top > 60 && top < 500)`);
}
