import type { Bounds, Span } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { fitting, readEntries, readSizes, type Size } from "./page_size.ts";

const UP_TO = "room = ? AND seq <= ? ORDER BY seq DESC LIMIT ?";
const AFTER = "room = ? AND seq > ? ORDER BY seq LIMIT ?";

export function readAround(db: Database, room: string, bounds: Bounds, seq: number): Span {
  const half = { limit: Math.ceil(bounds.limit / 2), bytes: bounds.bytes / 2 };
  const before = fitting(readSizes(db, "seq", UP_TO, room, seq, half.limit), half);
  const rest = { limit: bounds.limit - half.limit, bytes: bounds.bytes - bytesOf(before) };
  const after = fitting(readSizes(db, "seq", AFTER, room, seq, rest.limit), rest, 0);
  return spanOf(db, room, [...before.reverse(), ...after]);
}

export function readAfter(db: Database, room: string, bounds: Bounds, seq: number): Span {
  return spanOf(db, room, fitting(readSizes(db, "seq", AFTER, room, seq, bounds.limit), bounds));
}

function bytesOf(sizes: Size[]): number {
  return sizes.reduce((total, { bytes }) => total + bytes, 0);
}

function spanOf(db: Database, room: string, sizes: Size[]): Span {
  const stand = db.prepare<{ seq: number; rev: number }>("SELECT seq, rev FROM rooms WHERE id = ?")
    .get(room) ?? { seq: 0, rev: 0 };
  // A log has no gap, so that its ends are 1 and the room's own seq.
  const first = sizes[0]?.place ?? stand.seq + 1;
  const last = sizes.at(-1)?.place ?? stand.seq;
  const entries = readEntries(db, "seq", room, first, last + 1);
  return { entries, more: first > 1, after: last < stand.seq, rev: stand.rev };
}
