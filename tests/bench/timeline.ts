import type { Page } from "playwright-core";
import { openBrowser } from "../helpers/browser.ts";
import { writeMessages } from "../helpers/write_messages.ts";
import { createRoom, signInAsGuest } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

/** How fast a long room opens beside one of a few words, and how it scrolls. */
const MESSAGES = Number(Deno.args[0] ?? 100_000);
const ROUNDS = 9;
const SCREENS = 300;

if (import.meta.main) {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const person = await fill(dataDir);
  const server = await startServer({ dataDir });
  const browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const [name = "", value = ""] = person.cookie.split("=");
  await context.addCookies([{ name, value, url: server.url }]);
  const page = await context.newPage();
  const took: Record<string, number[]> = { Short: [], Long: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const room of ["Short", "Long"]) {
      await page.goto(`${server.url}/people`);
      await page.locator(".room-row", { hasText: room }).waitFor();
      took[room]!.push(await open(page, room));
    }
  }
  const [short, long] = [median(took.Short!), median(took.Long!)];
  const ratio = (long / short).toFixed(2);
  console.log(
    `A room of ${MESSAGES} messages opens in ${long.toFixed(0)} ms, one of 30 in ${
      short.toFixed(0)
    } ms: ${ratio} times as long.`,
  );
  console.log(await scroll(page));
  await browser.close();
  await server.stop();
  await Deno.remove(dataDir, { recursive: true });
}

/** Somebody who has read a room with so many messages, and one with a few. */
async function fill(dataDir: string) {
  await using server = await startServer({ dataDir });
  const person = await signInAsGuest(server, "Ana");
  for (const name of ["Short", "Long"]) await createRoom(person, { name });
  await server.stop();
  const message = (room: string, at: number) => ({
    room,
    author: person.account.id,
    id: `${room}-${at}`,
    content: `line ${at} ${"with some more words ".repeat(at % 13)}`,
  });
  await writeMessages(dataDir, 30, (at) => message("short", at));
  await writeMessages(dataDir, MESSAGES, (at) => message("long", at));
  return person;
}

/** Milliseconds from the press on a room to the frame that shows its newest message. */
async function open(page: Page, room: string): Promise<number> {
  return await page.evaluate(`(async () => {
    const row = [...document.querySelectorAll(".room-row")]
      .find((row) => row.textContent.includes("${room}"));
    const start = performance.now();
    row.click();
    while (!document.querySelector("#messages .message")) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
  })()`);
}

/** How long frames take, and how much is in the page, on a way of so many screens. */
async function scroll(page: Page): Promise<string> {
  const { frames, most } = await page.evaluate(`(async () => {
    const list = document.querySelector("#messages");
    const frames = [];
    let most = 0;
    let before = await new Promise(requestAnimationFrame);
    for (let step = 0; step < ${SCREENS} * 4; step++) {
      list.scrollTop -= list.clientHeight / 4;
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - before);
      before = now;
      most = Math.max(most, document.querySelectorAll("#messages .message").length);
    }
    return { frames, most };
  })()`) as { frames: number[]; most: number };
  const sorted = frames.sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))]!.toFixed(1);
  return `${SCREENS} screens back: a frame takes ${at(0.5)} ms (p99 ${at(0.99)} ms), ` +
    `with at most ${most} messages in the page.`;
}

function median(list: number[]): number {
  return list.sort((a, b) => a - b)[list.length >> 1]!;
}
