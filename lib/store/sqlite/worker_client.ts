import { StoreError } from "../store.ts";
import { AdmissionControl } from "./admission_control.ts";
import type {
  OperationArgs,
  OperationCall,
  OperationOutcome,
  OperationResult,
  Operations,
} from "./operations/batch.ts";
import type { MessageWorker } from "./polled_worker.ts";

interface QueuedCall {
  call: OperationCall;
  /** When it was called, by the steady clock. */
  at: number;
  resolve(value: unknown): void;
  reject(error: StoreError): void;
}

export interface BatchingWorkerOptions<T extends Operations> {
  /** Called after each batch that was answered. */
  onBatchDone?: () => void;
  /** Deeds that are refused while too much waits; all others always wait for their turn. */
  sheddable?: ReadonlySet<keyof T>;
  /** Why nothing may be done: asked before a call is taken, and before its answer is passed on. */
  blockingError?: () => StoreError | undefined;
  /** Called with the outcomes of each batch. */
  onOutcomes?: (outcomes: readonly OperationOutcome[]) => void;
  /** Milliseconds of a clock that nobody sets. */
  now?: () => number;
}

/** One for all, because a refusal must stay cheap under the load that it is for. */
const OVERLOADED_ERROR = new StoreError(
  "busy",
  "Too much waits for the storage. Try again in a moment.",
);

/**
 * The way to a worker thread and back. One batch is under way at a time, and what is called
 * meanwhile waits for the next: a lone call leaves at once, a thousand waiting ones leave together.
 */
export class BatchingWorker<T extends Operations> {
  /** Calls and batches that were answered. */
  readonly counts = { calls: 0, batches: 0 };
  #queue: QueuedCall[] = [];
  /** When the oldest call of the batch that is under way came. */
  #inFlightSince: number | undefined;
  readonly #admission: AdmissionControl;
  readonly #sheddable: ReadonlySet<PropertyKey>;
  readonly #options: BatchingWorkerOptions<T>;
  #pendingAnswer: PromiseWithResolvers<OperationOutcome[]> | undefined;
  #draining: Promise<void> | undefined;
  #isClosing = false;
  #stopReason: StoreError | undefined;

  /** @param maxBatchSize calls in one batch. */
  constructor(
    private readonly worker: MessageWorker,
    private readonly maxBatchSize: number,
    options: BatchingWorkerOptions<T> = {},
  ) {
    const { sheddable = new Set(), now = () => performance.now() } = options;
    this.#options = options;
    this.#sheddable = sheddable;
    this.#admission = new AdmissionControl(maxBatchSize, now);
    worker.onmessage = ({ data }: MessageEvent<OperationOutcome[]>) =>
      this.#pendingAnswer?.resolve(data);
    worker.onmessageerror = () => this.stop(failedError("an answer could not be read"));
    worker.onerror = (event) => {
      // Unhandled, it would end the whole process instead of what waits here.
      event.preventDefault();
      this.stop(failedError(event.message));
    };
  }

  /** Sends the worker one request of its own, before the calls or after them. */
  async request(request: unknown): Promise<unknown> {
    const [outcome] = await this.#send(request);
    if (!outcome) throw failedError("the worker gave no answer");
    if ("error" in outcome) throw new StoreError(outcome.code, outcome.error);
    return outcome.value;
  }

  /**
   * Does one deed, after all that were called before it.
   * @throws StoreError when it failed, the lane is closed, or too much waits (`busy`): then nothing
   * was kept of it.
   */
  call<K extends keyof T & string>(
    name: K,
    ...args: OperationArgs<T[K]>
  ): Promise<OperationResult<T[K]>> {
    const error = this.#isClosing
      ? closedError()
      : this.#stopReason ?? this.#options.blockingError?.();
    if (error) return Promise.reject(error);
    if (this.#sheddable.has(name) && this.isFull()) return Promise.reject(OVERLOADED_ERROR);
    return new Promise((resolve, reject) => {
      const call: OperationCall = [name, args];
      const at = this.#admission.now();
      this.#queue.push({
        call,
        at,
        resolve: (value) => resolve(value as OperationResult<T[K]>),
        reject,
      });
      this.#draining ??= this.#drain();
    });
  }

  /**
   * Takes no more calls, finishes those it took, asks the worker to close and ends it.
   * @param precondition what to wait for before the worker closes.
   * @param request how it closes.
   */
  async close(precondition?: Promise<void>, request: "close" | "abandon" = "close"): Promise<void> {
    this.#isClosing = true;
    await Promise.allSettled([this.#draining, precondition]);
    if (this.#stopReason) return;
    try {
      await this.request(request);
    } finally {
      this.stop(closedError());
    }
  }

  /** Ends the worker at once: everything under way or called later is rejected with `error`. */
  stop(error: StoreError): void {
    this.#stopReason ??= error;
    this.worker.terminate();
    this.#pendingAnswer?.reject(error);
    for (const { reject } of this.#queue.splice(0)) reject(error);
  }

  /** Whether what can be done again is refused now. */
  isFull(): boolean {
    const oldestAt = this.#inFlightSince ?? this.#queue[0]?.at;
    return this.#admission.isFull({ waiting: this.#queue.length, oldestAt });
  }

  async #drain(): Promise<void> {
    // What is called in the same turn of the event loop belongs to the same batch.
    await undefined;
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, this.maxBatchSize);
      this.#inFlightSince = batch[0]!.at;
      const startedAt = this.#admission.now();
      try {
        const outcomes = await this.#runBatch(batch.map(({ call }) => call));
        batch.forEach((waiting, i) => settleCall(waiting, outcomes[i]));
        this.counts.calls += batch.length;
        this.counts.batches += 1;
        this.#options.onBatchDone?.();
      } catch (error) {
        const reason = error instanceof StoreError ? error : failedError(String(error));
        for (const { reject } of batch) reject(reason);
      }
      this.#inFlightSince = undefined;
      this.#admission.recordBatch(this.#admission.now() - startedAt);
      await undefined;
    }
    this.#draining = undefined;
  }

  async #runBatch(batch: OperationCall[]): Promise<OperationOutcome[]> {
    const { blockingError, onOutcomes } = this.#options;
    const before = blockingError?.();
    if (before) throw before;
    const outcomes = await this.#send(batch);
    onOutcomes?.(outcomes);
    const after = blockingError?.();
    if (after) throw after;
    return outcomes;
  }

  async #send(request: unknown): Promise<OperationOutcome[]> {
    if (this.#stopReason) throw this.#stopReason;
    this.#pendingAnswer = Promise.withResolvers();
    try {
      this.worker.postMessage(request);
      return await this.#pendingAnswer.promise;
    } finally {
      this.#pendingAnswer = undefined;
    }
  }
}

function settleCall(
  { call: [name], resolve, reject }: QueuedCall,
  outcome?: OperationOutcome,
): void {
  if (!outcome) reject(failedError(`${name} got no answer`));
  else if ("value" in outcome) resolve(outcome.value);
  else reject(new StoreError(outcome.code, `${name} failed: ${outcome.error}.`));
}

function failedError(why: string): StoreError {
  return new StoreError("failed", `The storage failed: ${why}. Restart Parley.`);
}

function closedError(): StoreError {
  return new StoreError("closed", "The storage is closed.");
}
