import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { errorEvent, setup } from "./client_fixture.ts";

const FILES = [
  { id: "f1", name: "a.png", type: "image/png", size: 9, width: 3, height: 2 },
  { id: "f2", name: "b.txt", type: "application/octet-stream", size: 1 },
];

Deno.test("send() says which files come with a message, and shows all that is known of them", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(9, "lobby");
  const id = client.send("lobby", "", { reply: 3, files: FILES });
  assertEquals(socket.takeSent(), [
    { type: "message", room: "lobby", id, content: "", reply: 3, files: ["f1", "f2"] },
  ]);
  assertEquals(client.pending[0]!.files, FILES);
});

Deno.test("files of a message survive a reload, a failure and a retry", () => {
  const storage = memoryStorage();
  setup({ storage }).client.send("lobby", "", { files: FILES });
  const { client, inRooms } = setup({ storage });
  assertEquals(client.pending[0]!.files, FILES);
  const socket = inRooms(9, "lobby");
  const [sent] = socket.takeSent().filter(({ type }) => type === "message");
  socket.receive(errorEvent("forbidden", { ref: sent.id }));
  assertEquals(client.pending[0]!.files, FILES);
  client.retry(sent.id);
  assertEquals(socket.takeSent(), [sent]);
});

Deno.test("a message without files says nothing of files", () => {
  const { client, inRooms } = setup();
  const socket = inRooms(9, "lobby");
  const id = client.send("lobby", "hello", { files: [] });
  assertEquals(socket.takeSent(), [{ type: "message", room: "lobby", id, content: "hello" }]);
  assertEquals("files" in client.pending[0]!, false);
});

Deno.test("a stored message whose files are nonsense is left alone", () => {
  const storage = memoryStorage();
  setup({ storage }).client.send("lobby", "", { files: FILES });
  const [key] = storage.keys();
  const value = JSON.parse(storage.getItem(key!)!);
  storage.setItem(key!, JSON.stringify({ ...value, files: "f1" }));
  assertEquals(setup({ storage }).client.pending, []);
});
