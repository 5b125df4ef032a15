import { Refused } from "../../protocol/chat_error.ts";
import { type Feature, FEATURES, type Wanted } from "../../store/search.ts";
import { type Phrase, phraseOf } from "../../store/tokenizer.ts";

/** What somebody looks for; names are as they were written. */
export interface Query extends Wanted {
  all: Phrase[];
  none: Phrase[];
  has: Feature[];
  /** People, one of whom wrote it. */
  from: string[];
  /** Rooms, in one of which it was said. */
  in: string[];
  /** Milliseconds since 1970: at `after` or later, and before `before`. */
  after?: number;
  before?: number;
}

/** Characters of a query. */
const LONGEST = 250;

/** Words, phrases and operators of a query. */
const MOST = 20;

const DAY = 86_400_000;

/** A minus, an operator, and what is in quotes (the last ones may be missing) or without spaces. */
const PART = /([-−]?)(?:(from|in|before|after|on|has):)?(?:"([^"]*)(?:"|$)|([^\s"]*))/gi;

type Operator = "from" | "in" | "before" | "after" | "on" | "has";

interface Part {
  isUnwanted: boolean;
  operator?: Operator;
  text: string;
  isQuoted: boolean;
}

/**
 * Reads what a person typed: words, "phrases", -unwanted ones, `from:`, `in:`, `before:`, `after:`, `on:`
 * and `has:`. All must hold; of several `from:` or `in:` any. The last word may be the beginning of one.
 * @param offset minutes that the person's clock is ahead of UTC, for the beginning of a day.
 * @throws Refused `bad_request` that says what would be right.
 */
export function parseQuery(text: string, offset = 0): Query {
  if (text.length > LONGEST) throw new Refused("query_too_long", { params: { max: LONGEST } });
  const parts = partsOf(text);
  if (parts.length > MOST) throw new Refused("query_too_many_words", { params: { max: MOST } });
  const query: Query = { all: [], none: [], has: [], from: [], in: [] };
  const last = parts.findLast(mayGoOn);
  for (const part of parts) {
    if (part.operator) apply(query, part.operator, part, offset);
    else addWords(query, part, part === last);
  }
  const { all, from, has } = query;
  if (all.length + from.length + query.in.length + has.length === 0) {
    throw new Refused("query_empty");
  }
  return query;
}

function partsOf(text: string): Part[] {
  const plain = text.toWellFormed().replace(/\p{Cc}/gu, " ").replace(/[“”„‟＂]/g, '"');
  return Array.from(plain.matchAll(PART))
    .filter(([part]) => part !== "")
    .map(([, minus, operator, quoted, word]) => ({
      isUnwanted: minus !== "",
      ...(operator ? { operator: operator.toLowerCase() as Operator } : {}),
      text: (quoted ?? word ?? "").trim(),
      isQuoted: quoted !== undefined,
    }));
}

function mayGoOn({ operator, isUnwanted, isQuoted, text }: Part): boolean {
  return !operator && !isUnwanted && !isQuoted && phraseOf(text, true) !== undefined;
}

function addWords(query: Query, { text, isUnwanted }: Part, prefix: boolean): void {
  const phrase = phraseOf(text, prefix);
  // Punctuation and emoji are not searched for.
  if (phrase) (isUnwanted ? query.none : query.all).push(phrase);
}

function apply(query: Query, operator: Operator, { text, isUnwanted }: Part, offset: number): void {
  if (isUnwanted) {
    throw new Refused("query_minus", { params: { operator } });
  }
  if (text === "") throw missing(operator);
  switch (operator) {
    case "from":
    case "in":
      return void query[operator].push(text);
    case "has":
      return void query.has.push(featureOf(text));
    default:
      return limitTime(query, operator, dayOf(operator, text) - offset * 60_000);
  }
}

function limitTime(query: Query, operator: "before" | "after" | "on", day: number): void {
  const { after = -Infinity, before = Infinity } = query;
  if (operator === "before") query.before = Math.min(before, day);
  if (operator === "after") query.after = Math.max(after, day + DAY);
  if (operator === "on") {
    query.after = Math.max(after, day);
    query.before = Math.min(before, day + DAY);
  }
}

const EXAMPLE_DAY = "2026-01-31";

/** The features that `has:` knows: all but the last, and the last. */
const FEATURE_LIST = { first: FEATURES.slice(0, -1).join(", "), last: FEATURES.at(-1)! };

function featureOf(text: string): Feature {
  const feature = FEATURES.find((one) => one === text.toLowerCase().replace(/s$/, ""));
  if (!feature) throw new Refused("query_not_a_feature", { params: { ...FEATURE_LIST, text } });
  return feature;
}

/** When a day begins in UTC. */
function dayOf(operator: Operator, text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // A thirtieth of February is read as a day of March.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) {
    throw new Refused("query_not_a_day", { params: { operator, example: EXAMPLE_DAY, text } });
  }
  return at;
}

/** What is said of an operator with nothing after it. */
function missing(operator: Operator): Refused {
  switch (operator) {
    case "from":
      return new Refused("query_needs_name");
    case "in":
      return new Refused("query_needs_room");
    case "has":
      return new Refused("query_needs_feature", { params: FEATURE_LIST });
    default:
      return new Refused("query_needs_day", { params: { operator, example: EXAMPLE_DAY } });
  }
}
