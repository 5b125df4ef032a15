/** Draws the icons of the installed app from the mark, with the browser of the tests. */
import { openBrowser } from "../helpers/browser.ts";

const ICONS_DIR = new URL("../../static/icons/", import.meta.url);

/** What the mark stands on, and what it is drawn in. */
const BACKGROUND_COLOR = "#14817d";
const MARK_COLOR = "#fcfbf8";

/**
 * By file: its width, how much of that the mark takes, and how round its corners are. What systems cut
 * to a shape of theirs is square, with the mark inside of the safe zone (https://www.w3.org/TR/appmanifest/#icon-masks).
 */
const ICONS = {
  "icon-192.png": { size: 192, mark: 0.62, radius: 0.22 },
  "icon-512.png": { size: 512, mark: 0.62, radius: 0.22 },
  "icon-maskable.png": { size: 512, mark: 0.5, radius: 0 },
  "icon-apple.png": { size: 180, mark: 0.58, radius: 0 },
};

const [, mark] = /\sd="([^"]+)"/.exec(
  await Deno.readTextFile(new URL("../../static/favicon.svg", ICONS_DIR)),
)!;
const browser = await openBrowser();
const page = await browser.newPage();
for (const [name, { size, mark: part, radius }] of Object.entries(ICONS)) {
  const [inner, edge] = [size * part, size * (1 - part) / 2];
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 }</style>
    <svg style="display: block" xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
      <rect width="${size}" height="${size}" rx="${size * radius}" fill="${BACKGROUND_COLOR}"/>
      <svg x="${edge}" y="${edge}" width="${inner}" height="${inner}" viewBox="1.75 0.15 24 24">
        <path fill="${MARK_COLOR}" fill-rule="evenodd" d="${mark}"/>
      </svg>
    </svg>`);
  await Deno.writeFile(new URL(name, ICONS_DIR), await page.screenshot({ omitBackground: true }));
}
await browser.close();
