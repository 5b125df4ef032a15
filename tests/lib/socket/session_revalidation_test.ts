import { assertEquals } from "../../helpers/assert.ts";
import { patchRequest, signInAsGuest } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";

Deno.test("an account that is renamed is told so on every connection, and writes under its new name", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const [a, b] = [await ana.connect(), await bo.connect()];
  await a.join();
  await b.join();
  await ana.json("/api/account", patchRequest({ name: "Anna" }));
  assertEquals((await a.next("account")).account.name, "Anna");
  await a.post("hello");
  assertEquals((await b.next("message")).name, "Anna");
  await Promise.all([a.close(), b.close()]);
});
