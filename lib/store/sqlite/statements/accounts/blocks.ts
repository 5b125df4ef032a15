import type { Database } from "../../driver/driver.ts";

export function setBlock(db: Database, account: string, other: string, blocked: boolean): void {
  const sql = blocked
    ? "INSERT INTO blocks (account, other) VALUES (?, ?) ON CONFLICT DO NOTHING"
    : "DELETE FROM blocks WHERE account = ? AND other = ?";
  db.prepare(sql).run(account, other);
}

export function listBlocks(db: Database, account: string): string[] {
  return db.prepare<{ other: string }>("SELECT other FROM blocks WHERE account = ? ORDER BY other")
    .all(account).map(({ other }) => other);
}

export function listAllBlocks(db: Database): { account: string; other: string }[] {
  return db.prepare<{ account: string; other: string }>(
    "SELECT account, other FROM blocks ORDER BY account, other",
  ).all();
}
