import { FairTurns } from "../../util/fair_queue.ts";
import { RateLimiter } from "../../util/rate_limiter.ts";
import type { Message } from "../../protocol/model.ts";
import { called } from "../../protocol/notices.ts";
import { Refused } from "../../protocol/chat_error.ts";
import type { Hit, Search, SearchPage, SearchQuery } from "../../store/search.ts";
import type { Piece } from "../../store/snippet.ts";
import type { Account, Named } from "../../store/store.ts";
import { fold } from "../../store/tokenizer.ts";
import type { Deps } from "../state/broadcast.ts";
import { lineOf } from "../fanout/serialize.ts";
import { parseQuery } from "./search_query.ts";
import { canSee, type Room } from "../state/room_registry.ts";

/** Searches a second of one account. */
const RATE = 5;

/** Searches that wait, of one account and of how many. */
const WAITING = { each: RATE, accounts: 200 };

/** Hits of a page when nobody asks for a number. */
const PAGE = 20;

/** People of one name who are looked for, and accounts among which they are. */
const NAMESAKES = 50;
const ACCOUNTS = 1_000;

/** What is looked for, and the page of it. */
export interface Sought {
  q: string;
  /** The `next` of the page before. */
  before?: number | undefined;
  limit?: number | undefined;
  /** Minutes that the searcher's clock is ahead of UTC. */
  offset?: number | undefined;
}

export interface Found {
  /** Newest first; may be fewer than asked for although there is a `next`. */
  hits: { message: Message; room: { id: string; name: string }; snippet: Piece[] }[];
  /** Where the next page begins; absent when all was looked through. */
  next?: number;
  /** Older messages are not all found yet. */
  catchingUp?: true;
}

/** Finds messages in all rooms that one may read: one's own and the public ones. Refuses with Refused. */
export class Finding {
  readonly #rate: RateLimiter;
  /** One search of an account runs at a time; those of somebody who types wait, so that the last is answered. */
  readonly #turns = new FairTurns(
    WAITING,
    "busy_searches",
  );

  constructor(
    private readonly deps: Pick<Deps, "store" | "registry"> & {
      search: Search;
      /** Milliseconds of a clock that nobody sets. */
      steady: () => number;
    },
  ) {
    this.#rate = new RateLimiter(RATE, RATE, deps.steady);
  }

  /** The newest messages that say what is looked for. */
  async find(account: Account, { q, before, limit = PAGE, offset }: Sought): Promise<Found> {
    const retryAfter = this.#rate.take(account.id);
    if (retryAfter > 0) {
      throw new Refused("too_many_searches", { retryAfter });
    }
    const query = parseQuery(q, offset);
    const { all, none, has } = query;
    const rooms = this.#rooms(account, query.in);
    const authors = await this.#authors(account, query.from, rooms);
    const asked = {
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
    const page = await this.#search(account, asked);
    const shown = await Promise.all(page.hits.map((hit) => this.#show(account, asked, hit)));
    return {
      hits: shown.filter((hit) => hit !== undefined),
      ...(page.next === undefined ? {} : { next: page.next }),
      ...(page.catchingUp ? { catchingUp: true } : {}),
    };
  }

  #search(account: Account, query: SearchQuery): Promise<SearchPage> {
    const asker = { id: account.id, isGuest: account.username === undefined };
    return this.#turns.take(asker, () => this.deps.search.search(query));
  }

  /** A hit with its message as it is now; nothing when that, or the room, has changed meanwhile. */
  async #show(
    account: Account,
    query: SearchQuery,
    hit: Hit,
    isSecond = false,
  ): Promise<Found["hits"][number] | undefined> {
    const entry = await this.deps.store.findEntry(hit.room, hit.seq);
    const room = this.deps.registry.get(hit.room);
    if (!room || !canSee(room, account.id)) return undefined;
    if (!entry || entry.deleted) return undefined;
    if (entry.editedAt !== hit.editedAt) {
      // It was edited between the two looks, and may still say what is looked for.
      if (isSecond) return undefined;
      const { hits } = await this.#search(account, { ...query, cursor: hit.n + 1, limit: 1 });
      return hits[0]?.n === hit.n ? await this.#show(account, query, hits[0], true) : undefined;
    }
    return {
      message: lineOf(entry),
      room: {
        id: room.id,
        name: room.name || this.#othersIn(room, account).map(called).join(", "),
      },
      snippet: hit.snippet,
    };
  }

  /** The rooms to look into: all that one may read, or those of some names. */
  #rooms(account: Account, names: string[]): Room[] {
    const visible = [...this.deps.registry.visibleTo(account.id)];
    if (names.length === 0) return visible;
    return names.flatMap((name) => {
      const rooms = visible.filter((room) => this.#isNamed(room, account, fold(bare(name, "#@"))));
      if (rooms.length === 0) {
        throw new Refused("query_no_room", { params: { name } });
      }
      return rooms;
    });
  }

  #isNamed(room: Room, account: Account, name: string): boolean {
    if (room.kind !== "direct") return room.id === name || fold(room.name) === name;
    return this.#othersIn(room, account).some((other) => fold(other.name) === name);
  }

  #othersIn(room: Room, account: Account): Named[] {
    return [...room.members.keys()].filter((id) => id !== account.id)
      .map((id) => this.deps.registry.named(id));
  }

  /** The accounts of some names; everybody when there is no name. */
  async #authors(account: Account, names: string[], rooms: Room[]): Promise<string[] | undefined> {
    if (names.length === 0) return undefined;
    const found = names.map((name) => this.#people(account, name, rooms));
    return [...new Set((await Promise.all(found)).flat())];
  }

  /** Those whose user name or name it is, else those with a word of their name that begins so. */
  async #people(account: Account, name: string, rooms: Room[]): Promise<string[]> {
    const query = bare(name, "@");
    if (fold(query) === "me") return [account.id];
    const accounts = { query, guests: true, limit: ACCOUNTS };
    const alike = query === "" ? [] : await this.deps.store.listAccounts(accounts);
    const same = alike.filter((one) =>
      fold(one.name) === fold(query) || one.username === query.toLowerCase()
    );
    const people = (same.length > 0 ? same : alike).slice(0, NAMESAKES);
    const known = await this.#known(account, people, rooms);
    if (known.length > 0) return known;
    throw new Refused("query_no_person", { params: { name } });
  }

  /** Those whom one may know of. Guests are known to who shares a room with them, or reads what they wrote. */
  async #known(account: Account, people: Account[], rooms: Room[]): Promise<string[]> {
    const isKnown = ({ id, username }: Account) =>
      username !== undefined || rooms.some(({ members }) => members.has(id));
    const known = people.filter(isKnown).map(({ id }) => id);
    const guests = people.filter((one) => !isKnown(one)).map(({ id }) => id);
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
function bare(name: string, signs: string): string {
  return signs.includes(name.charAt(0)) ? name.slice(1) : name;
}
