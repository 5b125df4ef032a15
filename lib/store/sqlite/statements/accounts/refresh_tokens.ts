import type { Database } from "../../driver/driver.ts";
import { findSessionById, type Living } from "./sessions.ts";

export function addRefresh(db: Database, hash: string, session: string): void {
  db.prepare("INSERT INTO refresh_tokens (hash, session) VALUES (?, ?)").run(hash, session);
}

export function useRefresh(
  db: Database,
  hash: string,
  next: string,
  now: number,
): ({ kind: "ok" } & Living) | { kind: "reused" | "unknown" } {
  const token = db.prepare<{ session: string; usedAt: number | null }>(
    "SELECT session, used_at AS usedAt FROM refresh_tokens WHERE hash = ?",
  ).get(hash);
  if (!token) return { kind: "unknown" };
  if (token.usedAt !== null) {
    db.prepare("DELETE FROM sessions WHERE id = ?").run(token.session);
    return { kind: "reused" };
  }
  const found = findSessionById(db, token.session, now);
  if (!found) return { kind: "unknown" };
  // Kept when used, so that a second use is seen.
  db.prepare("UPDATE refresh_tokens SET used_at = ? WHERE hash = ?").run(now, hash);
  addRefresh(db, next, token.session);
  return { kind: "ok", ...found };
}
