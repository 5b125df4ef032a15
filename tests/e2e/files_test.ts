import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { testImage } from "../helpers/test_images.ts";
import { startServer } from "../helpers/test_server.ts";
import { type BrowserUser, openPageAsGuest, waitUntil } from "./browser_page.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** A file as the browser's own dialog would give it. */
const given = (name: string, mimeType: string, content: Uint8Array | string) => ({
  name,
  mimeType,
  buffer: Buffer.from(content as string, "latin1"),
});
const photo = (name: string, width = 1_600, height = 1_000) =>
  given(name, "image/png", testImage("png", width, height));
const PDF = given("Plan.pdf", "application/pdf", "%PDF-1.7 what it says");
const SONG = given("Song.mp3", "audio/mpeg", "ID3 la la");
/** Silence, as 8,000 samples of a byte each second. */
const MEMO = given("Memo.wav", "audio/wav", silence(90));
const FILM = given("Film.mp4", "video/mp4", "\0\0\0\x18ftypisom la la");

function silence(seconds: number): Uint8Array {
  const samples = 8_000 * seconds;
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples, 4);
  head.write("WAVEfmt ", 8);
  // A block of 16 bytes: PCM, one channel, samples and bytes each second, bytes and bits of a sample.
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples, 40);
  return Buffer.concat([head, Buffer.alloc(samples, 128)]);
}

const tray = (page: Page) => page.locator(".tray");
const choose = (page: Page, ...files: ReturnType<typeof given>[]) =>
  page.locator("main input[type=file]").setInputFiles(files);
const ready = (page: Page, count: number) => {
  const text = count === 1 ? "1 file is ready to send." : `${count} files are ready to send.`;
  return page.getByText(text, { exact: true }).waitFor();
};

/** Holds back the content of uploads until the returned function is called. */
async function hold(page: Page): Promise<() => Promise<void>> {
  const gate = Promise.withResolvers<void>();
  const path = "**/api/uploads/*";
  await page.route(path, async (route) => {
    if (route.request().method() === "PATCH") await gate.promise;
    // One that was ended meanwhile goes nowhere.
    await route.continue().catch(() => {});
  });
  return async () => {
    gate.resolve();
    await page.unroute(path);
  };
}

/** An expression for what a hand or a clipboard holds. */
const held = (...names: string[]) =>
  `${JSON.stringify(names)}.reduce((held, name) => {
    held.items.add(new File(["some text"], name));
    return held;
  }, new DataTransfer())`;

/** Pastes into the field where one writes. */
const paste = (clipboardData: string, field = "textarea") =>
  `document.querySelector("${field}").dispatchEvent(
    new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: ${clipboardData} }),
  )`;

/** A finger wipes to the left. */
const WIPE = `for (const [type, clientX] of [["pointerdown", 300], ["pointerup", 100]]) {
  document.querySelector(".stage").dispatchEvent(
    new PointerEvent(type, { pointerType: "touch", isPrimary: true, clientX, clientY: 300 }),
  );
}`;

