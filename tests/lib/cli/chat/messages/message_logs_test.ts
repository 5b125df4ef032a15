import { MessageLogs } from "../../../../../lib/cli/chat/messages/message_logs.ts";
import type { Message } from "../../../../../lib/protocol/model.ts";
import { assertEquals } from "../../../../helpers/assert.ts";
import { joined, message, setup } from "../../../client/client_fixture.ts";

/** A client in the lobby, whose log stands at `rev`, and what a reader is told. */
function inLobby(rev: number, most?: number) {
  const ada = setup();
  const told: string[] = [];
  const logs = new MessageLogs(ada.client, {
    onOpened: ({ messages }) => told.push(`opened with ${messages.length}`),
    onMessage: ({ content }) => told.push(content),
    onChanged: ({ content }, before) => told.push(`${before?.content} → ${content}`),
    onSkipped: (room, count) => told.push(`${count} skipped in ${room}`),
  }, most);
  ada.client.subscribe((event) => event.type === "line" && logs.handleEvent(event.line));
  ada.client.join("lobby");
  ada.online();
  answer(ada.socket, rev, { reset: true, messages: rev > 0 ? [message(rev)] : [] });

  /** The connection is lost, and the next one is there. */
  function again() {
    ada.socket.disconnect();
    return ada.online();
  }
  return { ...ada, again, logs, told: () => told.splice(0) };
}

type Socket = ReturnType<typeof setup>["socket"];

/** Answers the join that was heard. */
function answer(
  socket: Socket,
  rev: number,
  about: { reset?: boolean; messages: Message[] },
): void {
  const join = socket.takeSent().find(({ type }) => type === "join");
  socket.receive(joined(join, { rev, ...about }));
}

/** Answers the page of history that was asked for, from a log without holes; returns its `before`. */
async function page(socket: Socket, size = 2): Promise<number> {
  const [{ room, before, ref }] = socket.takeSent().filter(({ type }) => type === "history");
  const first = Math.max(1, before - size);
  const messages = Array.from({ length: before - first }, (_, at) => message(first + at));
  socket.receive({ type: "history", room, more: first > 1, messages, ref });
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  return before;
}

Deno.test("a log tells each message once, and changes as changes", () => {
  const lobby = inLobby(3);
  lobby.socket.receive(
    message(4),
    message(5, { seq: 4, content: "better" }),
    message(6, { seq: 5 }),
  );
  assertEquals(lobby.told(), ["opened with 1", "message 4", "message 4 → better", "message 6"]);
  answer(lobby.again(), 8, {
    messages: [message(7, { seq: 3, content: "3" }), message(8, { seq: 6 })],
  });
  assertEquals(lobby.told(), ["message 3 → 3", "message 8"]);
  assertEquals(lobby.logs.latest("lobby", 2).map(({ seq }) => seq), [5, 6]);
});

Deno.test("a page that starts anew is filled up with what lies between, in order", async () => {
  const lobby = inLobby(3);
  lobby.told();
  const socket = lobby.again();
  answer(socket, 9, { reset: true, messages: [message(8), message(9)] });
  socket.receive(message(10));
  assertEquals(lobby.told(), []);
  assertEquals([await page(socket, 3), await page(socket)], [8, 5]);
  assertEquals(lobby.told(), [4, 5, 6, 7, 8, 9, 10].map((rev) => `message ${rev}`));
  socket.receive(message(11));
  assertEquals(lobby.told(), ["message 11"]);
});

Deno.test("what was lost while it was filled up is filled up at the next connection", async () => {
  const lobby = inLobby(3);
  lobby.told();
  const first = lobby.again();
  answer(first, 9, { reset: true, messages: [message(8), message(9)] });
  assertEquals(await page(first), 8);
  const second = lobby.again();
  await Promise.resolve();
  // An edit of a message in the hole must not hide what is before it.
  answer(second, 11, {
    messages: [message(10, { seq: 5, content: "5" }), message(11, { seq: 10 })],
  });
  assertEquals(lobby.told(), []);
  assertEquals(await page(second), 6);
  assertEquals(lobby.told(), [
    "message 4",
    "message 5",
    "message 5 → 5",
    "message 6",
    "message 7",
    "message 8",
    "message 9",
    "message 11",
  ]);
});

Deno.test("a second new page is filled up from its own beginning", async () => {
  const lobby = inLobby(3);
  lobby.told();
  answer(lobby.again(), 6, { reset: true, messages: [message(6)] });
  const socket = lobby.again();
  answer(socket, 9, { reset: true, messages: [message(9)] });
  assertEquals([await page(socket, 3), await page(socket, 3)], [9, 6]);
  assertEquals(lobby.told(), [4, 5, 6, 7, 8, 9].map((rev) => `message ${rev}`));
});

Deno.test("with a limit, what is before it is skipped and said to be", async () => {
  const lobby = inLobby(3, 4);
  lobby.told();
  const socket = lobby.again();
  answer(socket, 20, { reset: true, messages: [message(19), message(20)] });
  assertEquals(await page(socket), 19);
  assertEquals(
    lobby.told(),
    ["13 skipped in lobby", 17, 18, 19, 20].map((one) =>
      typeof one === "number" ? `message ${one}` : one
    ),
  );
});

Deno.test("a log holds the latest messages alone, and nothing of a room that was left", () => {
  const lobby = inLobby(0);
  for (let rev = 1; rev <= 300; rev++) lobby.socket.receive(message(rev));
  assertEquals(lobby.logs.latest("lobby", Infinity).length, 200);
  assertEquals(lobby.logs.findMessage("lobby", 100), undefined);
  assertEquals(lobby.logs.findMessage("lobby", 101)?.seq, 101);
  lobby.logs.removeRoom("lobby");
  assertEquals(lobby.logs.latest("lobby", 1), []);
});
