import type { Chat } from "../../../lib/chat/chat.ts";
import { silentLog } from "../../../lib/ops/log.ts";
import { ClientConnection, MAX_COMMANDS_IN_FLIGHT } from "../../../lib/socket/connection.ts";
import type { Account } from "../../../lib/store/store.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { FakeSocket } from "../../helpers/fake_socket.ts";

/** The connection of an account to a server that is overloaded all the time. */
function overloaded() {
  const socket = Object.assign(new FakeSocket(""), { bufferedAmount: 0, addEventListener() {} });
  const chat = {
    rooms: { listRecentlyActive: () => ({ rooms: [], more: false }) },
    history: "h",
    connect() {},
    disconnect() {},
  };
  const account = { id: "a", name: "Ana", role: "client" } as Account;
  const connection = new ClientConnection(account, "s", socket as unknown as WebSocket, {
    chat: chat as unknown as Chat,
    log: silentLog(),
    rate: { messageRate: 1_000_000, messageBurst: 1_000_000 },
    isOverloaded: () => true,
    upgrade: new AbortController().signal,
    onEnd() {},
  });
  socket.accept();
  const say = (count: number) => {
    const line = { type: "message", room: "lobby", id: "m", content: "x" };
    for (let i = 0; i < count; i++) socket.receive(line);
  };
  const codes = () =>
    socket.frames.flatMap((frame) => frame.split("\n")).map((line) => JSON.parse(line).code);
  return { connection, socket, say, codes };
}

Deno.test("an overloaded server closes a connection that does not heed its refusals", () => {
  const { socket, say, codes } = overloaded();
  say(MAX_COMMANDS_IN_FLIGHT * 20);
  assertEquals(socket.closedWith, 4029);
  // The refusals that were due came first, and what followed was not even answered.
  assertEquals(codes().at(-1), 4029);
  const refusals = codes().filter((code) => code === "unavailable").length;
  assert(
    refusals >= 2 * MAX_COMMANDS_IN_FLIGHT && refusals < 10 * MAX_COMMANDS_IN_FLIGHT,
    `${refusals} refusals`,
  );
});

Deno.test("an overloaded server keeps a connection that had much under way when it was refused", () => {
  const { connection, socket, say, codes } = overloaded();
  say(MAX_COMMANDS_IN_FLIGHT);
  say(MAX_COMMANDS_IN_FLIGHT);
  assertEquals(socket.closedWith, undefined);
  connection.closeWithReason(1012, "restart");
  assertEquals(codes().filter((code) => code === "unavailable").length, 2 * MAX_COMMANDS_IN_FLIGHT);
});
