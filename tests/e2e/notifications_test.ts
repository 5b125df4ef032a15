import type { Page } from "playwright-core";
import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { jsonRequest, signInAsGuest, type TestPerson } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import { type BrowserUser, openPageAsGuest, waitUntil } from "./browser_page.ts";

const DIST = new URL("../../static/dist/", import.meta.url);

/**
 * Headless browsers never notify. This does as they would: it asks, keeps what was shown until it is
 * closed, and lets the test read it.
 */
const NOTIFICATIONS = `{
  const lying = [];
  window.shown = [];
  const show = (title, { body, tag, data }) => {
    window.shown.push(title + ": " + body);
    const close = () => lying.splice(0, Infinity, ...lying.filter((one) => one !== made));
    const made = { title, body, tag, data, close };
    lying.filter((one) => one.tag === tag).forEach((one) => one.close());
    lying.push(made);
  };
  window.lying = () => lying.map(({ tag }) => tag).join();
  window.Notification = class {
    static get permission() { return localStorage.getItem("test") ?? "default"; }
    static requestPermission() {
      localStorage.setItem("test", "granted");
      return Promise.resolve("granted");
    }
  };
  const worker = ServiceWorkerRegistration.prototype;
  worker.showNotification = (title, options) => Promise.resolve(show(title, options));
  worker.getNotifications = () => Promise.resolve([...lying]);
}`;

const shownOn = (page: Page) => page.evaluate("shown") as Promise<string[]>;
const lyingOn = (page: Page) => page.evaluate("lying()") as Promise<string>;

/** Looks at another window, or back. */
async function look(page: Page, away: boolean): Promise<void> {
  await page.evaluate(
    `document.hasFocus = () => ${!away}; dispatchEvent(new Event("${away ? "blur" : "focus"}"))`,
  );
}

async function hasWorker({ page }: BrowserUser): Promise<void> {
  await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
}

/** Opens the room in which two people write to each other. */
async function direct(person: TestPerson, account: string): Promise<string> {
  const { body } = await person.json("/api/direct", jsonRequest({ people: [account] }));
  return (body as { room: { id: string } }).room.id;
}

const accountOf = ({ page }: BrowserUser) =>
  page.evaluate(async () => (await (await fetch("/api/session")).json()).account.id) as Promise<
    string
  >;

