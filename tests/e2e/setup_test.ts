import { assertEquals } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { TEST_PASSWORD } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import { type BrowserUser, openPage } from "./browser_page.ts";

const TOKEN = "q7GmY2xWv9Lr4TbNc8ZkHs3EfUa6PdJ1";

async function fill({ page }: BrowserUser, token: string): Promise<void> {
  await page.getByLabel("Set-up link or token").fill(token);
  await page.getByLabel("User name").fill("boss");
  await page.getByLabel("Password", { exact: true }).fill(TEST_PASSWORD);
  await page.getByRole("button", { name: "Set up Parley" }).click();
}

Deno.test("where strangers come, the page tells how to set Parley up, and opens then", async (t) => {
  await using server = await startServer({
    publicUrl: new URL("http://chat.example.org"),
    setupToken: TOKEN,
  });
  const browser = await openBrowser();
  const stranger = await openPage(browser, `${server.url}/r/lobby`);
  // An invite is looked up before the page knows that nothing is open.
  stranger.expectRefusals("/api/invites/preview");
  const boss = await openPage(browser, server.url);

  await t.step("every address shows that it is not set up, and no way in", async () => {
    for (const path of ["/", "/signin", "/signup", "/join#code", "/r/lobby"]) {
      await stranger.page.goto(server.url + path);
      await stranger.page.getByRole("heading", { name: "This Parley is not set up yet" }).waitFor();
      assertEquals(await stranger.page.locator("input").count(), 0);
    }
    await stranger.page.getByText("deno task account setup").waitFor();
    assertEquals(await stranger.accessibilityFaults(), []);
  });

  await t.step("so it does in German", async () => {
    const page = await openPage(browser, server.url, { locale: "de-DE" });
    const name = "Dieses Parley ist noch nicht eingerichtet";
    await page.page.getByRole("heading", { name }).waitFor();
    await page.page.getByRole("link", { name: "Link oder Token eingeben" }).click();
    await page.page.getByLabel("Einrichtungs-Link oder Token").waitFor();
    await page.context.close();
  });

  await t.step(
    "a wrong token is refused in plain words, and the right one makes the admin",
    async () => {
      boss.expectRefusals("/api/setup");
      await boss.page.getByRole("link", { name: "Enter a link or token" }).click();
      await fill(boss, "guess");
      await boss.page.getByText("This set-up link or token is not whole").waitFor();
      assertEquals(await boss.accessibilityFaults(), []);
      await fill(boss, ` ${TOKEN}\n`);
      await boss.page.locator("textarea").waitFor();
    },
  );

  await t.step("the stranger who looks again finds the doors, and no guests' door", async () => {
    await stranger.page.getByRole("button", { name: "Try again" }).click();
    await stranger.page.getByLabel("User name").waitFor();
    assertEquals(await stranger.page.getByText("Enter as a guest").count(), 0);
  });

  await t.step("who signs out finds the door open", async () => {
    await boss.chooseInOwnMenu("Sign out");
    const dialog = boss.page.getByRole("dialog");
    if (await dialog.isVisible()) await dialog.getByRole("button", { name: "Sign out" }).click();
    await boss.page.getByRole("button", { name: "Sign in" }).waitFor();
    assertEquals(await boss.page.getByText("not set up yet").count(), 0);
  });

  assertEquals([...boss.complaints, ...stranger.complaints], []);
  await browser.close();
});

Deno.test("on loopback guests come in before the set-up, and a pasted link makes the admin", async () => {
  await using server = await startServer();
  const browser = await openBrowser();
  const gus = await openPage(browser, server.url);
  await gus.page.getByLabel("Your name").fill("Gus");
  await gus.page.getByRole("button", { name: "Enter as a guest" }).click();
  await gus.page.locator("textarea").waitFor();
  const boss = await openPage(browser, `${server.url}/setup`);
  await fill(boss, server.setupLink);
  await boss.page.locator("textarea").waitFor();
  assertEquals(boss.complaints, []);
  await browser.close();
});
