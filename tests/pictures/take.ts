/** Takes the README's pictures: a real server, a real talk, a real browser. */

import font from "@fontsource/noto-color-emoji/index.css" with { type: "text" };
import type { Page } from "playwright-core";
import { openBrowser } from "../helpers/browser.ts";
import { startServer } from "../helpers/server.ts";
import { play } from "./scene.ts";

const FOLDER = new URL("../../static/pictures/", import.meta.url);
const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

type Look = { colorScheme: "light" | "dark"; viewport: typeof DESK };

if (import.meta.main) await take();

async function take(): Promise<void> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const server = await startServer();
  const real = Date.now;
  const scene = await play(server, (time) => Date.now = () => time);
  Date.now = real;
  const browser = await openBrowser();

  async function picture(
    name: string,
    path: string,
    look: Look,
    settle: (page: Page) => Promise<void>,
  ) {
    const isPhone = look.viewport === PHONE;
    const context = await browser.newContext({
      ...look,
      locale: "en-GB",
      deviceScaleFactor: 2,
      isMobile: isPhone,
      hasTouch: isPhone,
      // For the font below, and for nothing else.
      bypassCSP: true,
    });
    const [key, value] = scene.ana.cookie.split("=");
    await context.addCookies([{ name: key!, value: value!, url: server.url }]);
    const page = await context.newPage();
    await page.goto(server.url + path);
    await addEmoji(page);
    await settle(page);
    await page.evaluate("document.fonts.ready.then(() => {})");
    await page.screenshot({ path: new URL(name, FOLDER).pathname, animations: "disabled" });
    await context.close();
  }

  const last = (page: Page) => page.getByText("I take the pictures.").waitFor();
  await picture("room.png", `/r/${scene.room}`, { colorScheme: "light", viewport: DESK }, last);
  await picture(
    "thread.png",
    `/r/${scene.room}?thread=${scene.thread}`,
    { colorScheme: "dark", viewport: DESK },
    async (page) => {
      await last(page);
      await page.getByText("I tell the others.").waitFor();
    },
  );
  await picture("phone.png", `/r/${scene.room}`, { colorScheme: "light", viewport: PHONE }, last);
  await browser.close();
  await scene.close();
  await server.stop();
}

/** The test browser brings no emoji; here they come from a package, by an address of their own. */
async function addEmoji(page: Page): Promise<void> {
  const folder = await fontFolder();
  await page.route("**/files/*.woff2", (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1);
    return route.fulfill({ path: `${folder}/files/${name}`, contentType: "font/woff2" });
  });
  const faces = font.replaceAll("./files/", "/files/");
  await page.addStyleTag({
    content: `${faces} :root { font-family: system-ui, "Noto Color Emoji", sans-serif; }`,
  });
}

/** Where the runtime keeps the package: it can import its texts, not its fonts. */
async function fontFolder(): Promise<string> {
  const { stdout } = await new Deno.Command("deno", { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));
  for (const { name: registry } of Deno.readDirSync(npmCache)) {
    const folder = `${npmCache}/${registry}/@fontsource/noto-color-emoji`;
    const versions = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)
      .catch(() => []);
    const version = versions.filter((name) => /^\d/.test(name)).sort().at(-1);
    if (version) return `${folder}/${version}`;
  }
  throw new Error("The emoji are not in the package cache; run this task from the project.");
}
