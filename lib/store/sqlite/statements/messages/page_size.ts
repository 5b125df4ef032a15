import type { Bounds, Entry } from "../../../store.ts";
import type { Database, Value } from "../../driver/driver.ts";
import { selectEntries } from "./entries.ts";

/** What an entry counts for, and its `seq` or `rev`. */
export interface Size {
  place: number;
  bytes: number;
}

/** Reads sizes first, so that long messages beyond the bounds never leave SQLite. */
export function readSizes(
  db: Database,
  by: "seq" | "rev",
  where: string,
  ...values: Value[]
): Size[] {
  return db.prepare<Size>(`
    SELECT ${by} AS place, length(CAST(content AS BLOB)) AS bytes FROM messages WHERE ${where}`)
    .all(...values);
}

/** Those that are within the bounds, from the first on; `least` are, whatever their size. */
export function fitting(sizes: Size[], { limit, bytes }: Bounds, least = 1): Size[] {
  let total = 0;
  const over = sizes.findIndex((size) => (total += size.bytes) > bytes);
  return sizes.slice(0, Math.min(limit, over === -1 ? sizes.length : Math.max(over, least)));
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
