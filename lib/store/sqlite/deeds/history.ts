import type { Bounds, Changes, Entry, Page } from "../../store.ts";
import type { Database } from "../driver.ts";
import { type EntryRow, SELECT_ENTRY, toEntry } from "./entries.ts";

export function readPage(db: Database, room: string, bounds: Bounds, before?: number): Page {
  const end = before ?? Number.MAX_SAFE_INTEGER;
  const sizes = db.prepare<Size>(`
    SELECT seq AS place, ${BYTES} FROM messages WHERE room = ? AND seq < ?
    ORDER BY seq DESC LIMIT ?`)
    .all(room, end, bounds.limit + 1);
  const fits = howManyFit(sizes, bounds);
  const entries = readEntries(db, "seq", room, sizes[fits - 1]?.place ?? end, end);
  return { entries, more: fits < sizes.length, rev: revOf(db, room) };
}

export function readChanges(db: Database, room: string, bounds: Bounds, since: number): Changes {
  const sizes = db.prepare<Size>(`
    SELECT rev AS place, ${BYTES} FROM messages WHERE room = ? AND rev > ?
    ORDER BY rev LIMIT ?`)
    .all(room, since, bounds.limit + 1);
  if (howManyFit(sizes, bounds) < sizes.length) return { kind: "too_far" };
  const entries = readEntries(db, "rev", room, since + 1, Number.MAX_SAFE_INTEGER);
  return { kind: "changes", entries, rev: revOf(db, room) };
}

interface Size {
  place: number;
  bytes: number;
}

// Sizes are read first, so that long messages beyond the bounds never leave SQLite.
const BYTES = "length(CAST(content AS BLOB)) AS bytes";

/** How many of these are within the bounds, from the first on; one is, whatever its size. */
function howManyFit(sizes: Size[], { limit, bytes }: Bounds): number {
  let total = 0;
  const over = sizes.findIndex((size) => (total += size.bytes) > bytes);
  return Math.min(limit, over === -1 ? sizes.length : Math.max(over, 1), sizes.length);
}

/** The entries whose `seq` or `rev` is in `[from, to)`, rising. */
function readEntries(
  db: Database,
  by: "seq" | "rev",
  room: string,
  from: number,
  to: number,
): Entry[] {
  return db.prepare<EntryRow>(
    `${SELECT_ENTRY} WHERE room = ? AND ${by} >= ? AND ${by} < ? ORDER BY ${by}`,
  )
    .all(room, from, to).map(toEntry);
}

function revOf(db: Database, room: string): number {
  return db.prepare<{ rev: number }>("SELECT rev FROM rooms WHERE id = ?").get(room)?.rev ?? 0;
}
