import { serverEventSchemas } from "../../lib/protocol/server_events.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  signIn,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
} from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

/** A public room that Ana, who has an account, owns, and Gus, a guest, has joined. */
async function setting(server: TestServer) {
  const [ana, gus] = [await signUp(server, "ana", "Ana"), await signInAsGuest(server, "Gus")];
  const { id: room } = await createRoom(ana, { name: "Design" });
  const [a, g] = [await ana.connect(), await gus.connect()];
  await a.join(room);
  await g.join(room);
  const close = () => Promise.all([a.close(), g.close()]);
  return { ana, gus, room, a, g, close };
}

Deno.test("live lines mark a guest, and leave people with accounts as they were", async () => {
  await using server = await startServer();
  const { ana, gus, room, a, g, close } = await setting(server);
  const joined = await a.next("system", ({ event }) => event.kind === "joined");
  assertEquals([joined.guest, joined.content], [true, "Gus (guest) joined."]);
  assertEquals(joined.event.people, [{ id: gus.account.id, name: "Gus", guest: true }]);
  await g.post("Hello", room);
  const heard = await a.next("message");
  assertEquals(serverEventSchemas.message.parse(heard).guest, true);
  a.send({ type: "message", room, id: "r1", content: "Hi", reply: heard.seq, thread: heard.seq });
  const answer = await g.next("message", ({ id }) => id === "r1");
  assert(!("guest" in answer));
  assertEquals(answer.reply?.guest, true);
  g.send({ type: "react", room, seq: answer.seq, emoji: "👍", on: true });
  const reacted = await a.next("message", ({ reactions }) => reactions !== undefined);
  assertEquals(reacted.reactions?.[0]?.people, [{ id: gus.account.id, name: "Gus", guest: true }]);
  g.send({ type: "typing", room });
  assertEquals((await a.next("typing")).people, reacted.reactions?.[0]?.people);
  a.send({ type: "typing", room });
  assertEquals((await g.next("typing", ({ people }) => people[0]?.name === "Ana")).people, [
    { id: ana.account.id, name: "Ana" },
  ]);
  await close();
});

Deno.test("a guest who signs up loses the mark: in new lines, in pages, in direct rooms", async () => {
  await using server = await startServer();
  const { ana, gus, room, a, g, close } = await setting(server);
  await g.post("As a guest", room);
  assertEquals((await a.next("message")).guest, true);
  const direct = async () => {
    const { body } = await ana.json("/api/direct", jsonRequest({ people: [gus.account.id] }));
    return (body as { room: { people: { guest?: true }[] } }).room.people[0]!.guest;
  };
  assertEquals(await direct(), true);
  const signup = jsonRequest({ username: "gus", password: TEST_PASSWORD, name: "Gus" });
  const { status } = await gus.json("/api/signup", signup);
  assertEquals(status, 201);
  // It signs in anew, and the guest's session ends.
  const again = await (await signIn(server, "gus")).connect();
  await again.join(room);
  await again.post("With an account", room);
  const said = await a.next("message", ({ content }) => content === "With an account");
  assert(!("guest" in said));
  const late = await ana.connect();
  const { messages } = await late.join(room);
  assertEquals(messages.filter(({ guest }) => guest), []);
  assert(!messages.some(({ content }) => content.includes("(guest)")));
  assertEquals(await direct(), undefined);
  await Promise.all([close(), again.close(), late.close()]);
});