Deno.test("people are told of what they would miss", async (t) => {
  await using server = await startServer();
  const browser = await openBrowser();
  const ana = await openPageAsGuest(browser, server.url, "Ana", {
    viewport: { width: 1280, height: 800 },
  });
  await ana.context.addInitScript(NOTIFICATIONS);
  await ana.page.reload();
  await hasWorker(ana);
  const bo = await signInAsGuest(server, "Bo");
  const wire = await bo.connect();
  await wire.join();
  const me = await accountOf(ana);
  const room = await direct(bo, me);
  await wire.join(room);
  const { page } = ana;
  const offer = page.locator(".ask");

  await t.step("nobody is asked before there is something to be told of, then once", async () => {
    await page.locator("textarea").waitFor();
    assertEquals(await offer.count(), 0);
    await wire.post("Good morning", room);
    await offer.waitFor();
    assertMatch(await page.title(), /^\(1\)/);
    assertEquals(await ana.accessibilityFaults(), []);
    await offer.getByRole("button", { name: "Turn on" }).click();
    await offer.waitFor({ state: "detached" });
    await page.reload();
    await page.locator("textarea").waitFor();
    assertEquals(await offer.count(), 0);
  });

  const other = await ana.context.newPage();
  await other.goto(`${server.url}/settings`);
  const section = other.locator("section", { hasText: "Notifications" });
  const both = async () => [...await shownOn(page), ...await shownOn(other)];

  await t.step("of two tabs one tells of direct messages and mentions", async () => {
    await section.getByLabel("Show notifications").waitFor();
    assert(await section.getByLabel("Show notifications").isChecked());
    await look(page, true);
    await wire.post("Are you **there**?", room);
    await waitUntil(async () => (await both()).length === 1);
    assertEquals(await both(), ["Bo (guest): Are you there?"]);
    wire.send({
      type: "message",
      room: "lobby",
      id: crypto.randomUUID(),
      content: "@Ana look at this",
      mentions: [me],
    });
    await waitUntil(async () => (await both()).length === 2);
    assertEquals((await both()).sort(), [
      "Bo (guest) in Lobby: @Ana look at this",
      "Bo (guest): Are you there?",
    ]);
  });

  await t.step("what is read goes, in whichever tab", async () => {
    const leader = (await shownOn(page)).length > 0 ? page : other;
    const before = await lyingOn(leader);
    assertEquals(before.split(",").sort(), [`parley/${room}`, "parley/lobby"].sort());
    await look(page, false);
    await waitUntil(async () => await lyingOn(leader) === `parley/${room}`);
    await page.locator(`#room-${room}`).click();
    await waitUntil(async () => await lyingOn(leader) === "");
  });

  await t.step("a room is told of as much as one says, on all tabs", async () => {
    await page.locator("#room-lobby").click({ button: "right" });
    await page.getByRole("menuitemradio", { name: "Notify me of all messages" }).waitFor();
    // A menu is in no landmark: it stands over all of them.
    const faults = (await ana.accessibilityFaults()).filter((fault) =>
      !fault.includes(`region: <div class="menu"`)
    );
    assertEquals(faults, []);
    await page.getByRole("menuitemradio", { name: "Notify me of all messages" }).click();
    await page.locator("#room-lobby").click();
    await page.locator("#details-button").click();
    await page.getByLabel("Notify me").waitFor();
    await waitUntil(async () => await page.getByLabel("Notify me").inputValue() === "all");
    assertEquals(await ana.accessibilityFaults(), []);
    await look(page, true);
    const before = (await both()).length;
    await wire.post("Just so that you know");
    await waitUntil(async () => (await both()).length > before);
    assert((await both()).includes("Bo (guest) in Lobby: Just so that you know"));
    await look(page, false);
    await page.getByLabel("Notify me").selectOption("Nothing");
    await page.locator("#room-lobby .silent").waitFor();
    await other.locator("#room-lobby .silent").waitFor();
    await look(page, true);
    const shown = (await both()).length;
    await wire.post("Nobody hears this");
    await wire.post("But this", room);
    await waitUntil(async () => (await both()).length > shown);
    assert(!(await both()).some((text) => text.includes("Nobody")));
  });

  await t.step("a click on a notification opens the message", async () => {
    const [worker] = ana.context.serviceWorkers();
    await worker!.evaluate((path) => {
      const notification = { close: () => {}, data: { path } };
      const event = Object.assign(new Event("notificationclick"), {
        notification,
        waitUntil: (done: Promise<unknown>) => void done.catch(() => {}),
      });
      dispatchEvent(event);
    }, `/r/${room}?at=3`);
    const isThere = (one: Page) => new URL(one.url()).search === "?at=3";
    await waitUntil(() => Promise.resolve(isThere(page) || isThere(other)));
  });

  await t.step("what one chooses holds on this device, and the sound is off at first", async () => {
    await other.goto(`${server.url}/settings`);
    assert(!await section.getByLabel("Play a quiet sound").isChecked());
    await section.getByLabel("Play a quiet sound").check();
    await other.reload();
    await section.getByLabel("Play a quiet sound").waitFor();
    assert(await section.getByLabel("Play a quiet sound").isChecked());
    await page.goto(`${server.url}/settings`);
    await page.getByLabel("Play a quiet sound").waitFor();
    assertEquals(await ana.accessibilityFaults(), []);
    await section.getByLabel("Show notifications").uncheck();
    await section.getByLabel("Play a quiet sound").and(other.locator(":disabled")).waitFor();
    // The tab that notifies may be another one.
    await page.getByLabel("Play a quiet sound").and(page.locator(":disabled")).waitFor();
  });

  assertEquals(ana.complaints, []);
  await wire.close();
  await browser.close();
});

/** A copy of the build, as one of a later version would be. */
async function newerBuild(): Promise<{ folder: URL; script: string }> {
  const folder = new URL(`file://${await Deno.makeTempDir({ prefix: "parley-" })}/`);
  const names = await Array.fromAsync(Deno.readDir(DIST), ({ name }) => name);
  const old = names.find((name) => /^app-\w+\.js$/.test(name))!;
  const script = "app-000000000000.js";
  for (const name of names) {
    const to = new URL(name === old ? script : name, folder);
    await Deno.copyFile(new URL(name, DIST), to);
    if (name !== "index.html" && name !== "sw.js") continue;
    const text = (await Deno.readTextFile(to)).replaceAll(old, script);
    await Deno.writeTextFile(to, text.replace(/"parley-\w+"/, '"parley-newer"'));
  }
  return { folder, script };
}

