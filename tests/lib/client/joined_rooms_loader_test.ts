import type { Room } from "../../../lib/protocol/model.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { ME, room, setup } from "./client_fixture.ts";

/** A server's HTTP that is answered by hand. */
function pages() {
  const asked: { path: string; answer(rooms: Room[], next?: string): void; fail(): void }[] = [];
  const fetch = (path: string) =>
    new Promise<Response>((resolve, reject) =>
      asked.push({
        path,
        answer: (rooms, next) => resolve(Response.json({ rooms, ...(next && { next }) })),
        fail: () => reject(new TypeError("no network")),
      })
    );
  return { asked, fetch };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

Deno.test("rooms that welcome leaves out are gathered by pages, and told of once, as they are now", async () => {
  const { asked, fetch } = pages();
  const { client, clock, events, sockets } = setup({ fetch });
  client.open();
  const socket = sockets.at(-1)!;
  socket.accept();
  socket.receive({ type: "welcome", account: ME, rooms: [room("c")], more: true });
  while (asked.length < 1) await settled();
  assertEquals(asked[0]!.path, "/api/rooms?mine=true&limit=500");
  asked[0]!.answer([room("a"), room("b")], "b");
  await settled();
  assertEquals(asked[1]!.path, "/api/rooms?mine=true&limit=500&after=b");
  asked[1]!.fail();
  await settled();
  assertEquals(asked.length, 2);
  clock.advance(30_000);
  socket.receive({ type: "pong" });
  socket.receive({ type: "left", room: "a", reason: "removed" });
  socket.receive({ type: "room", room: { ...room("b"), name: "renamed" } });
  socket.receive({ type: "room", room: room("new") });
  while (asked.length < 3) await settled();
  asked[2]!.answer([room("c"), room("d")]);
  await settled();
  const told = events.flatMap((event) => event.type === "rooms" ? [event.rooms] : []);
  assertEquals(told.map((rooms) => rooms.map(({ name }) => name).sort()), [
    ["c", "d", "new", "renamed"],
  ]);
  client.close();
});

Deno.test("a welcome that names all rooms asks for none, and a connection that is lost begins anew", async () => {
  const { asked, fetch } = pages();
  const it = setup({ fetch });
  const first = it.online();
  await settled();
  assertEquals(asked.length, 0);
  first.disconnect();
  it.client.reconnectNow();
  it.socket.accept();
  it.socket.receive({ type: "welcome", account: ME, rooms: [], more: true });
  while (asked.length < 1) await settled();
  it.socket.disconnect();
  asked[0]!.answer([room("a")]);
  await settled();
  it.client.reconnectNow();
  it.socket.accept();
  it.socket.receive({ type: "welcome", account: ME, rooms: [], more: true });
  while (asked.length < 2) await settled();
  asked[1]!.answer([room("b")]);
  await settled();
  const told = it.events.flatMap((event) => event.type === "rooms" ? [event.rooms] : []);
  assertEquals(told.map((rooms) => rooms.map(({ id }) => id)), [["b"]]);
  it.client.close();
});
