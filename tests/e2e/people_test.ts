import type { Page } from "playwright-core";
import { assertEquals } from "../helpers/assert.ts";
import { openBrowser } from "../helpers/browser.ts";
import { TEST_PASSWORD } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";
import { openPage, openPageAsGuest } from "./browser_page.ts";

async function credentials(page: Page, username: string): Promise<void> {
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(TEST_PASSWORD);
}

Deno.test("from set-up to a private room, an invite, and being removed", async (t) => {
  await using server = await startServer();
  const browser = await openBrowser();
  const url = (path: string) => server.url + path;
  const boss = await openPage(browser, server.setupLink);
  const bo = await openPage(browser, url("/signup"));
  let link = "";

  await t.step("whoever has the set-up link becomes the admin", async () => {
    await credentials(boss.page, "boss");
    await boss.page.getByRole("button", { name: "Set up Parley" }).click();
    await boss.page.locator("textarea").waitFor();
    assertEquals(new URL(boss.page.url()).hash, "");
    const late = await openPage(browser, server.setupLink);
    await late.page.getByText("Parley is set up").waitFor();
    await late.context.close();
  });

  await t.step("somebody signs up", async () => {
    await credentials(bo.page, "bo");
    await bo.page.getByRole("button", { name: "Create account" }).click();
    await bo.page.locator("textarea").waitFor();
  });

  await t.step("the admin creates a private room and an invite", async () => {
    await boss.page.goto(url("/"));
    await boss.page.getByRole("button", { name: "Create room" }).click();
    const dialog = boss.page.getByRole("dialog");
    await dialog.getByLabel("Room name").fill("Plans");
    await dialog.getByText("Private", { exact: true }).click();
    await dialog.getByRole("button", { name: "Create room" }).click();
    await boss.page.getByRole("heading", { name: "Plans" }).first().waitFor();
    await boss.post("secret plans");
    await boss.waitForMessages("secret plans");
    const { room } = await boss.page.evaluate(async () => {
      const { rooms } = await (await fetch("/api/rooms")).json();
      return { room: rooms.find((one: { name: string }) => one.name === "Plans").id };
    });
    const shown = boss.page.getByRole("button", { name: "Invite" });
    if (!await shown.isVisible()) {
      await boss.page.getByRole("button", { name: /details|members/i }).first().click();
    }
    await shown.click();
    await boss.page.getByRole("button", { name: "Create link" }).click();
    const field = boss.page.getByLabel("Invite link", { exact: true });
    link = await field.inputValue();
    await boss.page.getByRole("img", { name: /QR/ }).waitFor();
    await boss.page.keyboard.press("Escape");
    assertEquals(
      await bo.page.evaluate(async (id) => (await fetch(`/api/rooms/${id}`)).status, room),
      404,
    );
  });

  await t.step("the other comes in by the link", async () => {
    await bo.page.goto(link);
    await bo.page.getByRole("button", { name: "Join room" }).click();
    await bo.waitForMessages("secret plans");
    await boss.page.getByText(/bo joined/i).first().waitFor();
  });

  await t.step("each sees that the other is here, and writes", async () => {
    await bo.page.locator("textarea").pressSequentially("I am writ");
    await boss.page.getByText(/bo is writing/i).waitFor();
    const menu = boss.page.getByRole("button", { name: "What to do with bo", exact: true });
    const row = boss.page.getByRole("listitem").filter({ has: menu });
    await row.filter({ hasText: /online/i }).waitFor();
  });

  await t.step("one who is removed sees the room no more", async () => {
    await boss.page.getByRole("button", { name: "What to do with bo", exact: true }).click();
    await boss.page.getByRole("menuitem", { name: "Remove from room" }).click();
    await boss.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await bo.page.getByText(/removed/i).first().waitFor();
    assertEquals(await bo.page.getByText("secret plans").count(), 0);
    assertEquals(await bo.page.getByRole("link", { name: "Plans" }).count(), 0);
  });

  assertEquals(boss.complaints, []);
  assertEquals(bo.complaints.filter((text) => !text.includes("404")), []);
  await browser.close();
});

Deno.test("a guest becomes an account and keeps what it wrote; a disabled account is out", async (t) => {
  await using server = await startServer();
  const browser = await openBrowser();
  const boss = await openPage(browser, server.setupLink);
  await credentials(boss.page, "boss");
  await boss.page.getByRole("button", { name: "Set up Parley" }).click();
  await boss.page.locator("textarea").waitFor();
  const guest = await openPageAsGuest(browser, server.url, "Gus");

  await t.step("a guest keeps rooms and messages", async () => {
    await guest.post("written as a guest");
    await guest.waitForMessages("written as a guest");
    await guest.page.goto(`${server.url}/signup`);
    await credentials(guest.page, "gus");
    await guest.page.getByRole("button", { name: "Create account" }).click();
    await guest.waitForMessages("written as a guest");
  });

  await t.step("guessing a password is slowed down, in plain words", async () => {
    const eve = await openPage(browser, `${server.url}/signin`);
    for (let n = 0; n < 12; n++) {
      await eve.page.evaluate(async () => {
        await fetch("/api/signin", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ username: "boss", password: "wrong password" }),
        });
      });
    }
    await credentials(eve.page, "boss");
    await eve.page.getByRole("button", { name: "Sign in" }).click();
    await eve.page.getByText(/try again/i).first().waitFor();
    await eve.context.close();
  });

  await t.step("an admin disables an account, and its open page ends", async () => {
    await boss.page.goto(`${server.url}/admin`);
    await boss.page.getByRole("button", { name: "What to do with Gus" }).click();
    await boss.page.getByRole("menuitem", { name: "Disable" }).click();
    await boss.page.getByRole("dialog").getByRole("button", { name: "Disable account" }).click();
    await guest.page.getByText(/signed out/i).first().waitFor();
  });
  await browser.close();
});