Deno.test("Parley begins without a server, and offers a newer version", async (t) => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await startServer({ dataDir });
  const { url } = server;
  const restart = async (client?: URL) => {
    const port = Number(new URL(url).port);
    server = await startServer({ dataDir, port, ...(client ? { client } : {}) });
  };
  const browser = await openBrowser();
  const ana = await openPageAsGuest(browser, url, "Ana");
  const bo = await signInAsGuest(server, "Bo");
  const { page } = ana;
  const kept = () => page.evaluate("localStorage.getItem('parley/snapshot') ?? ''");
  const begin = () => page.goto(`${url}/r/lobby`);
  const back = () => page.getByText("Offline.").waitFor({ state: "detached", timeout: 40_000 });

  await t.step("what was shown last is there, and what one writes waits", async () => {
    await hasWorker(ana);
    const wire = await bo.connect();
    await wire.join();
    const { seq } = await wire.post("Helo");
    await ana.waitForMessages("Helo");
    await page.goto("about:blank");
    wire.send({ type: "edit", room: "lobby", seq, content: "Hello" });
    await wire.next("message", ({ content }) => content === "Hello");
    await wire.close();
    await server.stop();
    await begin();
    await ana.waitForMessages("Helo");
    await page.getByText("Offline.").waitFor();
    await ana.post("Anyone?");
    await page.getByText("1 message waits to be sent.").waitFor();
    assertEquals(await ana.accessibilityFaults(), []);
    await page.reload();
    await page.getByText("1 message waits to be sent.").waitFor();
    assertEquals(await ana.waitForMessages("Anyone?"), ["Helo", "Anyone?"]);
  });

  await t.step(
    "the truth replaces all of it when the server is back, and nothing is sent twice",
    async () => {
      await restart();
      await back();
      await page.locator(".content", { hasText: "Hello" }).waitFor();
      await waitUntil(async () => await page.locator(".pending").count() === 0);
      assertEquals(await ana.waitForMessages("Anyone?"), ["Hello", "Anyone?"]);
      const { messages } = await page.evaluate(async () =>
        await (await fetch("/api/rooms/lobby/messages")).json()
      );
      const said = messages.filter(({ type }: { type: string }) => type === "message");
      assertEquals(said.map(({ content }: { content: string }) => content), ["Hello", "Anyone?"]);
    },
  );

  const newer = await newerBuild();
  const line = page.locator(".ask", { hasText: "A new version is here." });
  const script = () => page.evaluate("document.querySelector('script').src") as Promise<string>;
  const caches = () => page.evaluate("caches.keys().then((names) => names.join())");

  await t.step("a newer version is offered, once, and keeps what one writes", async () => {
    const old = await caches();
    await page.locator("textarea").fill("half a sent");
    await server.stop();
    await page.getByText("Offline.").waitFor();
    await restart(newer.folder);
    await line.waitFor({ timeout: 40_000 });
    assertEquals(await ana.accessibilityFaults(), []);
    await line.getByRole("button", { name: "Reload" }).click();
    await page.waitForURL(`${url}/r/lobby`);
    await waitUntil(async () => (await script().catch(() => "")).endsWith(newer.script));
    assertEquals(await page.locator("textarea").inputValue(), "half a sent");
    await waitUntil(async () => await caches() === "parley-newer");
    assert(old !== "parley-newer");
    assertEquals(await line.count(), 0);
  });

  await t.step("a session that has ended leaves nothing to begin with", async () => {
    await page.locator("textarea").waitFor();
    await waitUntil(async () => await kept() !== "");
    await page.goto("about:blank");
    await server.stop();
    await ana.context.clearCookies();
    await begin();
    await ana.waitForMessages("Anyone?");
    await restart();
    await page.getByLabel("Your name").waitFor({ timeout: 40_000 });
    assertEquals([await kept(), await page.locator(".content").count()], ["", 0]);
    await server.stop();
    await begin();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    assertEquals(await page.locator(".content").count(), 0);
  });

  await browser.close();
  await Deno.remove(dataDir, { recursive: true });
  await Deno.remove(newer.folder, { recursive: true });
});
