import { isGuest } from "../../protocol/guests.ts";
import { ROOM_LIMITS } from "../../protocol/limits.ts";
import { FairQueue } from "../../util/fair_queue.ts";
import { RateLimiter } from "../../util/rate_limiter.ts";
import type { Message } from "../../protocol/model.ts";
import { nameWithGuestMark } from "../../protocol/notices.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import type { Search, SearchHit, SearchPage, SearchQuery } from "../../store/search.ts";
import type { SnippetPart } from "../../store/snippet.ts";
import type { Account, PersonRef } from "../../store/store.ts";
import { normalizeForSearch } from "../../store/tokenizer.ts";
import type { ChatContext } from "../state/broadcast.ts";
import { toMessage } from "../fanout/serialize.ts";
import { parseSearchQuery } from "./search_query.ts";
import { canSee, type LiveRoom } from "../state/room_registry.ts";

/** Searches a second of one account. */
const SEARCHES_PER_SECOND = 5;

/** Searches that wait, of one account and of how many. */
const MAX_WAITING_SEARCHES = { each: SEARCHES_PER_SECOND, accounts: 200 };

/** People of one name who are looked for, and accounts among which they are. */
const MAX_NAMESAKES = 50;
const MAX_ACCOUNTS_BY_NAME = 1_000;

/** What is looked for, and the page of it. */
export interface MessageSearchRequest {
  q: string;
  /** The `next` of the page before. */
  before?: number | undefined;
  limit?: number | undefined;
  /** Minutes that the searcher's clock is ahead of UTC. */
  offset?: number | undefined;
}

export interface MessageSearchResults {
  /** Newest first; may be fewer than asked for although there is a `next`. */
  hits: { message: Message; room: { id: string; name: string }; snippet: SnippetPart[] }[];
  /** Where the next page begins; absent when all was looked through. */
  next?: number;
  /** Older messages are not all found yet. */
  catchingUp?: true;
}

