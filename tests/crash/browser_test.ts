import { openBrowser } from "../helpers/browser.ts";
import { assertEquals } from "../helpers/assert.ts";
import { openPageAsGuest } from "../e2e/browser_page.ts";
import { spawnServer } from "../helpers/server_process.ts";

Deno.test("two pages outlive a killed server: they say so, and send once what was written meanwhile", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await spawnServer(dir);
  const { url } = server;
  const browser = await openBrowser();
  const [ana, bo] = [
    await openPageAsGuest(browser, url, "Ana"),
    await openPageAsGuest(browser, url, "Bo"),
  ];
  await ana.post("before");
  await bo.waitForMessages("before");

  await server.kill();
  for (const one of [ana, bo]) {
    await one.page.getByText("Offline").first().waitFor();
    for (const word of ["one", "two", "three"]) {
      await one.post(`${word} of ${one === ana ? "Ana" : "Bo"}`);
    }
    await one.page.getByText("3 messages wait to be sent").waitFor();
  }
  server = await spawnServer(dir, Number(new URL(url).port));

  const shown = await Promise.all([ana, bo].map(async ({ page }) => {
    await page.getByText("Offline").first().waitFor({ state: "detached", timeout: 40_000 });
    for (const name of ["Ana", "Bo"]) {
      await page.locator(".content").getByText(`three of ${name}`).waitFor();
    }
    return await page.locator(".content").allTextContents();
  }));
  const { messages } = await ana.page.evaluate(async () =>
    await (await fetch("/api/rooms/lobby/messages")).json()
  );
  const stored = messages.filter((m: { type: string }) => m.type === "message")
    .map((m: { content: string }) => m.content);
  assertEquals(shown, [stored, stored]);
  for (const name of ["Ana", "Bo"]) {
    const own = stored.filter((text: string) => text.endsWith(name));
    assertEquals(own, ["one", "two", "three"].map((word) => `${word} of ${name}`));
  }
  await browser.close();
  await server.terminate();
  await Deno.remove(dir, { recursive: true });
});
