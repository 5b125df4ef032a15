import { findSession } from "./accounts.ts";
import type { Deeds } from "./batch.ts";
import type { Database } from "./driver.ts";
import { readChanges, readPage } from "./history.ts";
import { listRooms } from "./rooms.ts";

/** What the reading worker can do. */
export const reads = {
  findSession,
  listRooms,
  readPage,
  readChanges,
  check(db: Database): void {
    db.prepare("SELECT 1 FROM rooms").get();
  },
} satisfies Deeds;
