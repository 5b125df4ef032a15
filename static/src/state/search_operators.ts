import type { Room } from "../../../lib/protocol/model.ts";

/** What narrows a search, with a colon and then a value; lib/chat/search/search_query.ts reads them. */
export const SEARCH_OPERATORS = ["from:", "in:", "before:", "after:", "on:", "has:"] as const;

export type SearchOperator = typeof SEARCH_OPERATORS[number];

/** A query with an operator at its end, for its value to be written. */
export function withOperator(query: string, operator: SearchOperator): string {
  const before = query.trimEnd();
  if (before.endsWith(operator)) return before;
  return before === "" ? operator : `${before} ${operator}`;
}

/** A query for all that was said in a room, to go on writing. */
export function searchInRoom({ id, kind, name, people }: Room): string {
  const called = kind === "direct" ? people?.[0]?.name ?? id : name.includes('"') ? id : name;
  return `in:${/[\s"]/u.test(called) ? `"${called.replaceAll('"', "")}"` : called} `;
}

/** The last queries, the newest first, each once. */
export function withRecentSearch(queries: readonly string[], query: string): readonly string[] {
  return [query, ...queries.filter((one) => one !== query)].slice(0, RECENT_SEARCHES_MAX);
}

/** Queries that are remembered. */
const RECENT_SEARCHES_MAX = 8;
