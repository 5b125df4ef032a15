import { mergeNotices, noticeText } from "../../../../protocol/notices.ts";
import type { Entry, MemberChangeResult, ModerationRecord, NewNotice } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { appendAudit } from "../accounts/audit.ts";
import { advanceRev, findEntry, insertEntry, selectEntries } from "./entries.ts";

/** Stores what an act leaves behind. */
export function recordAction(
  db: Database,
  { notice, audit: entry }: ModerationRecord,
): MemberChangeResult {
  if (entry) appendAudit(db, entry);
  return { kind: "ok", entries: [appendNotice(db, notice)] };
}

/**
 * Tells a room something: by its newest entry, when that is a notice that can tell both, else by a new one.
 * @throws when there is no such room or author, or the author has used the id.
 */
export function appendNotice(db: Database, notice: NewNotice): Entry {
  const last = readNewestEntry(db, notice.room);
  const event = last?.event && mergeNotices({ event: last.event, at: last.at }, notice);
  if (event) return replaceNotice(db, { ...last, event, at: notice.at });
  const name = db.prepare<{ name: string }>("SELECT name FROM accounts WHERE id = ?")
    .get(notice.author)?.name;
  if (name === undefined) throw new Error(`there is no account ${notice.author}`);
  const entry = { ...notice, content: noticeText(notice.event, name) };
  const position = insertEntry(db, entry, { event: notice.event });
  if (!position) throw new Error(`there is no room ${notice.room}`);
  return findEntry(db, notice.room, position.seq)!;
}

function readNewestEntry(db: Database, room: string): Entry | undefined {
  const newestSql = "room = ? AND seq = (SELECT seq FROM rooms WHERE rooms.id = ?)";
  return selectEntries(db, newestSql, room, room)[0];
}

function replaceNotice(db: Database, notice: Entry & Pick<NewNotice, "event">): Entry {
  const content = noticeText(notice.event, notice.name);
  db.prepare(`
    UPDATE messages SET rev = ?, content = ?, event = ?, at = ? WHERE room = ? AND seq = ?`)
    .run(
      advanceRev(db, notice.room),
      content,
      JSON.stringify(notice.event),
      notice.at,
      notice.room,
      notice.seq,
    );
  return findEntry(db, notice.room, notice.seq)!;
}
