import mono from "@fontsource/dejavu-mono/latin-400.css" with { type: "text" };
// The whole font: its numbered parts are blank in Chromium.
import emoji from "@fontsource/noto-color-emoji/emoji.css" with { type: "text" };
import type { Page } from "playwright-core";

const FONTS: Record<string, { css: string; version: string }> = {
  "dejavu-mono": { css: mono, version: "" },
  // It has digits, too, which are not to come from it.
  "noto-color-emoji": {
    css: emoji.replace(
      "}",
      "unicode-range: U+200d, U+2300-27bf, U+2b00-2bff, U+fe0f, U+1f000-1faff; }",
    ),
    version: "",
  },
};

/**
 * Gives a page emoji and an even face, of which the test browser brings neither: it has glyphs for
 * emoji that are blank, so that these have to come first.
 */
export async function addScreenshotFonts(page: Page): Promise<void> {
  const cache = await packageCache();
  await page.route("**/fonts/**", (route) => {
    const [, family, file] = /\/fonts\/([^/]+)\/(.+)$/.exec(route.request().url()) ?? [];
    return route.fulfill({ path: `${cache}/${family}/${FONTS[family!]!.version}/files/${file}` });
  });
  const faces = Object.entries(FONTS)
    .map(([family, { css }]) => css.replaceAll("./files/", `/fonts/${family}/`));
  await page.addStyleTag({
    content: `${faces.join("")}
      :root { --face: "Noto Color Emoji", system-ui, sans-serif; --mono: "DejaVu Mono"; }`,
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
