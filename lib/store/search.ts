import type { SentFile } from "../protocol/model.ts";
import type { SnippetPart } from "./snippet.ts";
import { findFirstPhrase, type SearchPhrase, type SearchTerm, tokenize } from "./tokenizer.ts";

/** What a message can be searched by besides its words. */
export const SEARCH_FEATURES = ["link", "code", "file", "picture"] as const;
export type SearchFeature = typeof SEARCH_FEATURES[number];

/** What a message must say to be found. */
export interface MatchCriteria {
  /** All of these. */
  all: readonly SearchPhrase[];
  /** None of these. */
  none: readonly SearchPhrase[];
  has: readonly SearchFeature[];
}

export interface SearchQuery extends MatchCriteria {
  /** The only rooms that are looked into. */
  rooms: readonly string[];
  /** Accounts, one of which must have written it; everybody when absent. */
  authors?: readonly string[];
  /** It was said at `after` or later, and before `before`: milliseconds since 1970. */
  after?: number;
  before?: number;
  /** How many hits at most. */
  limit: number;
  /** The `next` of the page before. */
  cursor?: number;
}

/** A message that was found. */
export interface SearchHit {
  /** Rises with the time when messages were stored, over all rooms. */
  n: number;
  room: string;
  seq: number;
  /** When the message that was found was last edited. */
  editedAt?: number;
  /** The part of it around what was looked for. */
  snippet: SnippetPart[];
}

export interface SearchPage {
  /** Newest first. A search that takes long stops early, so there may be fewer than asked for. */
  hits: SearchHit[];
  /** Where the next page begins; absent when all was looked through. */
  next?: number;
  /** Whether messages are still being taken in that were there before the search was opened. */
  catchingUp: boolean;
}

/**
 * Finds messages by what they say. It follows the store by itself, and within a second.
 *
 * - Every hit is a message as it is when it is found: what was deleted or edited away is never one.
 * - Notices are never found.
 * - What it keeps can be lost: it is made again out of the store, while Parley runs.
 *
 * @throws StoreError from any method, when the storage itself fails or is closed.
 */
export interface Search {
  search(query: SearchQuery): Promise<SearchPage>;
  /** Resolves when everything that was committed before the call is found. */
  ready(): Promise<void>;
  /** Later calls reject. Close it before the store. */
  close(): Promise<void>;
}

/** What is searched of a message. */
export interface SearchableMessage {
  content: string;
  files?: readonly Pick<SentFile, "name" | "type">[];
}

/** Whether a message with these words says what is wanted. */
export function matches(
  message: SearchableMessage,
  { all, none, has }: MatchCriteria,
  words: readonly SearchTerm[] = tokenize(searchableText(message)),
): boolean {
  const contains = (phrase: SearchPhrase) => findFirstPhrase(words, phrase) !== undefined;
  const features = searchFeatures(message);
  return all.every(contains) && !none.some(contains) &&
    has.every((feature) => features.includes(feature));
}

/** The words of a message and of the names of its files. */
export function searchableText({ content, files = [] }: SearchableMessage): string {
  return [content, ...files.map(({ name }) => name)].join("\n");
}

/** What a message can be searched by besides its words. */
export function searchFeatures(message: SearchableMessage): SearchFeature[] {
  return SEARCH_FEATURES.filter((feature) => FEATURE_TESTS[feature](message));
}

const FEATURE_TESTS: Record<SearchFeature, (message: SearchableMessage) => boolean> = {
  link: ({ content }) => /https?:\/\/[^\s/]/i.test(content),
  code: ({ content }) => /`[^`]+`/.test(content),
  file: ({ files = [] }) => files.length > 0,
  picture: ({ files = [] }) => files.some(({ type }) => type.startsWith("image/")),
};
