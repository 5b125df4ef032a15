import {
  type SearchableMessage,
  searchableText,
  type SearchFeature,
  searchFeatures,
  type SearchQuery,
} from "../../search.ts";
import { type SearchPhrase, searchTerms } from "../../tokenizer.ts";

/**
 * Rooms of a query that are looked up in the index. Each costs about as much as a word (measured: 64 of
 * them 6 ms at a million messages), so that of more rooms the messages themselves tell their room.
 */
const MAX_INDEXED_ROOMS = 64;

/** What is indexed of a message: its words, and its room, author and features as words of their own. */
export function toDocument(
  { room, author, ...message }: { room: string; author: string } & SearchableMessage,
): string {
  const features = searchFeatures(message).map(featureTerm);
  return [...searchTerms(searchableText(message)), ...features, roomTerm(room), authorTerm(author)]
    .join(" ");
}

/**
 * A query of FTS5 that finds at least what is asked for. Everything that a person wrote is in quotes, and
 * of letters and digits alone.
 */
export function toMatchExpression({ all, none, has, rooms, authors }: SearchQuery): string {
  const required = [...all.map(quotePhrase), ...has.map((one) => quoteTerms([featureTerm(one)]))];
  if (authors) required.push(anyOf(authors.map((feature) => quoteTerms([authorTerm(feature)]))));
  if (rooms.length <= MAX_INDEXED_ROOMS || required.length === 0) {
    required.push(anyOf(rooms.map((one) => quoteTerms([roomTerm(one)]))));
  }
  const excluded = none.length === 0 ? "" : ` NOT ${anyOf(none.map(quotePhrase))}`;
  return `(${required.join(" AND ")})${excluded}`;
}

function quotePhrase({ terms, prefix }: SearchPhrase): string {
  return prefix ? `${quoteTerms(terms)} *` : quoteTerms(terms);
}

function anyOf(terms: string[]): string {
  return `(${terms.join(" OR ")})`;
}

function quoteTerms(terms: readonly string[]): string {
  return `"${terms.join(" ").replaceAll('"', '""')}"`;
}

// § is in no word of a text, and to FTS5 a letter like any other. Ids that get the same term are told
// apart by the messages.
function roomTerm(id: string): string {
  return `§r${alphanumeric(id)}`;
}

function authorTerm(id: string): string {
  return `§a${alphanumeric(id)}`;
}

function featureTerm(feature: SearchFeature): string {
  return `§h${feature}`;
}

function alphanumeric(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, "");
}
