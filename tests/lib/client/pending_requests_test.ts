import { ClientError } from "../../../lib/client/client_error.ts";
import type { ServerEvents } from "../../../lib/protocol/server_events.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import { errorEvent, message, setup } from "./client_fixture.ts";

Deno.test("history() resolves with the page that answers it, which is not delivered as a line", async () => {
  const { client, clock, inRooms, lines } = setup();
  const socket = inRooms(9, "lobby");
  const newest = client.history("lobby");
  const older = client.history("lobby", 5, 2);
  const [first, second] = socket.takeSent();
  assertEquals([second.type, second.room, second.before, second.limit], [
    "history",
    "lobby",
    5,
    2,
  ]);
  const page = (ref: string): ServerEvents["history"] => ({
    type: "history",
    room: "lobby",
    more: true,
    messages: [message(4)],
    ref,
  });
  socket.receive(page(second.ref), page(first.ref), page(first.ref), page("other"));
  assertEquals([await newest, await older], [page(first.ref), page(second.ref)]);
  assertEquals([lines(), clock.timers], [[], 1]);
});

Deno.test("history() rejects with the server's code and message", async () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(9, "lobby");
  const page = client.history("nowhere");
  socket.receive(errorEvent("not_found", socket.takeSent()[0]));
  assertEquals(await codeOf(page), "not_found");
  assertEquals(lines(), []);
});

Deno.test("history() rejects when the client is offline, or goes offline", async () => {
  const { client, inRooms } = setup();
  assertEquals(await codeOf(client.history("lobby")), "offline");
  const socket = inRooms(9, "lobby");
  const page = client.history("lobby");
  socket.disconnect();
  assertEquals(await codeOf(page), "offline");
});

Deno.test("history() rejects when the client is closed", async () => {
  const { client, inRooms } = setup();
  inRooms(9, "lobby");
  const page = client.history("lobby");
  client.close();
  assertEquals(await codeOf(page), "offline");
});

Deno.test("history() rejects after ten seconds, and a late answer is nobody's", async () => {
  const { client, clock, inRooms, lines } = setup();
  const socket = inRooms(9, "lobby");
  const page = client.history("lobby");
  const [{ ref }] = socket.takeSent();
  clock.advance(10_000);
  assertEquals(await codeOf(page), "timeout");
  socket.receive({ type: "history", room: "lobby", more: false, messages: [], ref });
  assertEquals(lines(), []);
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, ClientError)).code;
}

Deno.test("what is asked for resolves by its own acknowledgement, with why it was refused, or offline", async () => {
  const { client, inRooms, lines, clock } = setup();
  assertEquals((await client.pin("lobby", 3, true))?.code, "offline");
  const socket = inRooms(9, "lobby");
  const timers = clock.timers;
  const first = client.edit("lobby", 3, "one");
  const second = client.edit("lobby", 3, "two");
  const read = client.read("lobby", 9);
  const lost = client.react("lobby", 3, "👍", true);
  const [one, two, three] = socket.takeSent();
  socket.receive({ type: "ack", ref: two.ref, room: "lobby", seq: 3, rev: 11 });
  assertEquals(await second, undefined);
  const refusal = errorEvent("forbidden", one);
  socket.receive(refusal, { type: "ack", ref: three.ref, room: "lobby", seq: 9 });
  assertEquals([(await first)?.code, await read], ["forbidden", undefined]);
  assertEquals(lines(), [refusal]);
  assertEquals(clock.timers, timers);
  socket.disconnect();
  assertEquals((await lost)?.code, "offline");
});
