import type { Search, SearchPage, SearchQuery } from "../../lib/store/search.ts";
import type { Store } from "../../lib/store/store.ts";
import { type Phrase, phraseOf } from "../../lib/store/tokenizer.ts";
import { assertEquals } from "../helpers/assert.ts";
import { finding } from "./search/matching.ts";
import { following } from "./search/indexing.ts";
import { languages } from "./search/languages.ts";
import { narrowing } from "./search/filters.ts";
import { paging } from "./search/paging.ts";

const PARTS = [finding, languages, narrowing, paging, following];

/** A store and its search, for one test. */
export interface Opened {
  store: Store;
  search: Search;
  /** Closes the store and its search, and removes their data. */
  dispose(): Promise<void>;
}

/** Registers one test of the contract. */
export type Test = (title: string, run: (opened: Opened) => Promise<void>) => void;

/** Holds an adapter to every guarantee of the port; `ignore` when it cannot run here. */
export function searchContract(name: string, open: () => Promise<Opened>, ignore = false): void {
  const test: Test = (title, run) =>
    Deno.test({
      name: `${name}: ${title}`,
      ignore,
      async fn() {
        const opened = await open();
        try {
          await run(opened);
        } finally {
          await opened.dispose();
        }
      },
    });
  for (const part of PARTS) part(test);
}

/** What people look for, as the port takes it; the last word may go on. */
export function phrases(...texts: string[]): Phrase[] {
  return texts.map((text, i) => phraseOf(text, i === texts.length - 1)!);
}

/** The same, as whole words. */
export function exactly(...texts: string[]): Phrase[] {
  return texts.map((text) => phraseOf(text, false)!);
}

/** A query of the lobby. */
export function query(over: Partial<SearchQuery>): SearchQuery {
  return { rooms: ["lobby"], all: [], none: [], has: [], limit: 50, ...over };
}

/** What is found once all is taken in, newest first. */
export async function found(
  { store, search }: Pick<Opened, "store" | "search">,
  over: Partial<SearchQuery>,
): Promise<string[]> {
  await search.ready();
  const { hits } = await search.search(query(over));
  const entries = hits.map(({ room, seq }) => store.findEntry(room, seq));
  return (await Promise.all(entries)).map((entry) => entry!.content);
}

/** Checks what is found, newest first. */
export async function finds(
  opened: Pick<Opened, "store" | "search">,
  over: Partial<SearchQuery>,
  contents: string[],
): Promise<void> {
  assertEquals(await found(opened, over), contents);
}

/** All pages of a query, one after the other. */
export async function* pagesOf(
  search: Search,
  over: Partial<SearchQuery>,
): AsyncGenerator<SearchPage> {
  for (let next: { cursor?: number } | undefined = {}; next;) {
    const page: SearchPage = await search.search(query({ ...over, ...next }));
    yield page;
    next = page.next === undefined ? undefined : { cursor: page.next };
  }
}