Deno.test("people send files to each other in real browsers", async (t) => {
  const server = await startServer();
  const browser = await openBrowser();
  const ana = await openPageAsGuest(browser, server.url, "Ana");
  const bo = await openPageAsGuest(browser, server.url, "Bo", PHONE);

  await t.step("chosen files are seen before they are sent, and go as one message", async () => {
    await choose(ana.page, photo("Hut.png"), PDF, SONG, FILM, given("a.zip", "", "PK\x03\x04 zip"));
    await ready(ana.page, 5);
    assertEquals(await tray(ana.page).locator(".file-name").allTextContents(), [
      "Hut.png",
      "Plan.pdf",
      "Song.mp3",
      "Film.mp4",
      "a.zip",
    ]);
    assertMatch((await tray(ana.page).locator("img").getAttribute("src"))!, /^blob:/);
    assertEquals(await ana.accessibilityFaults(), []);
    await ana.post("As promised");
    await tray(ana.page).waitFor({ state: "detached" });
    const message = bo.page.locator(".message", { hasText: "As promised" });
    await message.locator(".picture .image.there").waitFor();
    await message.getByText("This browser cannot play it. Download it instead.").waitFor();
    await message.locator("video[controls][preload=metadata]").waitFor();
    assertEquals(await message.locator(".file-line .hint").allTextContents(), [
      "PDF · 21 bytes",
      "Audio · 9 bytes",
      "Video · 18 bytes",
      "ZIP · 8 bytes",
    ]);
    assertEquals(await bo.accessibilityFaults(), []);
  });

  await t.step("what is no picture or sound can be downloaded", async () => {
    for (const name of ["a.zip", "Plan.pdf"]) {
      const download = bo.page.waitForEvent("download");
      await bo.page.locator(".file-card", { hasText: name }).click({ position: { x: 8, y: 8 } });
      assertEquals((await download).suggestedFilename(), name);
    }
    assertMatch(bo.page.url(), /\/r\/lobby$/);
  });

  await t.step("files are taken where they are dropped and where they are pasted", async () => {
    const messages = ana.page.locator("#messages");
    const dataTransfer = await ana.page.evaluateHandle(held("one.txt", "two.txt"));
    await messages.dispatchEvent("dragover", { dataTransfer });
    await ana.page.locator(".drop", { hasText: "Drop to send to Lobby" }).waitFor();
    await messages.dispatchEvent("drop", { dataTransfer });
    await ready(ana.page, 2);
    await ana.page.evaluate(paste(held("three.txt")));
    await ready(ana.page, 3);
    assertEquals(await ana.page.locator(".drop").count(), 0);
    await ana.page.getByRole("button", { name: "Remove two.txt" }).click();
    await ready(ana.page, 2);
    // Without a word, too.
    await ana.page.getByRole("button", { name: "Send message" }).click();
    await bo.page.getByRole("link", { name: "Download three.txt" }).waitFor();
    assertEquals(await bo.page.getByText("two.txt").count(), 0);
  });

  await t.step("and in the panel of a thread they go to the thread", async () => {
    const { page } = ana;
    await page.locator(".message", { hasText: "As promised" }).hover();
    await page.getByRole("link", { name: "Reply in thread" }).click();
    const panel = page.locator("#thread");
    await panel.locator("textarea").waitFor();
    const dataTransfer = await page.evaluateHandle(held("dropped.txt"));
    await panel.locator(".message").first().dispatchEvent("drop", { dataTransfer });
    await page.evaluate(paste(held("pasted.txt"), "#thread textarea"));
    await ready(page, 2);
    const names = panel.locator(".tray .file-name");
    assertEquals(await names.allTextContents(), ["dropped.txt", "pasted.txt"]);
    assertEquals(await page.locator("main .tray").count(), 0);
    await panel.locator("textarea").press("Enter");
    await panel.getByRole("link", { name: "Download pasted.txt" }).waitFor();
    await panel.getByRole("button", { name: "Close" }).click();
    await panel.waitFor({ state: "detached" });
  });

  await t.step("a message waits for its files, wherever one looks meanwhile", async () => {
    const release = await hold(ana.page);
    await choose(ana.page, given("slow.txt", "text/plain", "slow"), given("other.txt", "", "x"));
    const bar = ana.page.getByRole("progressbar", { name: "Progress of slow.txt" });
    assertEquals(await bar.getAttribute("aria-valuenow"), "0");
    await ana.page.getByRole("button", { name: "Remove other.txt" }).click();
    await ana.post("It comes");
    await ana.page.getByText("The message goes as soon as its files are there.").waitFor();
    await ana.page.getByRole("button", { name: "Send when the files are there" }).waitFor();
    await ana.page.getByRole("link", { name: "Browse rooms" }).click();
    await ana.page.getByRole("heading", { name: "Browse rooms" }).waitFor();
    await release();
    await bo.waitForMessages("It comes");
    await bo.page.getByRole("link", { name: "Download slow.txt" }).waitFor();
    await ana.page.getByRole("link", { name: "Lobby" }).first().click();
    await ana.waitForMessages("It comes");
    assertEquals(await bo.page.getByText("other.txt").count(), 0);
  });

  await t.step("an upload waits for the network, and a refused one says why", async () => {
    ana.expectRefusals("/api/uploads");
    await ana.context.setOffline(true);
    await choose(ana.page, given("far.txt", "text/plain", "far"));
    await tray(ana.page).getByText("Waits for the network").waitFor();
    await ana.page.getByRole("button", { name: "Try far.txt again" }).waitFor();
    await ana.context.setOffline(false);
    await ready(ana.page, 1);
    await choose(ana.page, given("fake.png", "image/png", "none"), given("none.txt", "", ""));
    await tray(ana.page).getByText("The file is called a picture, and is none.").waitFor();
    await tray(ana.page).getByText("It is empty.").waitFor();
    assertEquals(await ana.accessibilityFaults(), []);
    await ana.post("not before it is put right");
    assertEquals(await ana.page.locator("textarea").inputValue(), "not before it is put right");
    for (const name of ["fake.png", "none.txt"]) {
      await ana.page.getByRole("button", { name: `Remove ${name}` }).click();
    }
    await ana.page.route("**/api/uploads", (route) => {
      const body = { code: "over_quota", message: "Your files take too much." };
      return route.request().method() === "POST"
        ? route.fulfill({ status: 413, json: body })
        : route.continue();
    });
    await choose(ana.page, given("again.txt", "text/plain", "again"));
    await tray(ana.page).getByText("Your files take too much.").waitFor();
    await ana.page.unroute("**/api/uploads");
    await ana.page.getByRole("button", { name: "Try again.txt again" }).click();
    await ready(ana.page, 2);
    await ana.post("put right");
    await bo.page.getByRole("link", { name: "Download again.txt" }).waitFor();
    await bo.page.getByRole("link", { name: "Download far.txt" }).waitFor();
  });

  await t.step("a picture has its place before it is there", async () => {
    const gate = Promise.withResolvers<void>();
    await bo.page.route("**/api/files/*/thumb", async (route) => {
      await gate.promise;
      await route.continue();
    });
    await choose(ana.page, photo("Lake.png", 1_200, 1_500));
    await ready(ana.page, 1);
    await ana.post("The lake");
    await ana.post("was cold");
    await bo.waitForMessages("was cold");
    const tile = bo.page.locator(".picture").last();
    await tile.locator("canvas.blur").waitFor();
    const last = bo.page.locator(".message").last();
    const places = async () => [await tile.boundingBox(), await last.boundingBox()];
    const before = await places();
    assertEquals(await bo.page.locator(".picture .image.there").count(), 1);
    gate.resolve();
    await tile.locator(".image.there").waitFor();
    assertEquals(await places(), before);
    assertEquals([before[0]!.width, before[0]!.height].map(Math.round), [288, 360]);
  });

  await t.step("one looks through pictures by keyboard", async () => {
    await choose(ana.page, photo("A.png", 300, 200), photo("B.png"), photo("C.png"));
    await ready(ana.page, 3);
    await ana.page.locator("textarea").press("Enter");
    await lookThrough(ana);
  });

  await t.step("and by finger", async () => {
    const { page } = bo;
    await page.locator(".pictures.several .picture").first().tap();
    const viewer = page.getByRole("dialog", { name: "A.png" });
    await viewer.getByText("3 of 5").waitFor();
    await page.evaluate(WIPE);
    await page.getByRole("dialog", { name: "B.png" }).waitFor();
    assertEquals(await bo.accessibilityFaults(), []);
    await page.getByRole("button", { name: "Close" }).tap();
    await page.locator(".viewer").waitFor({ state: "detached" });
  });

  await t.step("a sound is played and walked through by keys, and one at a time", async () => {
    const { page } = ana;
    for (const count of [1, 2]) {
      await choose(page, MEMO);
      await ready(page, 1);
      await page.locator("textarea").press("Enter");
      await page.locator(".sound input:enabled").nth(count - 1).waitFor();
    }
    const [first, second] = [0, 1].map((at) => page.locator(".sound:has(input)").nth(at));
    const place = first!.getByRole("slider", { name: "Position in Memo.wav" });
    await place.press("ArrowRight");
    await place.press("End");
    await first!.getByText("1:30 of 1:30").waitFor();
    await place.press("Home");
    await first!.getByText("0:00 of 1:30").waitFor();
    await place.press("ArrowUp");
    await first!.getByText("0:05 of 1:30").waitFor();
    assertEquals(await place.getAttribute("aria-valuetext"), "0:05 of 1:30");
    const play = { name: "Play Memo.wav" };
    const pause = { name: "Pause Memo.wav" };
    await first!.getByRole("button", play).press("Enter");
    await first!.getByRole("button", pause).waitFor();
    assertEquals(await ana.accessibilityFaults(), []);
    await second!.getByRole("button", play).press(" ");
    await first!.getByRole("button", play).waitFor();
    await second!.getByRole("button", pause).click();
    await second!.getByRole("button", play).waitFor();
  });

  await t.step("nothing was wrong on the way", () => {
    const refused = /\/api\/uploads\//;
    for (const { complaints } of [ana, bo]) {
      assertEquals(complaints.filter((complaint) => !refused.test(complaint)), []);
    }
  });

  await browser.close();
  await server.stop();
});

