import type { Chat } from "../../../lib/chat/chat.ts";
import { readConfig } from "../../../lib/ops/config.ts";
import { silentLog } from "../../../lib/ops/log.ts";
import { Connections } from "../../../lib/socket/connections.ts";
import type { Account } from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { FakeSocket } from "../../helpers/fake_socket.ts";

const HOUR_MS = 3_600_000;

Deno.test("an open socket counts as use of its session, once an hour", async () => {
  const account = { id: "a", name: "Ana", role: "client" } as Account;
  const used: string[] = [];
  let now = 1_000;
  const chat = {
    rooms: { listRecentlyActive: () => ({ rooms: [], more: false }) },
    connect() {},
    disconnect() {},
  };
  const connections = new Connections({
    chat: { ...chat, flush() {} } as unknown as Chat,
    store: {
      activeSessions: (ids) => Promise.resolve(new Map(ids.map((id) => [id, account]))),
      isOverloaded: () => false,
    },
    sessions: { findById: (id) => Promise.resolve(void used.push(id)) },
    log: silentLog(),
    limits: readConfig(() => undefined).limits,
    now: () => now,
  });
  const socket = Object.assign(new FakeSocket(""), { bufferedAmount: 0, addEventListener() {} });
  const visitor = { account, session: "s", address: "::1" };
  connections.open(socket as unknown as WebSocket, visitor, new AbortController().signal);
  socket.accept();
  await connections.recheck();
  now += HOUR_MS - 1;
  await connections.recheck();
  assertEquals(used, []);
  now += 1;
  await connections.recheck();
  await connections.recheck();
  assertEquals(used, ["s"]);
  const drained = connections.drain();
  socket.disconnect(1012);
  await drained;
});
