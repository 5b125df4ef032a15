import { openSqliteSearch } from "../../lib/store/sqlite/search/search.ts";
import { openSqliteStore, type SqliteStore } from "../../lib/store/sqlite/store.ts";
import type { Search, SearchQuery } from "../../lib/store/search.ts";
import { account, room, session, uniqueName } from "../contract/store/fixtures.ts";
import { phrases, wholePhrases } from "../contract/search.ts";
import { createSampleMessages, type SampleMessages } from "./sample_messages.ts";

const MESSAGES = Number(Deno.args[0] ?? 1_000_000);
const ROOMS = 1_000;
const AUTHORS = 1_000;
const ALL = Array.from({ length: ROOMS }, (_, i) => `room${i}`);
/** Searches of each kind. */
const TIMES = 300;
const START = Date.UTC(2024, 0, 1);
const MINUTE = 60_000;

if (import.meta.main) {
  await compareInserts();
  await measureSearches();
}

/** How fast messages are stored with and without search, by turns, in bursts and without a pause. */
async function compareInserts(): Promise<void> {
  for (
    const [what, count, pause] of [["bursts of 5,000", 5_000, 1_500], [
      "60,000 in a row",
      60_000,
      0,
    ]] as const
  ) {
    const took = { without: [] as number[], with: [] as number[] };
    for (let round = 0; round < 5; round++) {
      for (const way of ["without", "with"] as const) {
        await withFolder(async (dir) => {
          const store = await openSqliteStore({ dir, driver: "auto" });
          const search = way === "with" ? openSqliteSearch({ dir, store }) : undefined;
          const said = createSampleMessages({ rooms: ROOMS, authors: AUTHORS });
          await settle(store);
          await search?.ready();
          for (let burst = 0; burst < (pause ? 3 : 1); burst++) {
            const started = performance.now();
            await fill(store, said, count, burst * count);
            took[way].push(performance.now() - started);
            await new Promise((resolve) => setTimeout(resolve, pause));
          }
          await search?.close();
          await store.close();
        });
      }
    }
    const [without, with_] = [quantile(took.without, 0.5), quantile(took.with, 0.5)];
    console.log(
      `${what}: ${Math.round(without)} ms without search, ${Math.round(with_)} ms with, ` +
        `${((with_ / without - 1) * 100).toFixed(1)} % slower`,
    );
  }
}

async function measureSearches(): Promise<void> {
  await withFolder(async (dir) => {
    const store = await openSqliteStore({ dir, driver: "auto" });
    const said = createSampleMessages({ rooms: ROOMS, authors: AUTHORS });
    await settle(store);
    await fill(store, said, MESSAGES, 0);
    const started = performance.now();
    const search = openSqliteSearch({ dir, store });
    await search.ready();
    const seconds = (performance.now() - started) / 1_000;
    console.log(
      `${MESSAGES} messages indexed in ${seconds.toFixed(0)} s; ` +
        `${store.backend.driver}, ${size(`${dir}/parley.db`)} of data, ${
          size(`${dir}/search.db`)
        } of index`,
    );
    // What follows is done in the background: full shards are merged.
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    for (const [name, next] of Object.entries(kinds(said))) await measure(search, name, next);
    await search.close();
    await store.close();
  });
}

