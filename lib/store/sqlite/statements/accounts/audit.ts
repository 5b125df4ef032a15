import type { AuditEntry, AuditLog } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

/** A line as it is read: numbered, and with who they are of whom it tells. */
type StoredAuditLine = Awaited<ReturnType<AuditLog["readAudit"]>>[number];

export function appendAudit(db: Database, entry: AuditEntry): void {
  db.prepare(
    "INSERT INTO audit (at, actor, action, target, room, detail) VALUES (?, ?, ?, ?, ?, ?)",
  ).run(
    entry.at,
    entry.actor,
    entry.action,
    entry.target ?? null,
    entry.room ?? null,
    entry.detail ?? null,
  );
}

export function readAudit(db: Database, limit: number, before?: number): StoredAuditLine[] {
  const rows = db.prepare(`
    SELECT n, at, actor, actors.name AS actorName, action, target, targets.name AS targetName,
      room, detail, ${isGuestSql("actors")} AS actorGuest, ${isGuestSql("targets")} AS targetGuest
    FROM audit
    LEFT JOIN accounts AS actors ON actors.id = actor
    LEFT JOIN accounts AS targets ON targets.id = target
    WHERE n < ? ORDER BY n DESC LIMIT ?`)
    .all(before ?? Number.MAX_SAFE_INTEGER, limit);
  return rows.map((row) => {
    const { actorGuest, targetGuest, ...rest } = row;
    const present = Object.entries(rest).filter(([, value]) => value !== null);
    return {
      ...Object.fromEntries(present) as unknown as StoredAuditLine,
      ...(actorGuest ? { actorGuest: true } : {}),
      ...(targetGuest ? { targetGuest: true } : {}),
    };
  });
}

function isGuestSql(table: "actors" | "targets"): string {
  return `${table}.username IS NULL AND ${table}.deleted = 0`;
}
