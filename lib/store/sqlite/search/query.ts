import { type Hit, says, type SearchPage, type SearchQuery, textOf } from "../../search.ts";
import { snippetOf } from "../../snippet.ts";
import { wordsOf } from "../../tokenizer.ts";
import type { Database } from "../driver/driver.ts";
import type { Index } from "./index_file.ts";
import { SHARD, type Shards } from "./shards.ts";
import { matchOf } from "./fts_query.ts";
import { rangeOf } from "./time_ranges.ts";

/** Milliseconds after which a search goes no further and says where it stopped. */
const PATIENCE = 25;

/**
 * Characters that a search looks at whatever the time: a page of ordinary messages is one page on a busy
 * machine as well.
 */
const UNTIMED_CHARACTERS = 32_768;

/** Messages looked at together, at first and at most; they grow in number while they have fewer characters. */
const FIRST = 32;
const MOST = 2_048;
const BATCH_CHARACTERS = 65_536;

/** A message as it is in the store. */
interface Row {
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
export function find(index: Index, shards: Shards, query: SearchQuery): SearchPage {
  const catchingUp = index.position.n < index.goal.n;
  const range = rangeOf(index.db, query);
  const end = Math.min(range.end, query.cursor ?? range.end);
  const hits: Hit[] = [];
  for (const { hit, seen } of walk(index, shards, query, { ...range, end })) {
    if (hit && hits.length === query.limit) return { hits, next: hits.at(-1)!.n, catchingUp };
    if (hit) hits.push(hit);
    if (seen !== undefined) return { hits, next: seen, catchingUp };
  }
  return { hits, catchingUp };
}

/** Walks back through the shards, message by message; says where it stops when that takes long. */
function* walk(
  { store }: Index,
  shards: Shards,
  query: SearchQuery,
  { first, end }: { first: number; end: number },
): Iterable<{ hit?: Hit | undefined; seen?: number }> {
  if (query.rooms.length === 0 || query.authors?.length === 0) return;
  const hitOf = hitFinder(query);
  const match = matchOf(query);
  const late = performance.now() + PATIENCE;
  const isLate = () => performance.now() > late;
  let [most, seen, looked] = [FIRST, end, 0];
  for (const shard of shards.within(first, end)) {
    const begin = Math.max(first, shard * SHARD);
    for (let isMore = true; isMore;) {
      const found = shards.find(shard, match, begin, seen, most);
      isMore = found.length === most;
      const before = looked;
      for (const row of readRows(store, found)) {
        yield { hit: hitOf(row) };
        looked += row.content.length;
        if (looked > UNTIMED_CHARACTERS && row.n > first && isLate()) return yield { seen: row.n };
      }
      seen = isMore ? found.at(-1)! : begin;
      if (seen > first && isLate()) return yield { seen };
      if (looked - before < BATCH_CHARACTERS) most = Math.min(most * 4, MOST);
    }
  }
}

/** Finds in a message what is asked for: the index may be behind, or find too much. */
function hitFinder(query: SearchQuery): (row: Row) => Hit | undefined {
  const { after = -Infinity, before = Infinity } = query;
  const rooms = new Set(query.rooms);
  const authors = query.authors && new Set(query.authors);
  return ({ n, room, seq, author, at, editedAt, content, ...row }) => {
    if (!rooms.has(room) || !(authors?.has(author) ?? true) || at < after || at >= before) return;
    const message = { content, files: row.files === null ? [] : JSON.parse(row.files) };
    const words = wordsOf(textOf(message));
    if (!says(message, query, words)) return;
    const own = words.filter(({ start }) => start < content.length);
    const snippet = snippetOf(content, query.all, own);
    return { n, room, seq, ...(editedAt === null ? {} : { editedAt }), snippet };
  };
}

function readRows(store: Database, ns: readonly number[]): Row[] {
  if (ns.length === 0) return [];
  return store.prepare<Row>(`
    SELECT n, room, seq, author, at, edited_at AS editedAt, content, files FROM messages
    WHERE n IN (SELECT value FROM json_each(?)) AND event IS NULL AND deleted_at IS NULL
    ORDER BY n DESC`)
    .all(JSON.stringify(ns));
}
