import { ChatError, type ReasonWithoutParams } from "../protocol/chat_error.ts";

/** An account that asks for a turn. */
export interface QueueRequester {
  id: string;
  isGuest: boolean;
}

/** Turns in a row of people with accounts after which one guest who waits has one. */
const MAX_ACCOUNT_TASKS_IN_A_ROW = 3;

type TaskQueues = Map<string, (() => void)[]>;

/**
 * Runs one thing at a time. Accounts take turns, so that an account which asks for much waits behind itself
 * alone; guests come behind people with accounts, who leave them one turn in four.
 */
export class FairQueue {
  #isRunning = false;
  #accountTasksInARow = 0;
  /** What waits of each account; the account whose turn it is next stands first. */
  readonly #accountQueues: TaskQueues = new Map();
  readonly #guestQueues: TaskQueues = new Map();

  /**
   * @param limits what may wait of one account, and how many accounts of each sort may.
   * @param busyReason the reason that an account is given that asks for more.
   */
  constructor(
    private readonly limits: { each: number; accounts: number },
    private readonly busyReason: ReasonWithoutParams,
  ) {}

  /** Runs something when it is the account's turn. @throws ChatError `unavailable` when too much waits. */
  async run<T>(requester: QueueRequester, task: () => Promise<T>): Promise<T> {
    if (this.#isRunning) await this.#enqueue(requester);
    this.#isRunning = true;
    try {
      return await task();
    } finally {
      // What is next takes this place over.
      const next = this.#dequeue();
      if (next) next();
      else this.#isRunning = false;
    }
  }

  async #enqueue({ id, isGuest }: QueueRequester): Promise<void> {
    const queues = isGuest ? this.#guestQueues : this.#accountQueues;
    const tasks = queues.get(id) ?? [];
    if (
      tasks.length >= this.limits.each || tasks.length === 0 && queues.size >= this.limits.accounts
    ) {
      throw new ChatError(this.busyReason, { retryAfter: 2 });
    }
    queues.set(id, tasks);
    await new Promise<void>((resolve) => tasks.push(resolve));
  }

  #dequeue(): (() => void) | undefined {
    const isGuest = this.#accountQueues.size === 0 ||
      this.#guestQueues.size > 0 && this.#accountTasksInARow >= MAX_ACCOUNT_TASKS_IN_A_ROW;
    this.#accountTasksInARow = isGuest ? 0 : this.#accountTasksInARow + 1;
    const queues = isGuest ? this.#guestQueues : this.#accountQueues;
    const [first] = queues;
    if (!first) return undefined;
    const [id, tasks] = first;
    const next = tasks.shift();
    // The account goes behind all others.
    queues.delete(id);
    if (tasks.length > 0) queues.set(id, tasks);
    return next;
  }
}
