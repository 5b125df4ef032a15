import { StoreError } from "../store.ts";
import { Admission } from "./admission_control.ts";
import type { Args, Call, Deeds, Outcome, Result } from "./operations/batch.ts";
import type { LaneWorker } from "./polled_worker.ts";

interface Waiting {
  call: Call;
  /** When it was called, by the steady clock. */
  at: number;
  resolve(value: unknown): void;
  reject(error: StoreError): void;
}

export interface LaneOptions<T extends Deeds> {
  /** Called after each batch that was answered. */
  done?: () => void;
  /** Deeds that are refused while too much waits; all others always wait for their turn. */
  sheddable?: ReadonlySet<keyof T>;
  /** Why nothing may be done: asked before a call is taken, and before its answer is passed on. */
  refusal?: () => StoreError | undefined;
  /** Called with the outcomes of each batch. */
  observe?: (outcomes: readonly Outcome[]) => void;
  /** Milliseconds of a clock that nobody sets. */
  now?: () => number;
}

/** One for all, because a refusal must stay cheap under the load that it is for. */
const OVERLOADED = new StoreError("busy", "Too much waits for the storage. Try again in a moment.");

/**
 * The way to a worker thread and back. One batch is under way at a time, and what is called
 * meanwhile waits for the next: a lone call leaves at once, a thousand waiting ones leave together.
 */
export class Lane<T extends Deeds> {
  /** Calls and batches that were answered. */
  readonly counts = { calls: 0, batches: 0 };
  #waiting: Waiting[] = [];
  /** When the oldest call of the batch that is under way came. */
  #underWayAt: number | undefined;
  readonly #admission: Admission;
  readonly #sheddable: ReadonlySet<PropertyKey>;
  readonly #options: LaneOptions<T>;
  #answer: PromiseWithResolvers<Outcome[]> | undefined;
  #work: Promise<void> | undefined;
  #closing = false;
  #stopped: StoreError | undefined;

  /** @param most calls in one batch. */
  constructor(
    private readonly worker: LaneWorker,
    private readonly most: number,
    options: LaneOptions<T> = {},
  ) {
    const { sheddable = new Set(), now = () => performance.now() } = options;
    this.#options = options;
    this.#sheddable = sheddable;
    this.#admission = new Admission(most, now);
    worker.onmessage = ({ data }: MessageEvent<Outcome[]>) => this.#answer?.resolve(data);
    worker.onmessageerror = () => this.stop(failed("an answer could not be read"));
    worker.onerror = (event) => {
      // Unhandled, it would end the whole process instead of what waits here.
      event.preventDefault();
      this.stop(failed(event.message));
    };
  }

  /** Sends the worker one request of its own, before the calls or after them. */
  async request(request: unknown): Promise<unknown> {
    const [outcome] = await this.#ask(request);
    if (!outcome) throw failed("the worker gave no answer");
    if ("error" in outcome) throw new StoreError(outcome.code, outcome.error);
    return outcome.value;
  }

  /**
   * Does one deed, after all that were called before it.
   * @throws StoreError when it failed, the lane is closed, or too much waits (`busy`): then nothing
   * was kept of it.
   */
  call<K extends keyof T & string>(name: K, ...args: Args<T[K]>): Promise<Result<T[K]>> {
    const refusal = this.#closing ? closed() : this.#stopped ?? this.#options.refusal?.();
    if (refusal) return Promise.reject(refusal);
    if (this.#sheddable.has(name) && this.isFull()) return Promise.reject(OVERLOADED);
    return new Promise((resolve, reject) => {
      const call: Call = [name, args];
      const at = this.#admission.now();
      this.#waiting.push({ call, at, resolve: (value) => resolve(value as Result<T[K]>), reject });
      this.#work ??= this.#drain();
    });
  }

  /**
   * Takes no more calls, finishes those it took, asks the worker to close and ends it.
   * @param first what to wait for before the worker closes.
   * @param request how it closes.
   */
  async close(first?: Promise<void>, request: "close" | "abandon" = "close"): Promise<void> {
    this.#closing = true;
    await Promise.allSettled([this.#work, first]);
    if (this.#stopped) return;
    try {
      await this.request(request);
    } finally {
      this.stop(closed());
    }
  }

  /** Ends the worker at once: everything under way or called later is rejected with `error`. */
  stop(error: StoreError): void {
    this.#stopped ??= error;
    this.worker.terminate();
    this.#answer?.reject(error);
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  /** Whether what can be done again is refused now. */
  isFull(): boolean {
    const oldestAt = this.#underWayAt ?? this.#waiting[0]?.at;
    return this.#admission.isFull({ waiting: this.#waiting.length, oldestAt });
  }

  async #drain(): Promise<void> {
    // What is called in the same turn of the event loop belongs to the same batch.
    await undefined;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.most);
      this.#underWayAt = batch[0]!.at;
      const startedAt = this.#admission.now();
      try {
        const outcomes = await this.#run(batch.map(({ call }) => call));
        batch.forEach((waiting, i) => settle(waiting, outcomes[i]));
        this.counts.calls += batch.length;
        this.counts.batches += 1;
        this.#options.done?.();
      } catch (error) {
        const reason = error instanceof StoreError ? error : failed(String(error));
        for (const { reject } of batch) reject(reason);
      }
      this.#underWayAt = undefined;
      this.#admission.measure(this.#admission.now() - startedAt);
      await undefined;
    }
    this.#work = undefined;
  }

  async #run(batch: Call[]): Promise<Outcome[]> {
    const { refusal, observe } = this.#options;
    const before = refusal?.();
    if (before) throw before;
    const outcomes = await this.#ask(batch);
    observe?.(outcomes);
    const after = refusal?.();
    if (after) throw after;
    return outcomes;
  }

  async #ask(request: unknown): Promise<Outcome[]> {
    if (this.#stopped) throw this.#stopped;
    this.#answer = Promise.withResolvers();
    try {
      this.worker.postMessage(request);
      return await this.#answer.promise;
    } finally {
      this.#answer = undefined;
    }
  }
}

function settle({ call: [name], resolve, reject }: Waiting, outcome?: Outcome): void {
  if (!outcome) reject(failed(`${name} got no answer`));
  else if ("value" in outcome) resolve(outcome.value);
  else reject(new StoreError(outcome.code, `${name} failed: ${outcome.error}.`));
}

function failed(why: string): StoreError {
  return new StoreError("failed", `The storage failed: ${why}. Restart Parley.`);
}

function closed(): StoreError {
  return new StoreError("closed", "The storage is closed.");
}
