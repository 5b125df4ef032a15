import type { Database } from "../driver/driver.ts";
import { runInTransaction } from "../driver/transaction.ts";
import { type IndexPosition, readStoreHead, savePosition, type SearchIndex } from "./index_file.ts";
import type { Shards } from "./shards.ts";
import { toDocument } from "./fts_query.ts";
import { widenTimeBlocks } from "./time_ranges.ts";

/** Characters of messages that are taken in together (measured: up to 60 ms), for searches wait meanwhile. */
const STEP_CHARACTERS = 32_768;

/** How far the index is, and how far the store was. */
export interface IndexProgress {
  position: IndexPosition;
  head: IndexPosition;
}

interface IndexableRow {
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
export function indexNext(index: SearchIndex, shards: Shards, limit: number): IndexProgress {
  const { head, added, changed, removed, position } = readNext(index, limit);
  if (
    added.length === 0 && changed.length === 0 && removed.length === 0 &&
    position.change === index.position.change
  ) {
    return { position, head };
  }
  runInTransaction(index.db, "BEGIN IMMEDIATE", () => {
    for (const n of removed) shards.delete(n);
    for (const row of changed) {
      shards.delete(row.n);
      addToIndex(shards, row);
    }
    for (const row of added) addToIndex(shards, row);
    widenTimeBlocks(index.db, added);
    savePosition(index, position);
  });
  index.position = position;
  return { position, head };
}

function addToIndex(shards: Shards, row: IndexableRow): void {
  if (!row.isShown) return;
  const files = row.files === null ? [] : JSON.parse(row.files);
  shards.add(row.n, toDocument({ ...row, files }));
}

const INDEXABLE_COLUMNS = "n, room, author, content, length(content) AS length, files, at, " +
  "event IS NULL AND deleted_at IS NULL AS isShown";

/** What comes next, as it was at one moment. */
function readNext({ store, position: { n, change } }: SearchIndex, limit: number) {
  return runInTransaction(store, "BEGIN", () => {
    const nextRows = store.prepare<IndexableRow>(
      `SELECT ${INDEXABLE_COLUMNS} FROM messages WHERE n > ? ORDER BY n LIMIT ?`,
    )
      .all(n, limit);
    const added = nextRows.slice(0, countWithin(nextRows, STEP_CHARACTERS));
    const pendingChanges = readNextChanges(store, change, limit);
    const changes = pendingChanges.slice(0, countWithin(pendingChanges, STEP_CHARACTERS));
    const position = { n: added.at(-1)?.n ?? n, change: changes.at(-1)?.change ?? change };
    // What was not taken in yet will be as it is then.
    const lookedUp = changes.filter(({ message }) => message <= n)
      .map(({ message }) => message).sort((a, b) => a - b).map((message) => ({
        message,
        row: store.prepare<IndexableRow>(`SELECT ${INDEXABLE_COLUMNS} FROM messages WHERE n = ?`)
          .get(message),
      }));
    const changed = lookedUp.flatMap(({ row }) => row ?? []);
    const removed = lookedUp.filter(({ row }) => !row).map(({ message }) => message);
    return { head: readStoreHead(store), added, changed, removed, position };
  });
}

/** How many of the first messages have no more than so many characters, at least one. */
function countWithin(rows: readonly { length: number }[], characters: number): number {
  let left = characters;
  const overflowIndex = rows.findIndex(({ length }) => (left -= length) < 0);
  return overflowIndex === -1 ? rows.length : Math.max(overflowIndex, 1);
}

function readNextChanges(store: Database, change: number, limit: number) {
  return store.prepare<{ change: number; message: number; length: number }>(`
    SELECT change, message, coalesce(length(content), 0) AS length
    FROM message_changes LEFT JOIN messages ON n = message
    WHERE change > ? ORDER BY change LIMIT ?`)
    .all(change, limit);
}
