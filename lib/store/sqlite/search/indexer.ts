import type { Database } from "../driver/driver.ts";
import { transaction } from "../driver/transaction.ts";
import { headOf, type Index, keepPosition, type Position } from "./index_file.ts";
import type { Shards } from "./shards.ts";
import { indexedOf } from "./fts_query.ts";
import { widenTimes } from "./time_ranges.ts";

/** Characters of messages that are taken in together (measured: up to 60 ms), for searches wait meanwhile. */
const STEP_CHARACTERS = 32_768;

/** How far the index is, and how far the store was. */
export interface Progress {
  position: Position;
  head: Position;
}

interface Row {
  n: number;
  room: string;
  author: string;
  content: string;
  /** Characters of its content. */
  length: number;
  /** JSON. */
  files: string | null;
  at: number;
  /** Not a notice, not a tombstone. */
  isShown: number;
}

/** Takes in the next messages and changes of the store, `most` of each, in one transaction. */
export function follow(index: Index, shards: Shards, most: number): Progress {
  const { head, added, changed, removed, position } = read(index, most);
  if (
    added.length === 0 && changed.length === 0 && removed.length === 0 &&
    position.change === index.position.change
  ) {
    return { position, head };
  }
  transaction(index.db, "BEGIN IMMEDIATE", () => {
    for (const n of removed) shards.delete(n);
    for (const row of changed) {
      shards.delete(row.n);
      add(shards, row);
    }
    for (const row of added) add(shards, row);
    widenTimes(index.db, added);
    keepPosition(index, position);
  });
  index.position = position;
  return { position, head };
}

function add(shards: Shards, row: Row): void {
  if (!row.isShown) return;
  const files = row.files === null ? [] : JSON.parse(row.files);
  shards.add(row.n, indexedOf({ ...row, files }));
}

const ROW = "n, room, author, content, length(content) AS length, files, at, " +
  "event IS NULL AND deleted_at IS NULL AS isShown";

/** What comes next, as it was at one moment. */
function read({ store, position: { n, change } }: Index, most: number) {
  return transaction(store, "BEGIN", () => {
    const next = store.prepare<Row>(`SELECT ${ROW} FROM messages WHERE n > ? ORDER BY n LIMIT ?`)
      .all(n, most);
    const added = next.slice(0, countWithin(next, STEP_CHARACTERS));
    const nextOnes = nextChanges(store, change, most);
    const changes = nextOnes.slice(0, countWithin(nextOnes, STEP_CHARACTERS));
    const position = { n: added.at(-1)?.n ?? n, change: changes.at(-1)?.change ?? change };
    // What was not taken in yet will be as it is then.
    const looked = changes.filter(({ message }) => message <= n)
      .map(({ message }) => message).sort((a, b) => a - b).map((message) => ({
        message,
        row: store.prepare<Row>(`SELECT ${ROW} FROM messages WHERE n = ?`).get(message),
      }));
    const changed = looked.flatMap(({ row }) => row ?? []);
    const removed = looked.filter(({ row }) => !row).map(({ message }) => message);
    return { head: headOf(store), added, changed, removed, position };
  });
}

/** How many of the first messages have no more than so many characters, at least one. */
function countWithin(rows: readonly { length: number }[], characters: number): number {
  let left = characters;
  const last = rows.findIndex(({ length }) => (left -= length) < 0);
  return last === -1 ? rows.length : Math.max(last, 1);
}

function nextChanges(store: Database, change: number, most: number) {
  return store.prepare<{ change: number; message: number; length: number }>(`
    SELECT change, message, coalesce(length(content), 0) AS length
    FROM message_changes LEFT JOIN messages ON n = message
    WHERE change > ? ORDER BY change LIMIT ?`)
    .all(change, most);
}
