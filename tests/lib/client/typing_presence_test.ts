import { isJoin } from "../../../lib/client/subscriptions.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { error, setup } from "./client_fixture.ts";

Deno.test("typing() is said at once, and forgotten when it cannot be", () => {
  const { client, inRooms, online } = setup();
  const socket = inRooms(4, "lobby");
  client.typing("lobby");
  assertEquals(socket.heard(), [{ type: "typing", room: "lobby" }]);
  socket.cut();
  client.typing("lobby");
  assertEquals(online().heard().map(({ type }) => type), ["join"]);
});

Deno.test("presence() is said when it changes, and again after a reconnect while nobody is there", () => {
  const { client, inRooms, online } = setup();
  const socket = inRooms(4, "lobby");
  const said = (heard: { type: string; state?: string }[]) =>
    heard.filter(({ type }) => type === "presence").map(({ state }) => state);
  client.presence("active");
  client.presence("idle");
  client.presence("idle");
  assertEquals(said(socket.heard()), ["idle"]);
  socket.cut();
  const next = online();
  assertEquals(said(next.heard()), ["idle"]);
  client.presence("active");
  assertEquals(said(next.heard()), ["active"]);
  next.cut();
  assertEquals(said(online().heard()), []);
});

Deno.test("presence() before the first connection is said when it opens", () => {
  const { client, online } = setup();
  client.presence("idle");
  assertEquals(online().heard().map(({ state }) => state), ["idle"]);
});

Deno.test("a refused delete() is delivered, and is not taken for a room that is shut", () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(4, "lobby");
  client.delete("lobby", 3);
  const [frame] = socket.heard();
  assertEquals([frame.type, frame.room, frame.seq], ["delete", "lobby", 3]);
  const refusal = error("forbidden", { ref: frame.ref, room: "lobby" });
  socket.say(refusal);
  assertEquals(lines(), [refusal]);
  assertEquals([isJoin(frame.ref), isJoin("join-1"), isJoin(undefined)], [false, true, false]);
  client.send("lobby", "still here");
  assertEquals(socket.heard()[0].content, "still here");
});
