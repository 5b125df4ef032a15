import type { Browser } from "playwright-core";
import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { writeMessages } from "../helpers/write_messages.ts";
import {
  createRoom,
  jsonRequest,
  signInAsGuest,
  type TestPerson,
  type Wire,
} from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";
import { type BrowserUser, openPage, waitUntil } from "./browser_page.ts";

const LONG = 5_000;
/** Messages that may be in the page, however long the room is. */
const DRAWN = 120;

Deno.test("a long room is read, jumped in and talked about in real browsers", async (t) => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const { ana, bo, cy } = await longRoom(dataDir);
  const server = await startServer({ dataDir });
  const browser = await openBrowser();
  const wire = await connect(server, bo);
  const people = { ana: await come(browser, server, ana), cy: await come(browser, server, cy) };
  const { page } = people.ana;

  await t.step("it opens where reading had stopped, and counts what waits", async () => {
    assertMatch(await page.title(), /^\(\d/);
    const row = page.locator(".room-row", { hasText: "Long" });
    await row.getByText("999+").waitFor();
    await row.click();
    await page.locator(".unread-line", { hasText: "999+ new messages" }).waitFor();
    await page.getByText("line 4 ").first().waitFor();
    await row.getByText("999+").waitFor();
  });

  await t.step("the newest is a jump away, and what is in sight there is read", async () => {
    await page.getByRole("button", { name: "999+ new messages" }).click();
    await page.getByText(`line ${LONG} `).waitFor();
    await page.locator(".pill").waitFor({ state: "detached" });
    await page.locator(".room-row", { hasText: "Long" }).locator(".count")
      .waitFor({ state: "detached" });
    await waitUntil(async () => !(await page.title()).startsWith("("));
    for (const by of [5, 800]) assertEquals(await leftBelow(people.ana, by), by);
  });

  await t.step("another device of hers knows what she has read", async () => {
    await waitUntil(async () => await unreadOf(server, ana) === 0);
    const other = await come(browser, server, ana);
    await other.page.locator(".room-row", { hasText: "Long" }).waitFor();
    assertEquals(await other.page.locator(".room-row .count").count(), 0);
    await other.page.locator(".room-row", { hasText: "Lobby" }).click();
    await other.page.getByRole("heading", { name: "Lobby" }).waitFor();
    await page.locator(".room-row", { hasText: "Lobby" }).click();
    await page.getByRole("heading", { name: "Lobby" }).waitFor();
    await wire.post("@Ana look at this", "long", "call");
    const call = { type: "message", room: "long", id: "call2", content: "@Ana, and this" };
    wire.send({ ...call, mentions: [ana.account.id] });
    const counts = (one: BrowserUser) =>
      one.page.locator(".room-row", { hasText: "Long" }).locator(".count").allTextContents();
    for (const one of [people.ana, other]) {
      await waitUntil(async () => (await counts(one)).join() === "@1,2");
    }
    await page.locator(".room-row", { hasText: "Long" }).click();
    await page.locator(".unread-line", { hasText: "2 new messages" }).waitFor();
    await waitUntil(async () => (await counts(other)).length === 0);
    await other.context.close();
  });

  await t.step(
    "only what is near is in the page, and it stays in place on the way up",
    async () => {
      await page.locator("#messages").hover();
      let seen = Infinity;
      let most = 0;
      for (let turn = 0; seen > LONG - 2_500; turn++) {
        assert(turn < 400, `it is still at line ${seen}`);
        await page.mouse.wheel(0, -2_500);
        const { drawn, first } = await look(people.ana);
        most = Math.max(most, drawn);
        seen = Math.min(seen, first);
      }
      assert(most < DRAWN, `${most} messages were in the page`);
      await staysInPlace(people.ana, wire);
    },
  );

  await t.step("arrows, Home and End walk over all rows, and the focus is never lost", async () => {
    const at = async () =>
      Number(await page.evaluate(`/line (\\d+)/.exec(document.activeElement.textContent)?.[1]`));
    await page.locator(".message", { hasText: /line \d+ / }).nth(20).focus();
    const start = await at();
    for (let up = 1; up <= 60; up++) {
      // Older messages may be on their way.
      await waitUntil(async () => {
        if (await at() > start - up) await page.keyboard.press("ArrowUp");
        return await at() === start - up;
      });
    }
    await page.locator("#messages").hover();
    for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, 2_500);
    await waitUntil(async () => (await look(people.ana)).first > start);
    assertEquals(await at(), start - 60);
    await page.keyboard.press("ArrowDown");
    assertEquals(await at(), start - 59);
    await page.keyboard.press("PageUp");
    assert(await at() < start - 62, "PageUp goes further");
    await page.keyboard.press("Home");
    const home = await at();
    assert(home < start - 62, "Home goes to the first that is there");
    await waitUntil(async () => await at() === home && (await look(people.ana)).drawn < DRAWN);
    await page.getByRole("button", { name: /Jump to newest|new message/ }).click();
    await page.locator(".content", { hasText: "meanwhile" }).waitFor();
  });

  await t.step(
    "a thread is talked about beside its room, and is new for who is part of it",
    async () => {
      const root = (await wire.post("What do we do next?", "long", "root")).seq;
      const { page: other } = people.cy;
      await go(people.ana, `/r/long?thread=${root}`);
      const panel = page.getByRole("complementary", { name: "Thread" });
      await panel.getByText("What do we do next?").waitFor();
      await panel.getByText("No replies yet").waitFor();
      await panel.getByRole("textbox").fill("We write it down");
      await panel.getByRole("textbox").press("Enter");
      await panel.locator(".content", { hasText: "We write it down" }).waitFor();
      await page.locator("#messages .replies", { hasText: "1 reply" }).waitFor();
      assertEquals(await page.locator("#messages .content", { hasText: "write it" }).count(), 0);
      assertEquals(await page.locator("#messages .replies.new").count(), 0);
      wire.send({ type: "message", room: "long", id: "re", content: "Good", thread: root });
      await panel.locator(".content", { hasText: "Good" }).waitFor();
      // Whoever begins to write beside the thread means the thread.
      await panel.locator(".message", { hasText: "Good" }).focus();
      await page.keyboard.press("r");
      await panel.getByText("Reply to").waitFor();
      await panel.getByRole("textbox").press("Escape");
      await panel.locator(".message", { hasText: "Good" }).click();
      await page.keyboard.type("So");
      assertEquals(await panel.getByRole("textbox").inputValue(), "So");
      await panel.getByRole("textbox").fill("");
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "detached" });
      wire.send({ type: "message", room: "long", id: "re2", content: "Done", thread: root });
      await page.locator("#messages .replies.new", { hasText: "3 replies" }).waitFor();
      await go(people.cy, `/r/long?at=${root}`);
      await other.locator("#messages .replies", { hasText: "3 replies" }).waitFor();
      assertEquals(await other.locator("#messages .replies.new").count(), 0);
      assertEquals(await people.ana.accessibilityFaults(), []);
      await page.locator("#messages .replies").click();
      await panel.locator(".content", { hasText: "Done" }).waitFor();
      await page.locator("#messages .replies.new").waitFor({ state: "detached" });
      assertEquals(await people.ana.accessibilityFaults(), []);
      await page.reload();
      await panel.locator(".content", { hasText: "Done" }).waitFor();
      assertEquals(await page.locator("#messages .replies.new").count(), 0);
      const first = Number(
        await panel.locator(".message", { hasText: "Good" }).getAttribute("data-seq"),
      );
      await go(people.ana, `/r/long?thread=${root}&at=${first}`);
      await panel.locator(".landed", { hasText: "Good" }).waitFor();
      await go(people.ana, `/r/long?thread=${first}`);
      await waitUntil(() => Promise.resolve(page.url().endsWith(`?thread=${root}&at=${first}`)));
      await panel.locator(".landed", { hasText: "Good" }).waitFor();
    },
  );

  await t.step("a link lands on its message, and back leads to the one before", async () => {
    await page.goto(`${server.url}/r/long?at=${seqOf(1_000)}`);
    await page.locator(".landed", { hasText: "line 1000 " }).waitFor();
    assertMatch(await page.evaluate("document.activeElement.textContent"), /line 1000 /);
    await go(people.ana, `/r/long?at=${seqOf(3_000)}`);
    await page.locator(".landed", { hasText: "line 3000 " }).waitFor();
    await page.goBack();
    await page.locator(".landed", { hasText: "line 1000 " }).waitFor();
    await go(people.ana, `/r/long?at=${seqOf(1_020)}`);
    await page.locator(".landed", { hasText: "line 1020 " }).waitFor();
    await go(people.ana, "/r/long?at=99999");
    await page.locator(".toast", { hasText: "There is no such message." }).waitFor();
    wire.send({ type: "delete", room: "long", seq: seqOf(2_000), ref: "gone" });
    await wire.next("message", ({ seq }) => seq === seqOf(2_000));
    await go(people.ana, `/r/long?at=${seqOf(2_000)}`);
    await page.locator(".toast", { hasText: "That message was deleted." }).waitFor();
    await page.getByRole("button", { name: /Jump to newest|new message/ }).click();
    await page.locator(".message", { hasText: ", and this" }).waitFor();
    assertEquals(new URL(page.url()).search, "");
  });

  await t.step("a link that fails without a network is followed when it is back", async () => {
    const { context, expectRefusals: expects } = people.ana;
    expects("/api/rooms/long/messages");
    await context.setOffline(true);
    const failed = page.waitForEvent("requestfailed", (one) => /around=/.test(one.url()));
    await go(people.ana, `/r/long?at=${seqOf(1_500)}`);
    await failed;
    // What is there stays in sight.
    await page.locator(".message", { hasText: ", and this" }).waitFor();
    await context.setOffline(false);
    await page.locator(".landed", { hasText: "line 1500 " }).waitFor();
  });

  assertEquals(people.ana.complaints, []);
  assertEquals(people.cy.complaints, []);
  await wire.close();
  await browser.close();
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
});

