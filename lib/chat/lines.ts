import type { Account as Self, Line, Message } from "../protocol/lines.ts";
import type { Account, Entry } from "../store/store.ts";

/** An entry of the log as it travels. */
export function lineOf(entry: Entry): Message {
  const line = {
    userId: entry.author,
    content: entry.content,
    timestamp: new Date(entry.at).toISOString(),
    room: entry.room,
    id: entry.id,
    seq: entry.seq,
    rev: entry.rev,
    name: entry.name,
    ...(entry.deleted ? { deleted: entry.deleted } : {}),
  };
  return entry.event
    ? { type: "system", ...line, event: entry.event }
    : { type: "message", ...line };
}

/** An account as its owner sees it. */
export function selfOf({ id, name, role, username }: Account): Self {
  return { id, name, role, ...(username === undefined ? {} : { username }) };
}

/** One line of a frame: JSON never holds a raw line break. */
export function write(line: Line): string {
  return JSON.stringify(line);
}
