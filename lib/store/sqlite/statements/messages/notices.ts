import { foldNotices, sayNotice } from "../../../../protocol/notices.ts";
import type { Act, Acted, Entry, NewNotice } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { audit } from "../accounts/audit.ts";
import { append, findEntry, nextRev, selectEntries } from "./entries.ts";

/** Stores what an act leaves behind. */
export function leaveBehind(db: Database, { notice, audit: entry }: Act): Acted {
  if (entry) audit(db, entry);
  return { kind: "ok", entries: [writeNotice(db, notice)] };
}

/**
 * Tells a room something: by its newest entry, when that is a notice that can tell both, else by a new one.
 * @throws when there is no such room or author, or the author has used the id.
 */
export function writeNotice(db: Database, notice: NewNotice): Entry {
  const last = newest(db, notice.room);
  const event = last?.event && foldNotices({ event: last.event, at: last.at }, notice);
  if (event) return change(db, { ...last, event, at: notice.at });
  const name = db.prepare<{ name: string }>("SELECT name FROM accounts WHERE id = ?")
    .get(notice.author)?.name;
  if (name === undefined) throw new Error(`there is no account ${notice.author}`);
  const entry = { ...notice, content: sayNotice(notice.event, name) };
  const place = append(db, entry, { event: notice.event });
  if (!place) throw new Error(`there is no room ${notice.room}`);
  return findEntry(db, notice.room, place.seq)!;
}

function newest(db: Database, room: string): Entry | undefined {
  const isLast = "room = ? AND seq = (SELECT seq FROM rooms WHERE rooms.id = ?)";
  return selectEntries(db, isLast, room, room)[0];
}

function change(db: Database, notice: Entry & Pick<NewNotice, "event">): Entry {
  const content = sayNotice(notice.event, notice.name);
  db.prepare(`
    UPDATE messages SET rev = ?, content = ?, event = ?, at = ? WHERE room = ? AND seq = ?`)
    .run(
      nextRev(db, notice.room),
      content,
      JSON.stringify(notice.event),
      notice.at,
      notice.room,
      notice.seq,
    );
  return findEntry(db, notice.room, notice.seq)!;
}
