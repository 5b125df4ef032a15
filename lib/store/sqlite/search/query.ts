import {
  matches,
  searchableText,
  type SearchHit,
  type SearchPage,
  type SearchQuery,
} from "../../search.ts";
import { createSnippet } from "../../snippet.ts";
import { tokenize } from "../../tokenizer.ts";
import type { Database } from "../driver/driver.ts";
import type { SearchIndex } from "./index_file.ts";
import { MESSAGES_PER_SHARD, type Shards } from "./shards.ts";
import { toMatchExpression } from "./fts_query.ts";
import { findRowidRange } from "./time_ranges.ts";

/** Milliseconds after which a search goes no further and says where it stopped. */
const SEARCH_BUDGET_MS = 25;

/**
 * Characters that a search looks at whatever the time: a page of ordinary messages is one page on a busy
 * machine as well.
 */
const UNTIMED_CHARACTERS = 32_768;

/** Messages looked at together, at first and at most; they grow in number while they have fewer characters. */
const FIRST_BATCH_MESSAGES = 32;
const MAX_BATCH_MESSAGES = 2_048;
const BATCH_CHARACTERS = 65_536;

/** A message as it is in the store. */
interface MessageRow {
  n: number;
  room: string;
  seq: number;
  author: string;
  at: number;
  editedAt: number | null;
  content: string;
  /** JSON. */
  files: string | null;
}

/** The newest messages that are what is asked for. */
export function runQuery(index: SearchIndex, shards: Shards, query: SearchQuery): SearchPage {
  const catchingUp = index.position.n < index.target.n;
  const range = findRowidRange(index.db, query);
  const end = Math.min(range.end, query.cursor ?? range.end);
  const hits: SearchHit[] = [];
  for (const { hit, seen: stoppedAt } of scanShards(index, shards, query, { ...range, end })) {
    if (hit && hits.length === query.limit) return { hits, next: hits.at(-1)!.n, catchingUp };
    if (hit) hits.push(hit);
    if (stoppedAt !== undefined) return { hits, next: stoppedAt, catchingUp };
  }
  return { hits, catchingUp };
}

/** Walks back through the shards, message by message; says where it stops when that takes long. */
function* scanShards(
  { store }: SearchIndex,
  shards: Shards,
  query: SearchQuery,
  { first, end }: { first: number; end: number },
): Iterable<{ hit?: SearchHit | undefined; seen?: number }> {
  if (query.rooms.length === 0 || query.authors?.length === 0) return;
  const toHit = createHitMatcher(query);
  const match = toMatchExpression(query);
  const deadline = performance.now() + SEARCH_BUDGET_MS;
  const isOverBudget = () => performance.now() > deadline;
  let [batchSize, seen, scannedChars] = [FIRST_BATCH_MESSAGES, end, 0];
  for (const shard of shards.listWithin(first, end)) {
    const shardStart = Math.max(first, shard * MESSAGES_PER_SHARD);
    for (let hasMore = true; hasMore;) {
      const rowids = shards.findRowids(shard, match, shardStart, seen, batchSize);
      hasMore = rowids.length === batchSize;
      const scannedCharsBefore = scannedChars;
      for (const row of readMessageRows(store, rowids)) {
        yield { hit: toHit(row) };
        scannedChars += row.content.length;
        if (scannedChars > UNTIMED_CHARACTERS && row.n > first && isOverBudget()) {
          return yield { seen: row.n };
        }
      }
      seen = hasMore ? rowids.at(-1)! : shardStart;
      if (seen > first && isOverBudget()) return yield { seen };
      if (scannedChars - scannedCharsBefore < BATCH_CHARACTERS) {
        batchSize = Math.min(batchSize * 4, MAX_BATCH_MESSAGES);
      }
    }
  }
}

/** Finds in a message what is asked for: the index may be behind, or find too much. */
function createHitMatcher(query: SearchQuery): (row: MessageRow) => SearchHit | undefined {
  const { after = -Infinity, before = Infinity } = query;
  const rooms = new Set(query.rooms);
  const authors = query.authors && new Set(query.authors);
  return ({ n, room, seq, author, at, editedAt, content, ...row }) => {
    if (!rooms.has(room) || !(authors?.has(author) ?? true) || at < after || at >= before) return;
    const message = { content, files: row.files === null ? [] : JSON.parse(row.files) };
    const terms = tokenize(searchableText(message));
    if (!matches(message, query, terms)) return;
    const contentTerms = terms.filter(({ start }) => start < content.length);
    const snippet = createSnippet(content, query.all, contentTerms);
    return { n, room, seq, ...(editedAt === null ? {} : { editedAt }), snippet };
  };
}

function readMessageRows(store: Database, rowids: readonly number[]): MessageRow[] {
  if (rowids.length === 0) return [];
  return store.prepare<MessageRow>(`
    SELECT n, room, seq, author, at, edited_at AS editedAt, content, files FROM messages
    WHERE n IN (SELECT value FROM json_each(?)) AND event IS NULL AND deleted_at IS NULL
    ORDER BY n DESC`)
    .all(JSON.stringify(rowids));
}
