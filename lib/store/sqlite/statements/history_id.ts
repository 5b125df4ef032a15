import type { HistoryState } from "../../store.ts";
import type { Database } from "../driver/driver.ts";

export function readHistory(db: Database): HistoryState {
  const row = db.prepare<{ history: string; changes: number }>(
    "SELECT id AS history, (SELECT coalesce(sum(rev), 0) FROM rooms) AS changes FROM history",
  ).get();
  if (!row) throw new Error("the store has no history id");
  const { history, changes } = row;
  return { history, changes };
}

export function renewHistory(db: Database): HistoryState {
  db.prepare("UPDATE history SET id = lower(hex(randomblob(16)))").run();
  return readHistory(db);
}