/** Finds messages in all rooms that the account may read: its own and the public ones. Throws ChatError. */
export class MessageSearch {
  readonly #rate: RateLimiter;
  /** One search of an account runs at a time; those of somebody who types wait, so that the last is answered. */
  readonly #queue = new FairQueue(
    MAX_WAITING_SEARCHES,
    "busy_searches",
  );

  constructor(
    private readonly deps: Pick<ChatContext, "store" | "registry"> & {
      search: Search;
      /** Milliseconds of a clock that nobody sets. */
      steady: () => number;
    },
  ) {
    this.#rate = new RateLimiter(SEARCHES_PER_SECOND, SEARCHES_PER_SECOND, deps.steady);
  }

  /** The newest messages that say what is looked for. */
  async search(
    account: Account,
    { q, before, limit = ROOM_LIMITS.defaultSearchHits, offset }: MessageSearchRequest,
  ): Promise<MessageSearchResults> {
    const retryAfter = this.#rate.consume(account.id);
    if (retryAfter > 0) {
      throw new ChatError("too_many_searches", { retryAfter });
    }
    const query = parseSearchQuery(q, offset);
    const { all, none, has } = query;
    const rooms = this.#roomsNamed(account, query.in);
    const authors = await this.#authorsNamed(account, query.from, rooms);
    const criteria = {
      all,
      none,
      has,
      rooms: rooms.map(({ id }) => id),
      ...(authors ? { authors } : {}),
      ...(query.after === undefined ? {} : { after: query.after }),
      ...(query.before === undefined ? {} : { before: query.before }),
      limit,
      ...(before === undefined ? {} : { cursor: before }),
    };
    const page = await this.#search(account, criteria);
    const shown = await Promise.all(page.hits.map((hit) => this.#toHit(account, criteria, hit)));
    return {
      hits: shown.filter((hit) => hit !== undefined),
      ...(page.next === undefined ? {} : { next: page.next }),
      ...(page.catchingUp ? { catchingUp: true } : {}),
    };
  }

  #search(account: Account, query: SearchQuery): Promise<SearchPage> {
    const searcher = { id: account.id, isGuest: isGuest(account) };
    return this.#queue.run(searcher, () => this.deps.search.search(query));
  }

  /** A hit with its message as it is now; nothing when that, or the room, has changed meanwhile. */
  async #toHit(
    account: Account,
    query: SearchQuery,
    hit: SearchHit,
    isRetry = false,
  ): Promise<MessageSearchResults["hits"][number] | undefined> {
    const entry = await this.deps.store.findEntry(hit.room, hit.seq);
    const room = this.deps.registry.get(hit.room);
    if (!room || !canSee(room, account.id)) return undefined;
    if (!entry || entry.deleted) return undefined;
    if (entry.editedAt !== hit.editedAt) {
      // It was edited between the two looks, and may still say what is looked for.
      if (isRetry) return undefined;
      const { hits } = await this.#search(account, { ...query, cursor: hit.n + 1, limit: 1 });
      return hits[0]?.n === hit.n ? await this.#toHit(account, query, hits[0], true) : undefined;
    }
    return {
      message: toMessage(entry),
      room: {
        id: room.id,
        name: room.name || this.#othersIn(room, account).map(nameWithGuestMark).join(", "),
      },
      snippet: hit.snippet,
    };
  }

  /** The rooms to look into: all that one may read, or those of some names. */
  #roomsNamed(account: Account, names: string[]): LiveRoom[] {
    const visible = [...this.deps.registry.visibleTo(account.id)];
    if (names.length === 0) return visible;
    return names.flatMap((name) => {
      const rooms = visible.filter((room) =>
        this.#isNamed(room, account, normalizeForSearch(withoutSign(name, "#@")))
      );
      if (rooms.length === 0) {
        throw new ChatError("query_no_room", { params: { name } });
      }
      return rooms;
    });
  }

  #isNamed(room: LiveRoom, account: Account, name: string): boolean {
    if (room.kind !== "direct") return room.id === name || normalizeForSearch(room.name) === name;
    return this.#othersIn(room, account).some((other) => normalizeForSearch(other.name) === name);
  }

  #othersIn(room: LiveRoom, account: Account): PersonRef[] {
    return [...room.members.keys()].filter((id) => id !== account.id)
      .map((id) => this.deps.registry.personRef(id));
  }

  /** The accounts of some names; everybody when there is no name. */
  async #authorsNamed(
    account: Account,
    names: string[],
    rooms: LiveRoom[],
  ): Promise<string[] | undefined> {
    if (names.length === 0) return undefined;
    const accounts = names.map((name) => this.#accountsNamed(account, name, rooms));
    return [...new Set((await Promise.all(accounts)).flat())];
  }

  /** Those whose user name or name it is, else those with a word of their name that begins so. */
  async #accountsNamed(account: Account, name: string, rooms: LiveRoom[]): Promise<string[]> {
    const query = withoutSign(name, "@");
    if (normalizeForSearch(query) === "me") return [account.id];
    const accounts = { query, guests: true, limit: MAX_ACCOUNTS_BY_NAME };
    const candidates = query === "" ? [] : await this.deps.store.listAccounts(accounts);
    const exact = candidates.filter((account) =>
      normalizeForSearch(account.name) === normalizeForSearch(query) ||
      account.username === query.toLowerCase()
    );
    const people = (exact.length > 0 ? exact : candidates).slice(0, MAX_NAMESAKES);
    const known = await this.#visibleAccounts(account, people, rooms);
    if (known.length > 0) return known;
    throw new ChatError("query_no_person", { params: { name } });
  }

  /** Those whom one may know of. Guests are known to who shares a room with them, or reads what they wrote. */
  async #visibleAccounts(
    account: Account,
    people: Account[],
    rooms: LiveRoom[],
  ): Promise<string[]> {
    const isKnown = ({ id, username }: Account) =>
      username !== undefined || rooms.some(({ members }) => members.has(id));
    const known = people.filter(isKnown).map(({ id }) => id);
    const guests = people.filter((person) => !isKnown(person)).map(({ id }) => id);
    const { hits } = await this.#search(account, {
      all: [],
      none: [],
      has: [],
      rooms: guests.length === 0 ? [] : rooms.map(({ id }) => id),
      authors: guests,
      limit: 1,
    });
    return hits.length === 0 ? known : [...known, ...guests];
  }
}

/** A name without the sign that people put before it. */
function withoutSign(name: string, signs: string): string {
  return signs.includes(name.charAt(0)) ? name.slice(1) : name;
}
