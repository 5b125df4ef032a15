import type { ErrorBody } from "../../lib/protocol/errors.ts";
import { openSqliteStore } from "../../lib/store/sqlite/store.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  setUpAdmin,
  signInAsGuest,
  type TestPerson,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

const erase = (person: TestPerson, room: string) =>
  person.json(`/api/rooms/${room}`, { method: "DELETE" });

Deno.test("an admin deletes a room: members are told at once, and nothing of it can be reached", async () => {
  await using server = await startServer();
  const boss = await setUpAdmin(server);
  const ana = await signInAsGuest(server, "Ana");
  const { id } = await createRoom(ana, { name: "Design" });
  const code = await createInvite(ana, id);
  const wire = await ana.connect();
  await wire.join(id);
  const { seq } = await wire.post("The secret of zebras", id);
  assertEquals((await ana.json(`/api/saved/${id}/${seq}`, { method: "PUT" })).status, 204);
  assertEquals((await erase(boss, id)).status, 204);
  assertEquals((await wire.next("left")).reason, "deleted");
  wire.send({ type: "message", room: id, id: "late", content: "Hello?" });
  assertEquals((await wire.next("error")).code, "not_found");
  wire.send({ type: "join", room: id, since: 0 });
  assertEquals((await wire.next("error")).code, "not_found");
  for (const path of [`/api/rooms/${id}`, `/api/rooms/${id}/messages`]) {
    assertEquals((await ana.json(path)).status, 404, path);
  }
  assertEquals((await ana.json("/api/invites/accept", jsonRequest({ code }))).status, 404);
  assertEquals(((await ana.json("/api/saved")).body as { messages: [] }).messages, []);
  assertEquals(((await ana.json("/api/search?q=zebras")).body as { hits: [] }).hits, []);
  assertEquals((await erase(boss, id)).status, 404);
  const { entries } = (await boss.json("/api/admin/audit")).body as {
    entries: { action: string; room: string; detail: string }[];
  };
  assertEquals([entries[0]?.action, entries[0]?.room, entries[0]?.detail], [
    "room deleted",
    id,
    "Design",
  ]);
  await wire.close();
});

Deno.test("the address of a deleted room is nobody's again, so that no history goes on as another", async () => {
  await using server = await startServer();
  const [boss, ana] = [await setUpAdmin(server), await signInAsGuest(server, "Ana")];
  const { id } = await createRoom(ana, { name: "Design" });
  await erase(boss, id);
  assertEquals((await createRoom(ana, { name: "Design" })).id, "design-2");
});

Deno.test("only admins delete rooms, and neither the lobby nor a direct room", async () => {
  await using server = await startServer();
  const boss = await setUpAdmin(server);
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const { id } = await createRoom(ana, { name: "Design" });
  const direct = await boss.json("/api/direct", jsonRequest({ people: [bo.account.id] }));
  const { room } = direct.body as { room: { id: string } };
  for (const [who, where] of [[ana, id], [boss, "lobby"], [boss, room.id]] as const) {
    const { status, body } = await erase(who, where);
    assertEquals([status, (body as ErrorBody).code], [403, "forbidden"], where);
  }
  assertEquals((await ana.json(`/api/rooms/${id}`)).status, 200);
});

Deno.test("what a deleted room held goes in steps, from the store and from the search, and n is never used again", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await startServer({ dataDir: dir });
  const [boss, ana] = [await setUpAdmin(server), await signInAsGuest(server, "Ana")];
  const { id } = await createRoom(ana, { name: "Design" });
  const wire = await ana.connect();
  await wire.join(id);
  for (let n = 0; n < 450; n++) {
    wire.send({ type: "message", room: id, id: `m${n}`, content: `zebra ${n}` });
  }
  await wire.next("message", (line) => line.id === "m449");
  assertEquals((await erase(boss, id)).status, 204);
  await wire.join();
  await wire.post("after the zebra");
  await wire.close();
  await server.stop();
  // The next start goes on with what the stop interrupted.
  const again = await startServer({ dataDir: dir });
  await again.stop();
  const store = await openSqliteStore({ dir, driver: "node" });
  while (await store.purgeRooms(200));
  const page = await store.readPage(id, { limit: 100, bytes: 1e6 });
  assertEquals(page.entries, []);
  assert(!(await store.listRooms()).some((room) => room.id === id));
  await store.close();
  const last = await startServer({ dataDir: dir });
  const { body } = await (await fetch(`${last.url}/api/search?q=zebra`, {
    headers: { cookie: ana.cookie },
  })).json().then((body) => ({ body }));
  assertEquals(body.hits.length, 1);
  await last.stop();
  await Deno.remove(dir, { recursive: true });
});
