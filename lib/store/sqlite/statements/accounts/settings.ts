import type { AuditEntry } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { appendAudit } from "./audit.ts";

/** The row that is written only to see whether writing works. */
const PROBE_SETTING_NAME = "probe";

export function readSettings(db: Database): Record<string, string> {
  const rows = db.prepare<{ name: string; value: string }>("SELECT name, value FROM settings")
    .all().filter(({ name }) => name !== PROBE_SETTING_NAME);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

export function writeSetting(db: Database, name: string, value: string, entry: AuditEntry): void {
  db.prepare(`
    INSERT INTO settings (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
    .run(name, value);
  appendAudit(db, entry);
}

/** Writes so many bytes, and others than the last time: SQLite leaves alone what stays the same. */
export function writeProbe(db: Database, bytes: number): void {
  db.prepare(`
    INSERT INTO settings (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
    .run(PROBE_SETTING_NAME, `${performance.now()} ${"x".repeat(bytes)}`);
}
