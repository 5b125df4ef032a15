import { type Feature, featuresOf, type Searched, type SearchQuery, textOf } from "../../search.ts";
import { type Phrase, termsOf } from "../../tokenizer.ts";

/**
 * Rooms of a query that are looked up in the index. Each costs about as much as a word (measured: 64 of
 * them 6 ms at a million messages), so that of more rooms the messages themselves tell their room.
 */
const MOST_ROOMS = 64;

/** What is indexed of a message: its words, and its room, author and features as words of their own. */
export function indexedOf(
  { room, author, ...message }: { room: string; author: string } & Searched,
): string {
  const features = featuresOf(message).map(featureTerm);
  return [...termsOf(textOf(message)), ...features, roomTerm(room), authorTerm(author)].join(" ");
}

/**
 * A query of FTS5 that finds at least what is asked for. Everything that a person wrote is in quotes, and
 * of letters and digits alone.
 */
export function matchOf({ all, none, has, rooms, authors }: SearchQuery): string {
  const wanted = [...all.map(phrase), ...has.map((one) => quoted([featureTerm(one)]))];
  if (authors) wanted.push(any(authors.map((one) => quoted([authorTerm(one)]))));
  if (rooms.length <= MOST_ROOMS || wanted.length === 0) {
    wanted.push(any(rooms.map((one) => quoted([roomTerm(one)]))));
  }
  const unwanted = none.length === 0 ? "" : ` NOT ${any(none.map(phrase))}`;
  return `(${wanted.join(" AND ")})${unwanted}`;
}

function phrase({ terms, prefix }: Phrase): string {
  return prefix ? `${quoted(terms)} *` : quoted(terms);
}

function any(terms: string[]): string {
  return `(${terms.join(" OR ")})`;
}

function quoted(terms: readonly string[]): string {
  return `"${terms.join(" ").replaceAll('"', '""')}"`;
}

// § is in no word of a text, and to FTS5 a letter like any other. Ids that get the same term are told
// apart by the messages.
function roomTerm(id: string): string {
  return `§r${plain(id)}`;
}

function authorTerm(id: string): string {
  return `§a${plain(id)}`;
}

function featureTerm(feature: Feature): string {
  return `§h${feature}`;
}

function plain(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, "");
}
