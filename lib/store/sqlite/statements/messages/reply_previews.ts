import type { Quote } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { keptQuote, nextRev } from "./entries.ts";
import { GUEST } from "./row_mapping.ts";

/** Characters (code points) of a message that a quote shows. */
const QUOTED = 160;
/** The newest answers to a message, whose change everyone is told of when their quote changes. */
const TOLD = 100;

/** What a quote shows of a message. */
export function cut(content: string): string {
  return content.length <= QUOTED ? content : [...content].slice(0, QUOTED).join("");
}

/**
 * The quote of an entry, for a message that answers it; `undefined` when it is not there or deleted. One
 * that says nothing is quoted by the name of its file.
 */
export function findQuote(db: Database, room: string, seq: number): Quote | undefined {
  const found = db.prepare<Omit<Quote, "guest"> & { guest: number }>(`
    SELECT seq, author, accounts.name, ${GUEST},
      coalesce(nullif(content, ''), json_extract(files, '$[0].name'), '') AS content
    FROM messages JOIN accounts ON accounts.id = author
    WHERE room = ? AND seq = ? AND deleted_at IS NULL`)
    .get(room, seq);
  if (!found) return undefined;
  const { guest, ...quote } = found;
  return { ...quote, ...(guest ? { guest: true } : {}), content: cut(quote.content) };
}

/** Makes the newest answers to a message quote what it says now, each with a `rev` of its own. */
export function refreshQuotes(
  db: Database,
  room: string,
  { seq, author, content }: Pick<Quote, "seq" | "author" | "content">,
): void {
  const quote = keptQuote({ author, content: cut(content) });
  const answers = db.prepare<{ n: number }>(`
    SELECT n FROM messages WHERE room = ? AND reply = ? ORDER BY seq DESC LIMIT ?`)
    .all(room, seq, TOLD).reverse();
  for (const { n } of answers) {
    db.prepare("UPDATE messages SET quote = ?, rev = ? WHERE n = ?")
      .run(quote, nextRev(db, room), n);
  }
}

/** Empties every quote of a message, because nothing that was deleted may stay; the newest are told. */
export function emptyQuotes(db: Database, room: string, seq: number, author: string): void {
  refreshQuotes(db, room, { seq, author, content: "" });
  const empty = keptQuote({ author, content: "" });
  db.prepare("UPDATE messages SET quote = ? WHERE room = ? AND reply = ? AND quote <> ?")
    .run(empty, room, seq, empty);
}
