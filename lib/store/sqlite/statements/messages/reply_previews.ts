import type { ReplyPreview } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { advanceRev, encodeReplyPreview } from "./entries.ts";
import { GUEST_COLUMN } from "./row_mapping.ts";

/** Characters (code points) of a message that a quote shows. */
const MAX_PREVIEW_CODE_POINTS = 160;
/** The newest answers to a message, whose change everyone is told of when their quote changes. */
const MAX_REFRESHED_PREVIEWS = 100;

/** What a quote shows of a message. */
export function truncatePreview(content: string): string {
  return content.length <= MAX_PREVIEW_CODE_POINTS
    ? content
    : [...content].slice(0, MAX_PREVIEW_CODE_POINTS).join("");
}

/**
 * The quote of an entry, for a message that answers it; `undefined` when it is not there or deleted. One
 * that says nothing is quoted by the name of its file.
 */
export function findReplyPreview(
  db: Database,
  room: string,
  seq: number,
): ReplyPreview | undefined {
  const row = db.prepare<Omit<ReplyPreview, "guest"> & { guest: number }>(`
    SELECT seq, author, accounts.name, ${GUEST_COLUMN},
      coalesce(nullif(content, ''), json_extract(files, '$[0].name'), '') AS content
    FROM messages JOIN accounts ON accounts.id = author
    WHERE room = ? AND seq = ? AND deleted_at IS NULL`)
    .get(room, seq);
  if (!row) return undefined;
  const { guest, ...preview } = row;
  return {
    ...preview,
    ...(guest ? { guest: true } : {}),
    content: truncatePreview(preview.content),
  };
}

/** Makes the newest answers to a message quote what it says now, each with a `rev` of its own. */
export function refreshReplyPreviews(
  db: Database,
  room: string,
  { seq, author, content }: Pick<ReplyPreview, "seq" | "author" | "content">,
): void {
  const preview = encodeReplyPreview({ author, content: truncatePreview(content) });
  const replies = db.prepare<{ n: number }>(`
    SELECT n FROM messages WHERE room = ? AND reply = ? ORDER BY seq DESC LIMIT ?`)
    .all(room, seq, MAX_REFRESHED_PREVIEWS).reverse();
  for (const { n } of replies) {
    db.prepare("UPDATE messages SET quote = ?, rev = ? WHERE n = ?")
      .run(preview, advanceRev(db, room), n);
  }
}

/** Empties every quote of a message, because nothing that was deleted may stay; the newest are told. */
export function clearReplyPreviews(db: Database, room: string, seq: number, author: string): void {
  refreshReplyPreviews(db, room, { seq, author, content: "" });
  const empty = encodeReplyPreview({ author, content: "" });
  db.prepare("UPDATE messages SET quote = ? WHERE room = ? AND reply = ? AND quote <> ?")
    .run(empty, room, seq, empty);
}
