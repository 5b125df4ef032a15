import type { NoticeEvent } from "../../../lib/protocol/lines.ts";
import type { Account, NewMessage, NewNotice, Room, Store } from "../../../lib/store/store.ts";

export const LOBBY = "lobby";
/** Bounds that nothing in a test exceeds. */
export const ALL = { limit: 10_000, bytes: 100_000_000 };

export function account(id: string): Account {
  return { id, name: `Name of ${id}`, createdAt: 1_700_000_000_123 };
}

/** Creates guests, each with a session whose hash is `hash-<id>` and that expires at 2,000. */
export async function guests(store: Store, ...ids: string[]): Promise<void> {
  await Promise.all(ids.map((id) =>
    store.createGuest(account(id), {
      hash: `hash-${id}`,
      account: id,
      createdAt: 1_000,
      expiresAt: 2_000,
    })
  ));
}

export function room(id: string): Omit<Room, "seq" | "rev"> {
  return { id, name: `Room ${id}`, kind: "private", createdAt: 1_800_000_000_000 };
}

export function say(author: string, id: string, content = id, to = LOBBY): NewMessage {
  return { room: to, author, id, content, at: 1_700_000_000_456 };
}

export function notice(
  kind: NoticeEvent["kind"],
  author: string,
  id: string,
  to = LOBBY,
): NewNotice {
  return { ...say(author, id, `${author} ${kind}`, to), event: { kind } };
}

/** Everything that a room's log holds. */
export async function logOf(store: Store, of = LOBBY) {
  return (await store.readPage(of, ALL)).entries;
}

export async function roomOf(store: Store, id = LOBBY) {
  return (await store.listRooms()).find((one) => one.id === id);
}
