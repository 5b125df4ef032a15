import type { Browser } from "playwright-core";

/** Nothing but the page itself: no GPU, no updates, no talk with its maker. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Names under which Linux packages install the browser. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Starts a headless Chromium: that of `CHROME_PATH`, or an installed one, or else the one that comes
 * from npm. To be closed by the caller.
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = Deno.env.get("CHROME_PATH") ?? await installed() ?? await unpacked();
  // Keeps it from looking for Windows in /proc, which Deno opens only to those who may do anything.
  Deno.env.set("__IS_WSL_TEST__", "1");
  const { chromium } = await import("playwright-core");
  return await chromium.launch({ executablePath, args: FLAGS, headless: true });
}

async function installed(): Promise<string | undefined> {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":").filter(Boolean)) {
    for (const name of NAMES) {
      const path = `${folder}/${name}`;
      if (await Deno.stat(path).then((file) => file.isFile, () => false)) return path;
    }
  }
  return undefined;
}

/** Where it finds itself on this kind of host, the package brings the libraries it needs, too. */
async function unpacked(): Promise<string> {
  Deno.env.set("AWS_EXECUTION_ENV", "AWS_Lambda_nodejs22.x");
  const { default: bundled } = await import("@sparticuz/chromium");
  return await bundled.executablePath();
}
