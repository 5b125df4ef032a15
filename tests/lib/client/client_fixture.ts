import { createClient } from "../../../lib/client/client.ts";
import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import type { ClientEvent, ClientOptions, KeyValueStorage } from "../../../lib/client/types.ts";
import type { Account, Message, Room } from "../../../lib/protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../../../lib/protocol/server_events.ts";
import { type FakeClock, fakeClock } from "../../helpers/fake_clock.ts";
import { type FakeSocket, fakeSockets } from "../../helpers/fake_socket.ts";

export const ME: Account = { id: "ada", name: "Ada", role: "client" };

/** A client of Ada's with a fake clock and fake sockets. */
export function setup(
  options: { clock?: FakeClock; storage?: KeyValueStorage } & Partial<ClientOptions> = {},
) {
  const { clock = fakeClock(), storage = memoryStorage() } = options;
  const sockets = fakeSockets();
  const client = createClient({
    url: "ws://chat/ws",
    WebSocket: sockets.WebSocket,
    account: ME.id,
    ...options,
    clock,
    storage,
  });
  const events: ClientEvent[] = [];
  client.subscribe((event) => events.push(event));
  const newest = () => sockets.all.at(-1)!;

  /** The server accepts and welcomes the newest socket. */
  function welcome(): FakeSocket {
    newest().accept();
    newest().receive({ type: "welcome", account: ME, rooms: [] });
    return newest();
  }

  /** Opens, or tries again at once, and is welcomed. */
  function online(): FakeSocket {
    client.open();
    client.reconnectNow();
    return welcome();
  }

  /** Goes online and joins rooms whose logs stand at `rev`. */
  function inRooms(rev: number, ...rooms: string[]): FakeSocket {
    for (const room of rooms) client.join(room);
    const socket = online();
    for (const frame of socket.takeSent()) {
      if (frame.type === "join") socket.receive(joined(frame, { rev, reset: true }));
    }
    events.length = 0;
    return socket;
  }

  /** The lines that were delivered since the last call. */
  function lines(): ServerEvent[] {
    const lines = events.flatMap((event) => event.type === "line" ? [event.line] : []);
    events.length = 0;
    return lines;
  }

  return {
    client,
    clock,
    storage,
    events,
    sockets: sockets.all,
    get socket() {
      return newest();
    },
    welcome,
    online,
    inRooms,
    lines,
  };
}

export function room(id: string, rev = 0): Room {
  const settings = { kind: "public", topic: "", archived: false, slow: 0 } as const;
  const reading = { read: 0, unread: 0, mentions: 0, level: "mentions" } as const;
  return { id, name: id, ...settings, ...reading, members: 2, seq: rev, rev };
}

/** The answer to a `join` that was heard. */
export function joined(
  { room: id, ref }: { room: string; ref: string },
  { rev = 0, reset = false, more = false, messages = [] }: Partial<ServerEvents["joined"]> = {},
): ServerEvents["joined"] {
  return { type: "joined", room: room(id, rev), rev, online: 1, reset, more, messages, ref };
}

/** A message of someone else's, unless it is told otherwise. */
export function message(rev: number, changes: Partial<ServerEvents["message"]> = {}): Message {
  return {
    type: "message",
    room: "lobby",
    id: `m${rev}`,
    seq: rev,
    rev,
    userId: "bob",
    name: "Bob",
    content: `message ${rev}`,
    timestamp: "2026-01-01T00:00:00.000Z",
    ...changes,
  };
}

/** What the server stores of a message frame that was heard, as its author's acknowledgement. */
export function stored(
  { room, id, content }: { room: string; id: string; content: string },
  rev: number,
): Message {
  return message(rev, { room, id, content, userId: ME.id, name: ME.name });
}

export function errorEvent(
  code: ServerEvents["error"]["code"],
  options: { ref?: string; room?: string; retryAfter?: number } = {},
): ServerEvents["error"] {
  const { ref, room, retryAfter } = options;
  return {
    type: "error",
    code,
    message: `It is ${code}.`,
    ...(ref !== undefined && { ref }),
    ...(room !== undefined && { room }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** Acknowledges every message that is heard, and those that follow, from an empty log; their contents. */
export function answerAll(socket: FakeSocket): string[] {
  const contents: string[] = [];
  for (let heard = socket.takeSent(); heard.length > 0; heard = socket.takeSent()) {
    for (const frame of heard) {
      contents.push(frame.content);
      socket.receive(stored(frame, contents.length));
    }
  }
  return contents;
}
