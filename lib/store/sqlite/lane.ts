import { StoreError } from "../store.ts";
import type { Args, Call, Deeds, Outcome, Result } from "./batch.ts";

interface Waiting {
  call: Call;
  resolve(value: unknown): void;
  reject(error: StoreError): void;
}

/**
 * The way to a worker thread and back. One batch is under way at a time, and what is called
 * meanwhile waits for the next: a lone call leaves at once, a thousand waiting ones leave together.
 */
export class Lane<T extends Deeds> {
  /** Calls and batches that were answered. */
  readonly counts = { calls: 0, batches: 0 };
  #waiting: Waiting[] = [];
  #answer: PromiseWithResolvers<Outcome[]> | undefined;
  #work: Promise<void> | undefined;
  #closing = false;
  #stopped: StoreError | undefined;

  /**
   * @param most calls in one batch.
   * @param done called after each batch that was answered.
   */
  constructor(
    private readonly worker: Worker,
    private readonly most: number,
    private readonly done: () => void = () => {},
  ) {
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
   * @throws StoreError when it failed, or the lane is closed.
   */
  call<K extends keyof T & string>(name: K, ...args: Args<T[K]>): Promise<Result<T[K]>> {
    const refusal = this.#closing ? closed() : this.#stopped;
    if (refusal) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const call: Call = [name, args];
      this.#waiting.push({ call, resolve: (value) => resolve(value as Result<T[K]>), reject });
      this.#work ??= this.#drain();
    });
  }

  /**
   * Takes no more calls, finishes those it took, asks the worker to close and ends it.
   * @param first what to wait for before the worker closes.
   */
  async close(first?: Promise<void>): Promise<void> {
    this.#closing = true;
    await Promise.allSettled([this.#work, first]);
    if (this.#stopped) return;
    try {
      await this.request("close");
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

  async #drain(): Promise<void> {
    // What is called in the same turn of the event loop belongs to the same batch.
    await undefined;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.most);
      try {
        const outcomes = await this.#ask(batch.map(({ call }) => call));
        batch.forEach((waiting, i) => settle(waiting, outcomes[i]));
        this.counts.calls += batch.length;
        this.counts.batches += 1;
        this.done();
      } catch (error) {
        const reason = error instanceof StoreError ? error : failed(String(error));
        for (const { reject } of batch) reject(reason);
      }
      await undefined;
    }
    this.#work = undefined;
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
