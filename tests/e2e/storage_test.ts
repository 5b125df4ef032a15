import type { Page } from "playwright-core";
import { assert, assertEquals } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { startServer } from "../helpers/test_server.ts";
import { type BrowserUser, openPage, openPageAsGuest, waitUntil } from "./browser_page.ts";

const LINE = "Not kept on this device: do not reload until it is sent.";

/** Fills the browser's storage until not one letter more fits. */
const FILL = `
  localStorage.removeItem("parley/snapshot");
  for (let size = 2 ** 22, at = 0; size >= 1;) {
    try { localStorage.setItem("fill" + at++, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
  }`;

const EMPTY = `
  for (const key of Object.keys(localStorage)) if (key.startsWith("fill")) localStorage.removeItem(key)`;

/** What browsers do that block a site's data: each access throws, and locks and workers are refused. */
const FORBID = `
  const denied = () => new DOMException("denied", "SecurityError");
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get() { throw denied(); } });
  }
  navigator.locks.request = () => Promise.reject(denied());
  for (const name of ["register", "getRegistration"]) {
    navigator.serviceWorker[name] = () => Promise.reject(denied());
  }`;

const LACK = `
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get: () => null });
  }`;

/** Whether the page is at fault, and not the server that went away. */
const isOwn = (complaint: string) => !/WebSocket|net::ERR_/.test(complaint);

const line = (page: Page) => page.getByText(LINE);
const field = (page: Page) => page.locator("textarea");
const sent = (page: Page) => waitUntil(async () => await page.locator(".pending").count() === 0);
const back = (page: Page) =>
  page.getByText("Offline.").waitFor({ state: "detached", timeout: 40_000 });

/** A server that goes away and comes back at its address. */
async function comingAndGoing() {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await startServer({ dataDir });
  const { url } = server;
  return {
    url,
    leave: () => server.stop(),
    async comeBack() {
      server = await startServer({ dataDir, port: Number(new URL(url).port) });
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

Deno.test("who writes with a full storage is told that a reload loses it, before it does", async (t) => {
  await using server = await comingAndGoing();
  const browser = await openBrowser();
  const ana = await openPageAsGuest(browser, server.url, "Ana");
  const { page } = ana;

  await t.step("what fits is not warned of, and outlasts the reload", async () => {
    await server.leave();
    await page.getByText("Offline.").waitFor();
    await ana.post("This fits");
    await field(page).fill("and this");
    await page.getByText("1 message waits to be sent.").waitFor();
    assertEquals(await line(page).count(), 0);
    const kept = "Object.entries(localStorage).filter(([key]) => /outbox|draft/.test(key)).length";
    assertEquals(await page.evaluate(kept), 2);
    await field(page).fill("");
  });

  await t.step("a draft that does not fit says so, and what waits goes on to say it", async () => {
    await page.evaluate(FILL);
    await field(page).fill("This does not");
    await line(page).waitFor();
    await field(page).press("Enter");
    await page.getByText("2 messages wait to be sent.").filter({ hasText: LINE }).waitFor();
    assertEquals(await field(page).inputValue(), "");
    assertEquals(await ana.accessibilityFaults(), []);
  });

  await t.step("the line is whole on a phone", async () => {
    const { width, height } = page.viewportSize()!;
    await page.setViewportSize({ width: 360, height: 740 });
    const isCut = `(() => {
      const [status, link] = [".status", ".link"].map((one) => document.querySelector(one));
      return link.scrollWidth > link.clientWidth || link.offsetHeight > status.offsetHeight;
    })()`;
    assertEquals(await page.evaluate(isCut), false);
    await page.setViewportSize({ width, height });
  });

  await t.step("all is sent when the server is back, and the line goes", async () => {
    await server.comeBack();
    await back(page);
    await sent(page);
    assertEquals(await ana.waitForMessages("This does not"), ["This fits", "This does not"]);
    assertEquals(await line(page).count(), 0);
    // One can write, and nobody is told of what is gone in a moment.
    await ana.post("Still full");
    await ana.waitForMessages("Still full");
    await sent(page);
    assertEquals(await line(page).count(), 0);
  });

  await t.step("with room again nothing is warned of", async () => {
    await page.evaluate(EMPTY);
    await server.leave();
    await page.getByText("Offline.").waitFor();
    await ana.post("This fits again");
    await page.getByText("1 message waits to be sent.").waitFor();
    assertEquals(await line(page).count(), 0);
    await server.comeBack();
  });

  assertEquals(ana.complaints.filter(isOwn), []);
  await browser.close();
});

for (const [name, script] of [["forbids", FORBID], ["lacks", LACK]] as const) {
  Deno.test(`the page works in a browser that ${name} storage`, async (t) => {
    await using server = await comingAndGoing();
    const browser = await openBrowser();
    const ana = await openPage(browser, server.url);
    await ana.context.addInitScript(script);
    const { page } = ana;

    await t.step("one comes in, writes, and is still there after a reload", async () => {
      await page.reload();
      await page.getByLabel("Your name").fill("Ana");
      await page.getByRole("button", { name: "Enter as a guest" }).click();
      await field(page).waitFor();
      assert(await isWithout(ana));
      await ana.post("Hello");
      await ana.waitForMessages("Hello");
      await page.reload();
      await ana.waitForMessages("Hello");
    });

    await t.step("what one prefers holds as long as the page", async () => {
      await page.goto(`${server.url}/settings`);
      await page.getByText("Dark", { exact: true }).click();
      const isDark = "document.documentElement.dataset.theme === 'dark'";
      await waitUntil(async () => await page.evaluate(isDark) === true);
      await page.goto(`${server.url}/r/lobby`);
      await ana.waitForMessages("Hello");
    });

    await t.step("what one writes without a server is warned of, and sent later", async () => {
      await server.leave();
      await page.getByText("Offline.").waitFor();
      await field(page).fill("Anyone?");
      await line(page).waitFor();
      await field(page).press("Enter");
      await page.getByText("1 message waits to be sent.").filter({ hasText: LINE }).waitFor();
      await server.comeBack();
      await back(page);
      await sent(page);
      assertEquals(await ana.waitForMessages("Anyone?"), ["Hello", "Anyone?"]);
      assertEquals(await line(page).count(), 0);
    });

    await t.step("one signs out", async () => {
      await ana.chooseInOwnMenu("Sign out");
      await page.locator("dialog").getByRole("button", { name: "Sign out" }).click();
      await page.getByText("Welcome to Parley").waitFor();
    });

    assertEquals(ana.complaints.filter(isOwn), []);
    await browser.close();
  });
}

async function isWithout({ page }: BrowserUser): Promise<boolean> {
  return await page.evaluate("(() => { try { return !localStorage } catch { return true } })()");
}
