import type { PageBounds, StoredPage } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { type EntrySize, readEntries, readEntrySizes, takeWithinBounds } from "./page_size.ts";

const UP_TO_SEQ_SQL = "room = ? AND seq <= ? ORDER BY seq DESC LIMIT ?";
const AFTER_SEQ_SQL = "room = ? AND seq > ? ORDER BY seq LIMIT ?";

export function readAround(
  db: Database,
  room: string,
  bounds: PageBounds,
  seq: number,
): StoredPage {
  const half = { limit: Math.ceil(bounds.limit / 2), bytes: bounds.bytes / 2 };
  const before = takeWithinBounds(
    readEntrySizes(db, "seq", UP_TO_SEQ_SQL, room, seq, half.limit),
    half,
  );
  const rest = { limit: bounds.limit - half.limit, bytes: bounds.bytes - totalBytes(before) };
  const after = takeWithinBounds(
    readEntrySizes(db, "seq", AFTER_SEQ_SQL, room, seq, rest.limit),
    rest,
    0,
  );
  return readPageOf(db, room, [...before.reverse(), ...after]);
}

export function readAfter(db: Database, room: string, bounds: PageBounds, seq: number): StoredPage {
  return readPageOf(
    db,
    room,
    takeWithinBounds(readEntrySizes(db, "seq", AFTER_SEQ_SQL, room, seq, bounds.limit), bounds),
  );
}

function totalBytes(sizes: EntrySize[]): number {
  return sizes.reduce((total, { bytes }) => total + bytes, 0);
}

function readPageOf(db: Database, room: string, sizes: EntrySize[]): StoredPage {
  const head = db.prepare<{ seq: number; rev: number }>("SELECT seq, rev FROM rooms WHERE id = ?")
    .get(room) ?? { seq: 0, rev: 0 };
  // A log has no gap, so that its ends are 1 and the room's own seq.
  const first = sizes[0]?.position ?? head.seq + 1;
  const last = sizes.at(-1)?.position ?? head.seq;
  const entries = readEntries(db, "seq", room, first, last + 1);
  return { entries, more: first > 1, after: last < head.seq, rev: head.rev };
}
