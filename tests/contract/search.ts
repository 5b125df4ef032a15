import type { Search, SearchPage, SearchQuery } from "../../lib/store/search.ts";
import type { Store } from "../../lib/store/store.ts";
import { type SearchPhrase, toPhrase } from "../../lib/store/tokenizer.ts";
import { assertEquals } from "../helpers/assert.ts";
import { matching } from "./search/matching.ts";
import { indexing } from "./search/indexing.ts";
import { languages } from "./search/languages.ts";
import { filters } from "./search/filters.ts";
import { paging } from "./search/paging.ts";

const PARTS = [matching, languages, filters, paging, indexing];

/** A store and its search, for one test. */
export interface OpenedSearch {
  store: Store;
  search: Search;
  /** Closes the store and its search, and removes their data. */
  dispose(): Promise<void>;
}

/** Registers one test of the contract. */
export type SearchContractTest = (
  title: string,
  run: (opened: OpenedSearch) => Promise<void>,
) => void;

/** Holds an adapter to every guarantee of the port; `ignore` when it cannot run here. */
export function searchContract(
  name: string,
  open: () => Promise<OpenedSearch>,
  ignore = false,
): void {
  const test: SearchContractTest = (title, run) =>
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
export function phrases(...texts: string[]): SearchPhrase[] {
  return texts.map((text, i) => toPhrase(text, i === texts.length - 1)!);
}

/** The same, as whole words. */
export function wholePhrases(...texts: string[]): SearchPhrase[] {
  return texts.map((text) => toPhrase(text, false)!);
}

/** A query of the lobby. */
export function query(over: Partial<SearchQuery>): SearchQuery {
  return { rooms: ["lobby"], all: [], none: [], has: [], limit: 50, ...over };
}

/** What is found once all is taken in, newest first. */
export async function searchContents(
  { store, search }: Pick<OpenedSearch, "store" | "search">,
  over: Partial<SearchQuery>,
): Promise<string[]> {
  await search.ready();
  const { hits } = await search.search(query(over));
  const entries = hits.map(({ room, seq }) => store.findEntry(room, seq));
  return (await Promise.all(entries)).map((entry) => entry!.content);
}

/** Checks what is found, newest first. */
export async function assertFinds(
  opened: Pick<OpenedSearch, "store" | "search">,
  over: Partial<SearchQuery>,
  contents: string[],
): Promise<void> {
  assertEquals(await searchContents(opened, over), contents);
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
