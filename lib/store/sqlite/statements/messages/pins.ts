import type { Entry } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { advanceRev, collectChanges, findMessage, selectEntries } from "./entries.ts";

export function pinMessage(
  db: Database,
  room: string,
  seq: number,
  { on, by, at }: { on: boolean; by: string; at: number },
): Entry[] {
  const message = findMessage(db, room, seq);
  if (!message || on === !!message.isPinned) return [];
  return collectChanges(db, room, () => {
    db.prepare("UPDATE messages SET pinned_at = ?, pinned_by = ?, rev = ? WHERE n = ?")
      .run(on ? at : null, on ? by : null, advanceRev(db, room), message.n);
  });
}

export function listPins(db: Database, room: string, limit: number): Entry[] {
  const latestFirstSql =
    "room = ? AND pinned_at IS NOT NULL ORDER BY pinned_at DESC, seq DESC LIMIT ?";
  return selectEntries(db, latestFirstSql, room, limit);
}
