/** Takes the README's pictures: a real server, a real talk, a real browser. */

import mono from "@fontsource/dejavu-mono/latin-400.css" with { type: "text" };
import emoji from "@fontsource/noto-color-emoji/index.css" with { type: "text" };
import type { Page } from "playwright-core";
import { openBrowser } from "../helpers/browser.ts";
import { startServer } from "../helpers/server.ts";
import { play } from "./scene.ts";

const FOLDER = new URL("../../static/pictures/", import.meta.url);
const FONTS: Record<string, { css: string; version: string }> = {
  "dejavu-mono": { css: mono, version: "" },
  "noto-color-emoji": { css: emoji, version: "" },
};
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
      // It would answer for the font below.
      serviceWorkers: "block",
      bypassCSP: true,
    });
    const [key, value] = scene.ana.cookie.split("=");
    await context.addCookies([{ name: key!, value: value!, url: server.url }]);
    const page = await context.newPage();
    await page.goto(server.url + path);
    await addFonts(page);
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

/** The test browser brings neither emoji nor an even face; here they come from packages. */
async function addFonts(page: Page): Promise<void> {
  const cache = await packageCache();
  await page.route("**/fonts/**", (route) => {
    const [, family, file] = /\/fonts\/([^/]+)\/(.+)$/.exec(route.request().url()) ?? [];
    return route.fulfill({ path: `${cache}/${family}/${FONTS[family!]!.version}/files/${file}` });
  });
  const faces = Object.entries(FONTS)
    .map(([family, { css }]) => css.replaceAll("./files/", `/fonts/${family}/`));
  await page.addStyleTag({
    content: `${faces.join("")}
      :root { font-family: system-ui, "Noto Color Emoji", sans-serif; --mono: "DejaVu Mono"; }`,
  });
}

/** Where the runtime keeps packages: it can import their texts, not their fonts. */
async function packageCache(): Promise<string> {
  const { stdout } = await new Deno.Command("deno", { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));
  for (const { name: registry } of Deno.readDirSync(npmCache)) {
    const folder = `${npmCache}/${registry}/@fontsource`;
    for (const [family, font] of Object.entries(FONTS)) {
      const versions = await Array.fromAsync(Deno.readDir(`${folder}/${family}`), (one) => one.name)
        .catch(() => []);
      font.version = versions.filter((name) => /^\d/.test(name)).sort().at(-1) ?? "";
    }
    if (Object.values(FONTS).every(({ version }) => version)) return folder;
  }
  throw new Error("The fonts are not in the package cache; run this task from the project.");
}
