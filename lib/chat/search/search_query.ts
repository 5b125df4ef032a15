import { ROOM_LIMITS } from "../../protocol/limits.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import { type MatchCriteria, SEARCH_FEATURES, type SearchFeature } from "../../store/search.ts";
import { type SearchPhrase, toPhrase } from "../../store/tokenizer.ts";

/** What somebody looks for; names are as they were written. */
export interface ParsedSearch extends MatchCriteria {
  all: SearchPhrase[];
  none: SearchPhrase[];
  has: SearchFeature[];
  /** People, one of whom wrote it. */
  from: string[];
  /** Rooms, in one of which it was said. */
  in: string[];
  /** Milliseconds since 1970: at `after` or later, and before `before`. */
  after?: number;
  before?: number;
}

const DAY_MS = 86_400_000;

/** A minus, an operator, and what is in quotes (the last ones may be missing) or without spaces. */
const QUERY_PART_PATTERN =
  /([-−]?)(?:(from|in|before|after|on|has):)?(?:"([^"]*)(?:"|$)|([^\s"]*))/gi;

type SearchOperator = "from" | "in" | "before" | "after" | "on" | "has";

interface QueryPart {
  isExcluded: boolean;
  operator?: SearchOperator;
  text: string;
  isQuoted: boolean;
}

/**
 * Reads what a person typed: words, "phrases", -unwanted ones, `from:`, `in:`, `before:`, `after:`, `on:`
 * and `has:`. All must hold; of several `from:` or `in:` any. The last word may be the beginning of one.
 * @param utcOffsetMinutes minutes that the person's clock is ahead of UTC, for the beginning of a day.
 * @throws ChatError `bad_request` that says what would be right.
 */
export function parseSearchQuery(text: string, utcOffsetMinutes = 0): ParsedSearch {
  if (text.length > ROOM_LIMITS.searchChars) {
    throw new ChatError("query_too_long", { params: { max: ROOM_LIMITS.searchChars } });
  }
  const parts = splitParts(text);
  if (parts.length > ROOM_LIMITS.searchParts) {
    throw new ChatError("query_too_many_words", { params: { max: ROOM_LIMITS.searchParts } });
  }
  const query: ParsedSearch = { all: [], none: [], has: [], from: [], in: [] };
  const last = parts.findLast(canBePrefix);
  for (const part of parts) {
    if (part.operator) applyOperator(query, part.operator, part, utcOffsetMinutes);
    else addWords(query, part, part === last);
  }
  const { all, from, has } = query;
  if (all.length + from.length + query.in.length + has.length === 0) {
    throw new ChatError("query_empty");
  }
  return query;
}

function splitParts(text: string): QueryPart[] {
  const plain = text.toWellFormed().replace(/\p{Cc}/gu, " ").replace(/[“”„‟＂]/g, '"');
  return Array.from(plain.matchAll(QUERY_PART_PATTERN))
    .filter(([part]) => part !== "")
    .map(([, minus, operator, quoted, word]) => ({
      isExcluded: minus !== "",
      ...(operator ? { operator: operator.toLowerCase() as SearchOperator } : {}),
      text: (quoted ?? word ?? "").trim(),
      isQuoted: quoted !== undefined,
    }));
}

function canBePrefix({ operator, isExcluded, isQuoted, text }: QueryPart): boolean {
  return !operator && !isExcluded && !isQuoted && toPhrase(text, true) !== undefined;
}

function addWords(query: ParsedSearch, { text, isExcluded }: QueryPart, prefix: boolean): void {
  const phrase = toPhrase(text, prefix);
  // Punctuation and emoji are not searched for.
  if (phrase) (isExcluded ? query.none : query.all).push(phrase);
}

function applyOperator(
  query: ParsedSearch,
  operator: SearchOperator,
  { text, isExcluded }: QueryPart,
  utcOffsetMinutes: number,
): void {
  if (isExcluded) {
    throw new ChatError("query_minus", { params: { operator } });
  }
  if (text === "") throw missingValueError(operator);
  switch (operator) {
    case "from":
    case "in":
      return void query[operator].push(text);
    case "has":
      return void query.has.push(parseFeature(text));
    default:
      return narrowTime(query, operator, parseDay(operator, text) - utcOffsetMinutes * 60_000);
  }
}

function narrowTime(query: ParsedSearch, operator: "before" | "after" | "on", day: number): void {
  const { after = -Infinity, before = Infinity } = query;
  if (operator === "before") query.before = Math.min(before, day);
  if (operator === "after") query.after = Math.max(after, day + DAY_MS);
  if (operator === "on") {
    query.after = Math.max(after, day);
    query.before = Math.min(before, day + DAY_MS);
  }
}

const EXAMPLE_DAY = "2026-01-31";

/** The features that `has:` knows: all but the last, and the last. */
const FEATURE_LIST = {
  first: SEARCH_FEATURES.slice(0, -1).join(", "),
  last: SEARCH_FEATURES.at(-1)!,
};

function parseFeature(text: string): SearchFeature {
  const feature = SEARCH_FEATURES.find((candidate) =>
    candidate === text.toLowerCase().replace(/s$/, "")
  );
  if (!feature) throw new ChatError("query_not_a_feature", { params: { ...FEATURE_LIST, text } });
  return feature;
}

/** When a day begins in UTC. */
function parseDay(operator: SearchOperator, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // A thirtieth of February is read as a day of March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) {
    throw new ChatError("query_not_a_day", { params: { operator, example: EXAMPLE_DAY, text } });
  }
  return at;
}

/** The error of an operator with nothing after it. */
function missingValueError(operator: SearchOperator): ChatError {
  switch (operator) {
    case "from":
      return new ChatError("query_needs_name");
    case "in":
      return new ChatError("query_needs_room");
    case "has":
      return new ChatError("query_needs_feature", { params: FEATURE_LIST });
    default:
      return new ChatError("query_needs_day", { params: { operator, example: EXAMPLE_DAY } });
  }
}