/** What people look for; each call is another search. */
function kinds(said: SampleMessages): Record<string, () => Partial<SearchQuery>> {
  const some = (from: number, to: number) => from + Math.floor(said.chance() * (to - from));
  const common = () => said.words[some(0, 20)]!;
  const word = () => said.words[some(20, 2_000)]!;
  const rare = () => said.words[some(20_000, said.words.length)]!;
  const at = () => START + some(0, MESSAGES) * MINUTE;
  const few = () => Array.from({ length: 3 }, () => ALL[some(300, ROOMS)]!);
  return {
    "a common word": () => ({ all: wholePhrases(common()) }),
    "a word": () => ({ all: wholePhrases(word()) }),
    "a rare word": () => ({ all: wholePhrases(rare()) }),
    "three words": () => ({ all: wholePhrases(common(), common(), word()) }),
    "a phrase": () => ({ all: wholePhrases(said.phrase()) }),
    "a phrase of common words": () => ({
      all: wholePhrases(`${common()} ${common()} ${common()}`),
    }),
    "1 letter of a word": () => ({ all: phrases(word().slice(0, 1)) }),
    "2 letters of a word": () => ({ all: phrases(word().slice(0, 2)) }),
    "3 letters of a rare word": () => ({ all: phrases(rare().slice(0, 3)) }),
    "a word and 2 letters": () => ({ all: phrases(word(), rare().slice(0, 2)) }),
    "from:": () => ({ authors: [`author${some(0, AUTHORS)}`] }),
    "from: and a common word": () => ({
      authors: [`author${some(0, AUTHORS)}`],
      all: wholePhrases(common()),
    }),
    "from: and a rare word": () => ({
      authors: [`author${some(0, AUTHORS)}`],
      all: wholePhrases(rare()),
    }),
    "in: and a word": () => ({ rooms: [ALL[some(0, ROOMS)]!], all: wholePhrases(word()) }),
    "before: and a word": () => ({ before: at(), all: wholePhrases(word()) }),
    "on: and a common word": () => onDay(at(), wholePhrases(common())),
    "a word but not another": () => ({ all: wholePhrases(word()), none: wholePhrases(common()) }),
    "3 small rooms, a common word": () => ({ rooms: few(), all: wholePhrases(common()) }),
    "3 small rooms, a rare word": () => ({ rooms: few(), all: wholePhrases(rare()) }),
    "64 small rooms, a word": () => ({ rooms: ALL.slice(-64), all: wholePhrases(word()) }),
    "300 small rooms, a common word": () => ({
      rooms: ALL.slice(-300),
      all: wholePhrases(common()),
    }),
    "300 small rooms, a rare word": () => ({ rooms: ALL.slice(-300), all: wholePhrases(rare()) }),
    "half of the rooms, a word": () => ({
      rooms: ALL.filter((_, i) => i % 2),
      all: wholePhrases(word()),
    }),
  };
}

function onDay(at: number, all: SearchQuery["all"]): Partial<SearchQuery> {
  return { after: at, before: at + 24 * 60 * MINUTE, all };
}

async function measure(search: Search, name: string, next: () => Partial<SearchQuery>) {
  const took: number[] = [];
  let [hits, cut] = [0, 0];
  for (let i = 0; i < TIMES; i++) {
    const query = { rooms: ALL, all: [], none: [], has: [], limit: 20, ...next() };
    const started = performance.now();
    const page = await search.search(query);
    took.push(performance.now() - started);
    hits += page.hits.length;
    if (page.next !== undefined && page.hits.length < query.limit) cut++;
  }
  const [p50, p99] = [quantile(took, 0.5), quantile(took, 0.99)].map((ms) => ms.toFixed(1));
  console.log(
    `${name}: p50 ${p50} ms, p99 ${p99} ms, ${(hits / TIMES).toFixed(0)} hits, ` +
      `${Math.round(cut / TIMES * 100)} % stopped early`,
  );
}

/** Makes the people and the rooms. */
async function settle(store: SqliteStore): Promise<void> {
  const ids = Array.from({ length: AUTHORS }, (_, i) => `author${i}`);
  await Promise.all(ids.map((id) => store.createGuest(account(id), uniqueName(id), session(id))));
  await Promise.all(ALL.map((id) => store.createRoom(room(id), [])));
}

/** Stores messages, a minute apart by their times, thousands on their way at once. */
async function fill(
  store: SqliteStore,
  said: SampleMessages,
  count: number,
  from: number,
): Promise<void> {
  for (let done = 0; done < count;) {
    const some = Math.min(5_000, count - done);
    await Promise.all(Array.from({ length: some }, (_, i) => {
      const n = from + done + i;
      return store.appendMessage({ ...said.message(), id: `m${n}`, at: START + n * MINUTE });
    }));
    done += some;
  }
}

function quantile(values: number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(q * (values.length - 1))]!;
}

function size(file: string): string {
  return `${Math.round(Deno.statSync(file).size / 1e6)} MB`;
}

async function withFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "parley-bench-" });
  try {
    await run(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