async function lookThrough({ page, accessibilityFaults: faults }: BrowserUser): Promise<void> {
  const opener = page.locator(".pictures.several .picture").nth(1);
  await opener.locator(".image.there").waitFor();
  await opener.focus();
  await page.keyboard.press("Enter");
  const shows = (name: string) => page.getByRole("dialog", { name }).waitFor();
  const press = (key: string) => page.keyboard.press(key);
  await shows("B.png");
  await page.locator(".viewer").getByText("4 of 5").waitFor();
  assertEquals(await faults(), []);
  await press("ArrowRight");
  await shows("C.png");
  await press("ArrowRight");
  await shows("C.png");
  await press("Home");
  await shows("Hut.png");
  await press("End");
  await press("ArrowLeft");
  await shows("B.png");
  await press("z");
  await page.getByRole("button", { name: "Fit to window" }).waitFor();
  assertEquals((await page.locator(".viewer-picture").boundingBox())!.width, 1_600);
  await press("z");
  await page.getByRole("button", { name: "Actual size" }).waitFor();
  assert((await page.locator(".viewer-picture").boundingBox())!.width < 1_280);
  await press("Escape");
  await page.locator(".viewer").waitFor({ state: "detached" });
  await waitUntil(async () => await page.evaluate("document.activeElement.title") === "B.png");
}
