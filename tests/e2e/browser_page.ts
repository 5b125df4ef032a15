import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

/** Milliseconds that anything on a page may take before a test fails. */
const PAGE_TIMEOUT_MS = 15_000;

/** Someone with a browser of their own. */
export interface BrowserUser {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of: errors, and breaches of the content security policy. */
  complaints: string[];
  /** Says that the server is going to refuse requests to a path, of which browsers complain. */
  expectRefusals(path: string): void;
  /** Opens the menu at one's own name and chooses from it. */
  chooseInOwnMenu(item: string): Promise<void>;
  /** Opens the menu of someone in the details and chooses from it. */
  chooseFor(item: string, person: string): Promise<void>;
  /** What is wrong with what is shown, by axe-core's rules, in light and dark. */
  accessibilityFaults(): Promise<string[]>;
  /** Writes a message and sends it with Enter. */
  post(text: string): Promise<void>;
  /** The texts that the timeline shows, once the last of them is this one. */
  waitForMessages(last: string): Promise<string[]>;
}

/** Opens an address in a fresh browser profile. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<BrowserUser> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PAGE_TIMEOUT_MS);
  await context.addInitScript(`addEventListener("securitypolicyviolation", (event) =>
    console.error("CSP: " + event.violatedDirective + " " + event.blockedURI))`);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  // Asking who one is before one is anyone is answered with 401, which browsers report.
  const expected = new Set(["/api/session"]);
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() !== "error" || expected.has(URL.parse(url)?.pathname ?? "")) return;
    complaints.push(`${message.text()} ${url}`);
  });
  await page.goto(url);
  const texts = page.locator(".content");
  return {
    page,
    context,
    complaints,
    expectRefusals: (path) => void expected.add(path),
    async chooseInOwnMenu(item) {
      await page.locator("#me").click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
    },
    async chooseFor(item, person) {
      await page.getByRole("button", { name: `What to do with ${person}` }).click();
      await page.getByRole("menuitem", { name: item, exact: true }).click();
    },
    accessibilityFaults: () => accessibilityFaults(page),
    async post(text) {
      await page.locator("textarea").fill(text);
      await page.locator("textarea").press("Enter");
    },
    async waitForMessages(last) {
      await texts.last().filter({ hasText: last }).waitFor();
      return await texts.allTextContents();
    },
  };
}

/** The same, and enters as a guest. */
export async function openPageAsGuest(
  browser: Browser,
  url: string,
  name: string,
  options?: BrowserContextOptions,
): Promise<BrowserUser> {
  const visitor = await openPage(browser, url, options);
  await visitor.page.getByLabel("Your name").fill(name);
  await visitor.page.getByRole("button", { name: "Enter as a guest" }).click();
  await visitor.page.locator("textarea").waitFor();
  return visitor;
}

/** Waits for what no locator tells. */
export async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PAGE_TIMEOUT_MS;
  while (!await isSo()) {
    if (Date.now() > deadline) throw new Error("It did not come to be so.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Runs axe-core, which is only put into the page here; its contrast needs both themes. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  const found: string[] = [];
  if (!await page.evaluate("'axe' in window")) await page.evaluate(axe.source);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate("axe.run()") as AxeResults;
    for (const { id, nodes } of violations) {
      found.push(...nodes.map(({ html }) => `${colorScheme} ${id}: ${html}`));
    }
  }
  return found;
}
