import type { SentFile } from "../protocol/model.ts";
import type { Piece } from "./snippet.ts";
import { firstPlaceOf, type Phrase, type Word, wordsOf } from "./tokenizer.ts";

/** What a message can be searched by besides its words. */
export const FEATURES = ["link", "code", "file", "picture"] as const;
export type Feature = typeof FEATURES[number];

/** What a message must say to be found. */
export interface Wanted {
  /** All of these. */
  all: readonly Phrase[];
  /** None of these. */
  none: readonly Phrase[];
  has: readonly Feature[];
}

export interface SearchQuery extends Wanted {
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
export interface Hit {
  /** Rises with the time when messages were stored, over all rooms. */
  n: number;
  room: string;
  seq: number;
  /** When the message that was found was last edited. */
  editedAt?: number;
  /** The part of it around what was looked for. */
  snippet: Piece[];
}

export interface SearchPage {
  /** Newest first. A search that takes long stops early, so there may be fewer than asked for. */
  hits: Hit[];
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
export interface Searched {
  content: string;
  files?: readonly Pick<SentFile, "name" | "type">[];
}

/** Whether a message with these words says what is wanted. */
export function says(
  message: Searched,
  { all, none, has }: Wanted,
  words: readonly Word[] = wordsOf(textOf(message)),
): boolean {
  const isSaid = (phrase: Phrase) => firstPlaceOf(words, phrase) !== undefined;
  const features = featuresOf(message);
  return all.every(isSaid) && !none.some(isSaid) && has.every((one) => features.includes(one));
}

/** The words of a message and of the names of its files. */
export function textOf({ content, files = [] }: Searched): string {
  return [content, ...files.map(({ name }) => name)].join("\n");
}

/** What a message can be searched by besides its words. */
export function featuresOf(message: Searched): Feature[] {
  return FEATURES.filter((one) => TESTS[one](message));
}

const TESTS: Record<Feature, (message: Searched) => boolean> = {
  link: ({ content }) => /https?:\/\/[^\s/]/i.test(content),
  code: ({ content }) => /`[^`]+`/.test(content),
  file: ({ files = [] }) => files.length > 0,
  picture: ({ files = [] }) => files.some(({ type }) => type.startsWith("image/")),
};
