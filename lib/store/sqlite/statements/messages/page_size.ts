import type { Entry, PageBounds } from "../../../store.ts";
import type { Database, SqlValue } from "../../driver/driver.ts";
import { selectEntries } from "./entries.ts";

/** What an entry counts for, and its `seq` or `rev`. */
export interface EntrySize {
  position: number;
  bytes: number;
}

/** Reads sizes first, so that long messages beyond the bounds never leave SQLite. */
export function readEntrySizes(
  db: Database,
  by: "seq" | "rev",
  where: string,
  ...values: SqlValue[]
): EntrySize[] {
  return db.prepare<EntrySize>(`
    SELECT ${by} AS position, length(CAST(content AS BLOB)) AS bytes FROM messages WHERE ${where}`)
    .all(...values);
}

/** Those that are within the bounds, from the first on; `least` are, whatever their size. */
export function takeWithinBounds(
  sizes: EntrySize[],
  { limit, bytes }: PageBounds,
  min = 1,
): EntrySize[] {
  let total = 0;
  const overflowIndex = sizes.findIndex((size) => (total += size.bytes) > bytes);
  return sizes.slice(
    0,
    Math.min(limit, overflowIndex === -1 ? sizes.length : Math.max(overflowIndex, min)),
  );
}

/** The entries of a room whose `seq` or `rev` is in `[from, to)`, rising. */
export function readEntries(
  db: Database,
  by: "seq" | "rev",
  room: string,
  from: number,
  to: number,
): Entry[] {
  return selectEntries(db, `room = ? AND ${by} >= ? AND ${by} < ? ORDER BY ${by}`, room, from, to);
}
