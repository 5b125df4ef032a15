import { type Phrase, placesOf, wordsOf } from "./words.ts";

/** What a message can be searched by besides its words. */
export const FEATURES = ["link", "code"] as const;
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

/** Whether a text says what is wanted. */
export function says(content: string, { all, none, has }: Wanted): boolean {
  const words = wordsOf(content);
  const isSaid = (phrase: Phrase) => placesOf(words, phrase).length > 0;
  const features = featuresOf(content);
  return all.every(isSaid) && !none.some(isSaid) && has.every((one) => features.includes(one));
}

/** What a text can be searched by besides its words. */
export function featuresOf(content: string): Feature[] {
  return FEATURES.filter((one) => PATTERNS[one].test(content));
}

const PATTERNS: Record<Feature, RegExp> = {
  link: /https?:\/\/[^\s/]/i,
  code: /`[^`]+`/,
};
