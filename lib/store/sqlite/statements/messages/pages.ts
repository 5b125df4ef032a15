import type { PageBounds, RoomChangesPage, StoredMessagePage } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { readEntries, readEntrySizes, takeWithinBounds } from "./page_size.ts";
import { readRev } from "./entries.ts";

export function readPage(
  db: Database,
  room: string,
  bounds: PageBounds,
  before?: number,
): StoredMessagePage {
  const end = before ?? Number.MAX_SAFE_INTEGER;
  const newestSql = "room = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
  const sizes = readEntrySizes(db, "seq", newestSql, room, end, bounds.limit + 1);
  const page = takeWithinBounds(sizes, bounds);
  const entries = readEntries(db, "seq", room, page.at(-1)?.position ?? end, end);
  return { entries, more: page.length < sizes.length, rev: readRev(db, room) };
}

export function readChanges(
  db: Database,
  room: string,
  bounds: PageBounds,
  since: number,
): RoomChangesPage {
  const nextSql = "room = ? AND rev > ? ORDER BY rev LIMIT ?";
  const sizes = readEntrySizes(db, "rev", nextSql, room, since, bounds.limit + 1);
  if (takeWithinBounds(sizes, bounds).length < sizes.length) return { kind: "too_far" };
  const entries = readEntries(db, "rev", room, since + 1, Number.MAX_SAFE_INTEGER);
  return { kind: "changes", entries, rev: readRev(db, room) };
}
