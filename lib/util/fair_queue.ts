import { type PlainReason, Refused } from "../protocol/chat_error.ts";

/** An account that asks for a turn. */
export interface Asker {
  id: string;
  isGuest: boolean;
}

/** Turns in a row of people with accounts after which one guest who waits has one. */
const PEOPLE_IN_A_ROW = 3;

type Line = Map<string, (() => void)[]>;

/**
 * Runs one thing at a time. Accounts take turns, so that an account which asks for much waits behind itself
 * alone; guests come behind people with accounts, who leave them one turn in four.
 */
export class FairTurns {
  #isRunning = false;
  #inARow = 0;
  /** What waits of each account; the account whose turn it is next stands first. */
  readonly #people: Line = new Map();
  readonly #guests: Line = new Map();

  /**
   * @param most what may wait of one account, and how many accounts of each sort may.
   * @param busy the reason that an account is given that asks for more.
   */
  constructor(
    private readonly most: { each: number; accounts: number },
    private readonly busy: PlainReason,
  ) {}

  /** Runs something when it is the account's turn. @throws Refused `unavailable` when too much waits. */
  async take<T>(asker: Asker, run: () => Promise<T>): Promise<T> {
    if (this.#isRunning) await this.#wait(asker);
    this.#isRunning = true;
    try {
      return await run();
    } finally {
      // What is next takes this place over.
      const next = this.#next();
      if (next) next();
      else this.#isRunning = false;
    }
  }

  async #wait({ id, isGuest }: Asker): Promise<void> {
    const line = isGuest ? this.#guests : this.#people;
    const own = line.get(id) ?? [];
    if (own.length >= this.most.each || own.length === 0 && line.size >= this.most.accounts) {
      throw new Refused(this.busy, { retryAfter: 2 });
    }
    line.set(id, own);
    await new Promise<void>((resolve) => own.push(resolve));
  }

  #next(): (() => void) | undefined {
    const isGuest = this.#people.size === 0 ||
      this.#guests.size > 0 && this.#inARow >= PEOPLE_IN_A_ROW;
    this.#inARow = isGuest ? 0 : this.#inARow + 1;
    const line = isGuest ? this.#guests : this.#people;
    const [first] = line;
    if (!first) return undefined;
    const [id, own] = first;
    const next = own.shift();
    // The account goes behind all others.
    line.delete(id);
    if (own.length > 0) line.set(id, own);
    return next;
  }
}
