import { isJoinRef } from "../../../lib/client/subscriptions.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { errorEvent, setup } from "./client_fixture.ts";

Deno.test("typing() is said at once, and forgotten when it cannot be", () => {
  const { client, inRooms, online } = setup();
  const socket = inRooms(4, "lobby");
  client.typing("lobby");
  assertEquals(socket.takeSent(), [{ type: "typing", room: "lobby" }]);
  socket.disconnect();
  client.typing("lobby");
  assertEquals(online().takeSent().map(({ type }) => type), ["join"]);
});

Deno.test("presence() is said when it changes, and again after a reconnect while nobody is there", () => {
  const { client, inRooms, online } = setup();
  const socket = inRooms(4, "lobby");
  const said = (heard: { type: string; state?: string }[]) =>
    heard.filter(({ type }) => type === "presence").map(({ state }) => state);
  client.presence("active");
  client.presence("idle");
  client.presence("idle");
  assertEquals(said(socket.takeSent()), ["idle"]);
  socket.disconnect();
  const next = online();
  assertEquals(said(next.takeSent()), ["idle"]);
  client.presence("active");
  assertEquals(said(next.takeSent()), ["active"]);
  next.disconnect();
  assertEquals(said(online().takeSent()), []);
});

Deno.test("presence() before the first connection is said when it opens", () => {
  const { client, online } = setup();
  client.presence("idle");
  assertEquals(online().takeSent().map(({ state }) => state), ["idle"]);
});

Deno.test("a refused delete() is delivered, and is not taken for a room that is shut", () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(4, "lobby");
  client.delete("lobby", 3);
  const [frame] = socket.takeSent();
  assertEquals([frame.type, frame.room, frame.seq], ["delete", "lobby", 3]);
  const refusal = errorEvent("forbidden", { ref: frame.ref, room: "lobby" });
  socket.receive(refusal);
  assertEquals(lines(), [refusal]);
  assertEquals([isJoinRef(frame.ref), isJoinRef("join-1"), isJoinRef(undefined)], [
    false,
    true,
    false,
  ]);
  client.send("lobby", "still here");
  assertEquals(socket.takeSent()[0].content, "still here");
});
