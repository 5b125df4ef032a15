import { assertEquals } from "../../helpers/assert.ts";
import { guest, patch } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";

Deno.test("an account that is renamed is told so on every connection, and writes under its new name", async () => {
  await using server = await startServer();
  const [ana, bo] = [await guest(server, "Ana"), await guest(server, "Bo")];
  const [a, b] = [await ana.connect(), await bo.connect()];
  await a.join();
  await b.join();
  await ana.json("/api/account", patch({ name: "Anna" }));
  assertEquals((await a.next("account")).account.name, "Anna");
  await a.say("hello");
  assertEquals((await b.next("message")).name, "Anna");
  await Promise.all([a.close(), b.close()]);
});
