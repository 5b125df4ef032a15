/** Takes the README's pictures: a real server, a real talk, a real browser. */

import type { Page } from "playwright-core";
import { openBrowser } from "../helpers/browser.ts";
import { startServer } from "../helpers/test_server.ts";
import { drawPhoto } from "./draw_photo.ts";
import { addScreenshotFonts } from "./screenshot_fonts.ts";
import { createSampleTeam } from "./sample_team.ts";

const SCREENSHOT_DIR = new URL("../../static/screenshots/", import.meta.url);
const DESKTOP_VIEWPORT = { width: 1280, height: 800 };
const PHONE_VIEWPORT = { width: 390, height: 844 };

type ScreenshotOptions = { colorScheme: "light" | "dark"; viewport: typeof DESKTOP_VIEWPORT };

if (import.meta.main) await takeScreenshots();

async function takeScreenshots(): Promise<void> {
  await Deno.mkdir(SCREENSHOT_DIR, { recursive: true });
  const server = await startServer();
  const browser = await openBrowser();
  const real = Date.now;
  const scene = await createSampleTeam(
    server,
    await drawPhoto(browser),
    (time) => Date.now = () => time,
  );
  Date.now = real;

  async function picture(
    name: string,
    path: string,
    look: ScreenshotOptions,
    settle: (page: Page) => Promise<void>,
  ) {
    const isPhone = look.viewport === PHONE_VIEWPORT;
    const context = await browser.newContext({
      ...look,
      locale: "en-GB",
      deviceScaleFactor: 2,
      isMobile: isPhone,
      hasTouch: isPhone,
      // It would answer for the font below.
      serviceWorkers: "block",
      bypassCSP: true,
    });
    const [key, value] = scene.ana.cookie.split("=");
    await context.addCookies([{ name: key!, value: value!, url: server.url }]);
    const page = await context.newPage();
    await page.goto(server.url + path);
    await addScreenshotFonts(page);
    await settle(page);
    await page.evaluate("document.fonts.ready.then(() => {})");
    await page.screenshot({ path: new URL(name, SCREENSHOT_DIR).pathname, animations: "disabled" });
    await context.close();
  }

  const last = (page: Page) => page.getByText("Here is the picture").waitFor();
  await picture("room.png", `/r/${scene.room}`, {
    colorScheme: "light",
    viewport: DESKTOP_VIEWPORT,
  }, last);
  await picture(
    "thread.png",
    `/r/${scene.room}?thread=${scene.thread}`,
    { colorScheme: "dark", viewport: DESKTOP_VIEWPORT },
    async (page) => {
      await last(page);
      await page.getByText("I'll tell the others.").waitFor();
      // Up to the code, and off the messages, which show what one may do to the one under the pointer.
      await page.mouse.move(640, 400);
      await page.mouse.wheel(0, -430);
      await page.getByText("Jump to newest").waitFor();
      await page.mouse.move(120, 640);
    },
  );
  await picture(
    "phone.png",
    `/r/${scene.room}`,
    { colorScheme: "light", viewport: PHONE_VIEWPORT },
    last,
  );
  await browser.close();
  await scene.close();
  await server.stop();
}
