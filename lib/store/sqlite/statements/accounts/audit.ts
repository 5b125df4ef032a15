import type { AuditEntry, AuditLog } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";

/** A line as it is read: numbered, and with who they are of whom it tells. */
type AuditLine = Awaited<ReturnType<AuditLog["readAudit"]>>[number];

export function audit(db: Database, entry: AuditEntry): void {
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

export function readAudit(db: Database, limit: number, before?: number): AuditLine[] {
  const rows = db.prepare(`
    SELECT n, at, actor, actors.name AS actorName, action, target, targets.name AS targetName,
      room, detail, ${isGuest("actors")} AS actorGuest, ${isGuest("targets")} AS targetGuest
    FROM audit
    LEFT JOIN accounts AS actors ON actors.id = actor
    LEFT JOIN accounts AS targets ON targets.id = target
    WHERE n < ? ORDER BY n DESC LIMIT ?`)
    .all(before ?? Number.MAX_SAFE_INTEGER, limit);
  return rows.map((row) => {
    const { actorGuest, targetGuest, ...rest } = row;
    const known = Object.entries(rest).filter(([, value]) => value !== null);
    return {
      ...Object.fromEntries(known) as unknown as AuditLine,
      ...(actorGuest ? { actorGuest: true } : {}),
      ...(targetGuest ? { targetGuest: true } : {}),
    };
  });
}

function isGuest(table: "actors" | "targets"): string {
  return `${table}.username IS NULL AND ${table}.deleted = 0`;
}