/** The room begins with two notices: that it was made, and who came. */
const seqOf = (line: number) => line + 2;

/** Ana, Bo and Cy in a room in which Bo has said so much. */
async function longRoom(dataDir: string): Promise<Record<"ana" | "bo" | "cy", TestPerson>> {
  await using server = await startServer({ dataDir });
  const [ana, bo, cy] = await Promise.all(
    ["Ana", "Bo", "Cy"].map((name) => signInAsGuest(server, name)),
  );
  const { id: room } = await createRoom(bo!, { name: "Long" });
  for (const person of [ana!, cy!]) await person.fetch(`/api/rooms/${room}/join`, jsonRequest({}));
  await ana!.fetch("/api/rooms/lobby/join", jsonRequest({}));
  await server.stop();
  await writeMessages(dataDir, LONG, (at) => ({
    room,
    author: bo!.account.id,
    id: `line-${at + 1}`,
    content: `line ${at + 1} ${"with some more words ".repeat(at % 13)}`,
  }));
  return { ana: ana!, bo: bo!, cy: cy! };
}

async function connect(server: TestServer, person: TestPerson): Promise<Wire> {
  const { Wire } = await import("../helpers/test_person.ts");
  const wire = await Wire.open(server.socketUrl, { cookie: person.cookie });
  await wire.join("long");
  return wire;
}

