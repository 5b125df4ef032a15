import type { Bounds, Changes, Page } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { fitting, readEntries, readSizes } from "./page_size.ts";
import { revOf } from "./entries.ts";

export function readPage(db: Database, room: string, bounds: Bounds, before?: number): Page {
  const end = before ?? Number.MAX_SAFE_INTEGER;
  const newest = "room = ? AND seq < ? ORDER BY seq DESC LIMIT ?";
  const sizes = readSizes(db, "seq", newest, room, end, bounds.limit + 1);
  const page = fitting(sizes, bounds);
  const entries = readEntries(db, "seq", room, page.at(-1)?.place ?? end, end);
  return { entries, more: page.length < sizes.length, rev: revOf(db, room) };
}

export function readChanges(db: Database, room: string, bounds: Bounds, since: number): Changes {
  const next = "room = ? AND rev > ? ORDER BY rev LIMIT ?";
  const sizes = readSizes(db, "rev", next, room, since, bounds.limit + 1);
  if (fitting(sizes, bounds).length < sizes.length) return { kind: "too_far" };
  const entries = readEntries(db, "rev", room, since + 1, Number.MAX_SAFE_INTEGER);
  return { kind: "changes", entries, rev: revOf(db, room) };
}
