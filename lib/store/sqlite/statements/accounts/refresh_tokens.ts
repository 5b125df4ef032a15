import type { Database } from "../../driver/driver.ts";
import { type ActiveSession, findSessionById } from "./sessions.ts";

export function addRefreshToken(db: Database, hash: string, session: string): void {
  db.prepare("INSERT INTO refresh_tokens (hash, session) VALUES (?, ?)").run(hash, session);
}

export function rotateRefreshToken(
  db: Database,
  hash: string,
  next: string,
  now: number,
): ({ kind: "ok" } & ActiveSession) | { kind: "reused" | "unknown" } {
  const token = db.prepare<{ session: string; usedAt: number | null }>(
    "SELECT session, used_at AS usedAt FROM refresh_tokens WHERE hash = ?",
  ).get(hash);
  if (!token) return { kind: "unknown" };
  if (token.usedAt !== null) {
    db.prepare("DELETE FROM sessions WHERE id = ?").run(token.session);
    return { kind: "reused" };
  }
  const active = findSessionById(db, token.session, now);
  if (!active) return { kind: "unknown" };
  // Kept when used, so that a second use is seen.
  db.prepare("UPDATE refresh_tokens SET used_at = ? WHERE hash = ?").run(now, hash);
  addRefreshToken(db, next, token.session);
  return { kind: "ok", ...active };
}
