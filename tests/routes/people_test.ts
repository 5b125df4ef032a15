import type { Room } from "../../lib/protocol/model.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { jsonRequest, putRequest, signInAsGuest, type TestPerson } from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

async function three(server: TestServer) {
  return await Promise.all(["Ana", "Bo", "Cy"].map((name) => signInAsGuest(server, name)));
}

async function direct(person: TestPerson, ...others: TestPerson[]) {
  const people = others.map(({ account }) => account.id);
  const { status, body } = await person.json("/api/direct", jsonRequest({ people }));
  return { status, room: (body as { room?: Room }).room, body };
}

Deno.test("the same people always get the same direct room, whoever asks", async () => {
  await using server = await startServer();
  const [ana, bo, cy] = await three(server) as [TestPerson, TestPerson, TestPerson];
  const first = (await direct(ana, bo)).room!;
  assertEquals([first.kind, first.people], ["direct", [{
    id: bo.account.id,
    name: "Bo",
    guest: true,
    presence: "offline",
  }]]);
  assertEquals((await direct(bo, ana)).room!.id, first.id);
  assertEquals((await direct(bo, ana, ana)).room!.id, first.id);
  const group = (await direct(ana, bo, cy)).room!;
  assert(group.id !== first.id);
  assertEquals((await direct(cy, ana, bo)).room!.id, group.id);
});

Deno.test("a direct room shows up for the other at once, and for nobody else", async () => {
  await using server = await startServer();
  const [ana, bo, cy] = await three(server) as [TestPerson, TestPerson, TestPerson];
  const [b, c] = [await bo.connect(), await cy.connect()];
  const { room } = await direct(ana, bo);
  const line = await b.next("room");
  assertEquals([line.room.id, line.room.people?.[0]?.name], [room!.id, "Ana"]);
  await b.join(room!.id);
  await b.post("Hello", room!.id);
  c.send({ type: "join", room: room!.id });
  assertEquals((await c.next("error")).code, "not_found");
  assertEquals((await cy.json(`/api/rooms/${room!.id}/messages`)).status, 404);
  await Promise.all([b.close(), c.close()]);
});

Deno.test("blocking stops direct messages both ways, and new direct rooms, until it is taken back", async () => {
  await using server = await startServer();
  const [ana, bo, cy] = await three(server) as [TestPerson, TestPerson, TestPerson];
  const { room } = await direct(ana, bo);
  const b = await bo.connect();
  await b.join(room!.id);
  assertEquals((await ana.json(`/api/blocks/${bo.account.id}`, putRequest({}))).status, 204);
  const { body: blocked } = await ana.json("/api/blocks");
  const { blocks, people } = blocked as { blocks: string[]; people: { name: string }[] };
  assertEquals([blocks, people.map(({ name }) => name)], [[bo.account.id], ["Bo"]]);
  b.send({ type: "message", room: room!.id, id: "1", content: "hi" });
  assertEquals((await b.next("error")).code, "forbidden");
  assertEquals((await direct(bo, ana, cy)).status, 404);
  const { body } = await direct(bo, ana, cy);
  const nobody = await bo.json("/api/direct", jsonRequest({ people: ["nobody"] }));
  assertEquals(nobody.body, body);
  assertEquals(
    (await ana.json(`/api/blocks/${bo.account.id}`, { method: "DELETE" })).status,
    204,
  );
  await b.post("hi again", room!.id);
  await b.close();
});

Deno.test("one cannot write to or block oneself or nobody, nor leave or change a direct room", async () => {
  await using server = await startServer();
  const [ana, bo] = await three(server) as [TestPerson, TestPerson];
  assertEquals((await direct(ana)).status, 400);
  assertEquals((await direct(ana, ana)).status, 400);
  assertEquals((await ana.json("/api/direct", jsonRequest({ people: ["nobody"] }))).status, 404);
  assertEquals((await ana.json(`/api/blocks/${ana.account.id}`, putRequest({}))).status, 400);
  assertEquals((await ana.json("/api/blocks/nobody", putRequest({}))).status, 404);
  const { room } = await direct(ana, bo);
  const path = `/api/rooms/${room!.id}`;
  assertEquals((await ana.json(`${path}/leave`, jsonRequest({}))).status, 403);
  assertEquals((await ana.json(`${path}/invites`, jsonRequest({}))).status, 403);
});
