import { type Hit, says, type SearchPage, type SearchQuery } from "../../search.ts";
import type { Database } from "../driver.ts";
import type { Index } from "./file.ts";
import { SHARD, type Shards } from "./shards.ts";
import { matchOf } from "./terms.ts";
import { rangeOf } from "./times.ts";

/** Milliseconds after which a search goes no further and says where it stopped. */
const PATIENCE = 25;

/** Messages looked at together, at first and at most. */
const FIRST = 32;
const MOST = 2_048;

/** A message as it is in the store. */
interface Row extends Hit {
  author: string;
  at: number;
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
  for (const { rows, seen } of walk(index, shards, query, { ...range, end })) {
    for (const { n, room, seq } of rows) {
      if (hits.length === query.limit) return { hits, next: hits.at(-1)!.n, catchingUp };
      hits.push({ n, room, seq });
    }
    if (seen !== undefined) return { hits, next: seen, catchingUp };
  }
  return { hits, catchingUp };
}

/** Walks back through the shards, some messages at a time; says where it stops when that takes long. */
function* walk(
  { store }: Index,
  shards: Shards,
  query: SearchQuery,
  { first, end }: { first: number; end: number },
): Iterable<{ rows: Row[]; seen?: number }> {
  if (query.rooms.length === 0 || query.authors?.length === 0) return;
  const isAsked = askedBy(query);
  const match = matchOf(query);
  const late = performance.now() + PATIENCE;
  let most = FIRST;
  let seen = end;
  for (const shard of shards.within(first, end)) {
    const begin = Math.max(first, shard * SHARD);
    for (let isMore = true; isMore; most = Math.min(most * 4, MOST)) {
      const found = shards.find(shard, match, begin, seen, most);
      isMore = found.length === most;
      yield { rows: readRows(store, found).filter(isAsked) };
      seen = isMore ? found.at(-1)! : begin;
      if (seen > first && performance.now() > late) return yield { rows: [], seen };
    }
  }
}

/** Whether a message is what is asked for: the index may be behind, or find too much. */
function askedBy(query: SearchQuery): (row: Row) => boolean {
  const { after = -Infinity, before = Infinity } = query;
  const rooms = new Set(query.rooms);
  const authors = query.authors && new Set(query.authors);
  return ({ room, author, at, content, files }) =>
    rooms.has(room) && (authors?.has(author) ?? true) && at >= after && at < before &&
    says({ content, files: files === null ? [] : JSON.parse(files) }, query);
}

function readRows(store: Database, ns: readonly number[]): Row[] {
  if (ns.length === 0) return [];
  return store.prepare<Row>(`
    SELECT n, room, seq, author, at, content, files FROM messages
    WHERE n IN (SELECT value FROM json_each(?)) AND event IS NULL AND deleted_at IS NULL
    ORDER BY n DESC`)
    .all(JSON.stringify(ns));
}
