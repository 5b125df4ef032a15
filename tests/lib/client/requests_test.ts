import { ClientError } from "../../../lib/client/errors.ts";
import type { Lines } from "../../../lib/protocol/lines.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import { error, message, setup } from "./fixture.ts";

Deno.test("history() resolves with the page that answers it, which is not delivered as a line", async () => {
  const { client, clock, inRooms, lines } = setup();
  const socket = inRooms(9, "lobby");
  const newest = client.history("lobby");
  const older = client.history("lobby", 5, 2);
  const [first, second] = socket.heard();
  assertEquals([second.type, second.room, second.before, second.limit], [
    "history",
    "lobby",
    5,
    2,
  ]);
  const page = (ref: string): Lines["history"] => ({
    type: "history",
    room: "lobby",
    more: true,
    messages: [message(4)],
    ref,
  });
  socket.say(page(second.ref), page(first.ref), page(first.ref), page("other"));
  assertEquals([await newest, await older], [page(first.ref), page(second.ref)]);
  assertEquals([lines(), clock.timers], [[], 1]);
});

Deno.test("history() rejects with the server's code and message", async () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(9, "lobby");
  const page = client.history("nowhere");
  socket.say(error("not_found", socket.heard()[0]));
  assertEquals(await codeOf(page), "not_found");
  assertEquals(lines(), []);
});

Deno.test("history() rejects when the client is offline, or goes offline", async () => {
  const { client, inRooms } = setup();
  assertEquals(await codeOf(client.history("lobby")), "offline");
  const socket = inRooms(9, "lobby");
  const page = client.history("lobby");
  socket.cut();
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
  const [{ ref }] = socket.heard();
  clock.advance(10_000);
  assertEquals(await codeOf(page), "timeout");
  socket.say({ type: "history", room: "lobby", more: false, messages: [], ref });
  assertEquals(lines(), []);
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, ClientError)).code;
}