/** Opens the page as someone who is signed in. */
async function come(
  browser: Browser,
  server: TestServer,
  person: TestPerson,
): Promise<BrowserUser> {
  const visitor = await openPage(browser, `${server.url}/healthz`);
  const [name = "", value = ""] = person.cookie.split("=");
  await visitor.context.addCookies([{ name, value, url: server.url }]);
  await visitor.page.goto(`${server.url}/people`);
  await visitor.page.locator(".room-row", { hasText: "Long" }).waitFor();
  return visitor;
}

/** Follows a link on the page. */
async function go({ page }: BrowserUser, path: string): Promise<void> {
  await page.evaluate(`(() => {
    const link = Object.assign(document.createElement("a"), { href: ${JSON.stringify(path)} });
    document.body.append(link);
    link.click();
    link.remove();
  })()`);
}

async function unreadOf(server: TestServer, person: TestPerson): Promise<number> {
  const response = await fetch(`${server.url}/api/rooms/long`, {
    headers: { cookie: person.cookie },
  });
  return (await response.json()).room.unread;
}

/** How many messages are in the page, and which line is the first in sight. */
async function look({ page }: BrowserUser): Promise<{ drawn: number; first: number; top: number }> {
  return await page.evaluate(`(() => {
    const texts = [...document.querySelectorAll("#messages .content")];
    const first = texts.find((text) => text.getBoundingClientRect().top > 200);
    return {
      drawn: texts.length,
      first: Number(/line (\\d+)/.exec(first?.textContent)?.[1] ?? Infinity),
      top: first?.getBoundingClientRect().top ?? 0,
    };
  })()`);
}

