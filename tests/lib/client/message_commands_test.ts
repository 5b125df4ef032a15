import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { errorEvent, setup } from "./client_fixture.ts";

Deno.test("send() says what a message answers, its thread and whom it calls", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(9, "lobby");
  const id = client.send("lobby", "hello", { reply: 3, thread: 2, mentions: ["bob"] });
  const about = { reply: 3, thread: 2, mentions: ["bob"] };
  assertEquals(socket.takeSent(), [{
    type: "message",
    room: "lobby",
    id,
    content: "hello",
    ...about,
  }]);
});

Deno.test("what a message is about survives a reload, a failure and a retry", () => {
  const storage = memoryStorage();
  setup({ storage }).client.send("lobby", "hello", { reply: 3, mentions: ["bob"] });
  const { client, inRooms } = setup({ storage });
  const socket = inRooms(9, "lobby");
  const [sent] = socket.takeSent().filter(({ type }) => type === "message");
  socket.receive(errorEvent("forbidden", { ref: sent.id }));
  assertEquals([client.pending[0]!.reply, client.pending[0]!.mentions], [3, ["bob"]]);
  client.retry(sent.id);
  assertEquals(socket.takeSent(), [sent]);
});

Deno.test("nothing is said of what is absent", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(9, "lobby");
  const id = client.send("lobby", "hello", { mentions: [] });
  assertEquals(socket.takeSent(), [{ type: "message", room: "lobby", id, content: "hello" }]);
});

Deno.test("a stored message that is about nonsense is left alone", () => {
  const storage = memoryStorage();
  const { client } = setup({ storage });
  const id = client.send("lobby", "hello");
  const [key] = storage.keys();
  const value = JSON.parse(storage.getItem(key!)!);
  storage.setItem(key!, JSON.stringify({ ...value, id, reply: "x" }));
  assertEquals(setup({ storage }).client.pending, []);
});

Deno.test("edit(), react(), pin() and read() are frames whose ref tells what was refused", () => {
  const { client, inRooms, lines } = setup();
  const socket = inRooms(9, "lobby");
  client.edit("lobby", 3, "better", ["bob"]);
  client.react("lobby", 3, "🎉", true);
  client.pin("lobby", 3, false);
  client.read("lobby", 9);
  client.read("lobby", 9, 3);
  const room = "lobby";
  assertEquals(socket.takeSent(), [
    { type: "edit", room, seq: 3, content: "better", mentions: ["bob"], ref: "edit-3-1" },
    { type: "react", room, seq: 3, emoji: "🎉", on: true, ref: "react-3-2" },
    { type: "pin", room, seq: 3, on: false, ref: "pin-3-3" },
    { type: "read", room, seq: 9, ref: "read-9-4" },
    { type: "read", room, seq: 9, thread: 3, ref: "read-9-5" },
  ]);
  const refusal = errorEvent("forbidden", { ref: "edit-3-1" });
  socket.receive(refusal);
  assertEquals(lines(), [refusal]);
});
