import type { AuditEntry, Entry, Invite, NewNotice } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { appendAudit } from "../accounts/audit.ts";
import { findRoomRole, insertMember, isBanned } from "./membership.ts";
import { appendNotice } from "../messages/notices.ts";

const INVITE_COLUMNS =
  `id, hash, room, made_by AS "by", created_at AS createdAt, expires_at AS expiresAt,
  uses, used`;
const HAS_USES_LEFT_SQL = "(uses IS NULL OR used < uses)";

type InviteRow = Omit<Invite, "uses"> & { uses: number | null };

export function createInvite(db: Database, invite: Invite, entry: AuditEntry): void {
  db.prepare(`
    INSERT INTO invites (id, hash, room, made_by, created_at, expires_at, uses, used)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(
      invite.id,
      invite.hash,
      invite.room,
      invite.by,
      invite.createdAt,
      invite.expiresAt,
      invite.uses ?? null,
      invite.used,
    );
  appendAudit(db, entry);
}

export function listInvites(db: Database, room: string, now: number): Invite[] {
  return db.prepare<InviteRow>(`
    SELECT ${INVITE_COLUMNS} FROM invites WHERE room = ? AND expires_at > ? AND ${HAS_USES_LEFT_SQL}
    ORDER BY created_at DESC, id DESC`)
    .all(room, now).map(toInvite);
}

export function revokeInvite(db: Database, room: string, id: string, entry: AuditEntry): boolean {
  const revoked = db.prepare("DELETE FROM invites WHERE room = ? AND id = ?").run(room, id);
  if (revoked === 0) return false;
  appendAudit(db, entry);
  return true;
}

export function findInvite(db: Database, hash: string, now: number): Invite | undefined {
  const row = db.prepare<InviteRow>(
    `SELECT ${INVITE_COLUMNS} FROM invites WHERE hash = ? AND expires_at > ? AND ${HAS_USES_LEFT_SQL}`,
  ).get(hash, now);
  return row && toInvite(row);
}

export function useInvite(db: Database, hash: string, now: number, notice: NewNotice):
  | { kind: "ok"; room: string; entries: Entry[] }
  | { kind: "member"; room: string }
  | { kind: "invalid" | "banned" } {
  const { author, at } = notice;
  const invite = db.prepare<{ room: string; isLeft: number }>(
    `SELECT room, ${HAS_USES_LEFT_SQL} AS isLeft FROM invites WHERE hash = ? AND expires_at > ?`,
  ).get(hash, now);
  if (!invite) return { kind: "invalid" };
  const { room } = invite;
  // Before the uses: who came in by the last of them may come back to the link.
  if (findRoomRole(db, room, author) !== undefined) return { kind: "member", room };
  if (!invite.isLeft) return { kind: "invalid" };
  if (isBanned(db, room, author)) return { kind: "banned" };
  db.prepare("UPDATE invites SET used = used + 1 WHERE hash = ?").run(hash);
  insertMember(db, room, author, "member", at);
  return { kind: "ok", room, entries: [appendNotice(db, { ...notice, room })] };
}

function toInvite({ uses, ...invite }: InviteRow): Invite {
  return uses === null ? invite : { ...invite, uses };
}