/** What one reads does not move when older messages come, others write, or the window changes. */
async function staysInPlace(visitor: BrowserUser, wire: Wire): Promise<void> {
  const moved = await strayed(visitor);
  assert(moved < 2, `older messages moved it by ${moved}`);
  const before = await look(visitor);
  const same = async () => {
    const now = await look(visitor);
    return now.first === before.first && Math.abs(now.top - before.top) < 2;
  };
  await wire.post("meanwhile", "long");
  await visitor.page.getByRole("button", { name: "1 new message" }).waitFor();
  assert(await same(), "a new message moved it");
  await visitor.page.setViewportSize({ width: 900, height: 720 });
  await visitor.page.setViewportSize({ width: 1280, height: 720 });
  await waitUntil(same);
}

/** Pixels below the screen after going up from the end while, in the same frame, the page changes. */
async function leftBelow({ page }: BrowserUser, by: number): Promise<number> {
  return await page.evaluate(`(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const list = document.querySelector("#messages");
    list.scrollTop = list.scrollHeight;
    for (let n = 0; n < 3; n++) await frame();
    list.scrollTop -= ${by};
    const texts = list.querySelectorAll(".message");
    texts[texts.length - 3].focus({ preventScroll: true });
    for (let n = 0; n < 3; n++) await frame();
    const left = list.scrollHeight - list.clientHeight - list.scrollTop;
    document.activeElement.blur();
    list.scrollTop = list.scrollHeight;
    for (let n = 0; n < 3; n++) await frame();
    return Math.round(left);
  })()`);
}

/** Pixels by which a text in sight moves, in any frame, while older messages are loaded above it. */
async function strayed({ page }: BrowserUser): Promise<number> {
  return await page.evaluate(`(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const list = document.querySelector("#messages");
    // What a wheel has set going comes to rest.
    for (let still = 0, at = -1; still < 10; at = list.scrollTop) {
      await frame();
      still = list.scrollTop === at ? still + 1 : 0;
    }
    list.scrollTop = list.clientHeight * 2.5;
    for (let n = 0; n < 5; n++) await frame();
    const height = list.scrollHeight;
    list.scrollTop -= list.clientHeight * 1.2;
    await frame();
    await frame();
    const text = [...list.querySelectorAll(".content")]
      .find((text) => text.getBoundingClientRect().top > 200);
    const top = text.getBoundingClientRect().top;
    let most = 0;
    for (let n = 0; n < 300; n++) {
      await frame();
      most = Math.max(most, Math.abs(text.getBoundingClientRect().top - top));
      if (Math.abs(list.scrollHeight - height) > 1_000) return most;
    }
    return Infinity;
  })()`);
}
