import type { Room } from "../../../lib/protocol/model.ts";

/** What narrows a search, with a colon and then a value; lib/chat/search/search_query.ts reads them. */
export const OPERATORS = ["from:", "in:", "before:", "after:", "on:", "has:"] as const;

export type Operator = typeof OPERATORS[number];

/** A query with an operator at its end, for its value to be written. */
export function withOperator(query: string, operator: Operator): string {
  const before = query.trimEnd();
  if (before.endsWith(operator)) return before;
  return before === "" ? operator : `${before} ${operator}`;
}

/** A query for all that was said in a room, to go on writing. */
export function queryIn({ id, kind, name, people }: Room): string {
  const called = kind === "direct" ? people?.[0]?.name ?? id : name.includes('"') ? id : name;
  return `in:${/[\s"]/u.test(called) ? `"${called.replaceAll('"', "")}"` : called} `;
}

/** The last queries, the newest first, each once. */
export function remembered(queries: readonly string[], query: string): readonly string[] {
  return [query, ...queries.filter((one) => one !== query)].slice(0, MOST);
}

/** Queries that are remembered. */
const MOST = 8;
