import { type CommandResponse, PendingResponses } from "./pending_responses.ts";
import { dropSuperseded, joinLines, type LogLine } from "./coalesce.ts";
import type { SteadyTimer } from "../../util/system_timer.ts";
import type { JoinSnapshot, Subscriber } from "./hub.ts";

/**
 * Milliseconds between two flushes of one room. The gap is what the last flush cost, so that a
 * room never spends more than half of the process on sending, within these bounds: below 5 ms
 * coalescing stops paying (measured), above 50 ms people begin to see it.
 */
const FLUSH_INTERVAL_MS = { min: 5, max: 50 };

/**
 * Milliseconds that what can wait does wait, unless something urgent leaves before: one for each
 * listener, so that a crowd that comes in costs each of them a constant number of lines.
 */
const DEFERRAL_MS = { min: 100, max: 10_000 };

/** Characters of one frame; what is beyond leaves with the next flush, when readers have drained. */
const MAX_FRAME_CHARS = 64 * 1024;

/** A listener whose snapshot is being read (`from` unknown) or is ahead of what was flushed. */
interface PendingSubscriber {
  snapshotRev?: number;
  buffered: LogLine[];
}

/** The live lines of one room: kept in order, coalesced into shared frames, joined without a hole. */
export class RoomBroadcaster {
  #liveSubscribers = new Set<Subscriber>();
  #pendingSubscribers = new Map<Subscriber, PendingSubscriber>();
  #queue: LogLine[] = [];
  /** Lines that are not of the log, made when they leave, by what they tell of. */
  #transientEvents = new Map<string, () => string | undefined>();
  #responses = new PendingResponses();
  #earliestFlushAt = 0;
  #scheduledFlush: { at: number; cancel: () => void } | undefined;

  /** `rev` is the last change that needs no sending, because every snapshot will hold it. */
  constructor(private rev: number, private readonly timer: SteadyTimer) {}

  get size(): number {
    return this.#liveSubscribers.size + this.#pendingSubscribers.size;
  }

  /** Whether the snapshot was sent: not when the listener was dropped, or joined anew, meanwhile. */
  async addSubscriber(
    subscriber: Subscriber,
    readSnapshot: () => Promise<JoinSnapshot>,
  ): Promise<boolean> {
    const pending: PendingSubscriber = { buffered: [] };
    this.#liveSubscribers.delete(subscriber);
    this.#pendingSubscribers.set(subscriber, pending);
    const isCurrent = () => this.#pendingSubscribers.get(subscriber) === pending;
    const snapshot = await readSnapshot().catch((error) => {
      if (isCurrent()) throw error;
    });
    if (!snapshot || !isCurrent()) return false;
    pending.snapshotRev = snapshot.rev;
    subscriber.send(snapshot.frame);
    const buffered = pending.buffered.splice(0);
    this.#deliverToPending(subscriber, pending, buffered, []);
    this.#responses.release((other) => this.#completeRevOf(other), buffered);
    if (this.#hasResponsesWaitingForLines()) this.#scheduleFlush(0);
    return true;
  }

  /** Lets a listener go, after what was published while it listened, and its answers. */
  removeSubscriber(subscriber: Subscriber): void {
    const completeRev = this.#liveSubscribers.has(subscriber)
      ? this.rev
      : this.#pendingSubscribers.get(subscriber)?.snapshotRev;
    this.#liveSubscribers.delete(subscriber);
    this.#pendingSubscribers.delete(subscriber);
    if (completeRev !== undefined) {
      const frame = joinLines(
        dropSuperseded(this.#queue.filter(({ rev }) => rev > completeRev), completeRev),
        [],
      );
      if (frame !== "") subscriber.send(frame);
    }
    this.#responses.release((other) => other === subscriber ? Infinity : -1, this.#queue);
  }

  /** Queues a line of the log; one that can wait leaves with the next that cannot. */
  publish(line: LogLine, isDeferrable: boolean): void {
    let index = this.#queue.length;
    while (index > 0 && this.#queue[index - 1]!.rev > line.rev) index--;
    this.#queue.splice(index, 0, line);
    this.#scheduleFlush(isDeferrable ? this.#deferralDelay() : 0);
  }

  /** Sends a listener an answer, as soon as it has every line up to the answer's `rev`. */
  respond(subscriber: Subscriber, response: CommandResponse): void {
    if (response.rev <= this.#completeRevOf(subscriber)) return subscriber.send(response.line);
    this.#responses.add(subscriber, response);
    this.#scheduleFlush(0);
  }

  publishTransient(topic: string, encode: () => string | undefined): void {
    this.#transientEvents.set(topic, encode);
    this.#scheduleFlush(this.#deferralDelay());
  }

  stop(): void {
    this.#scheduledFlush?.cancel();
    this.#scheduledFlush = undefined;
  }

  /** Sends all that waits, a frame after the other, holes or not. */
  flush(): void {
    this.stop();
    while (this.#queue.length > 0) this.#sendBatch(this.#takeBatch(this.#queue.length));
    if (this.#transientEvents.size > 0) this.#sendBatch([]);
    // What an answer still waits for is a change that nobody publishes: another process made it.
    this.#responses.release(
      (subscriber) => this.#isReadingSnapshot(subscriber) ? -1 : Infinity,
      [],
    );
  }

  #deferralDelay(): number {
    return Math.min(DEFERRAL_MS.max, Math.max(DEFERRAL_MS.min, this.size));
  }

  #scheduleFlush(delayMs: number): void {
    const now = this.timer.now();
    const at = Math.max(now + delayMs, this.#earliestFlushAt);
    if (this.#scheduledFlush && this.#scheduledFlush.at <= at) return;
    this.stop();
    if (at > now) {
      const cancel = this.timer.after(at - now, () => this.#flushContiguous());
      this.#scheduledFlush = { at, cancel };
      return;
    }
    // A microtask, so that all that one transaction committed leaves in one frame.
    let isCancelled = false;
    this.#scheduledFlush = { at, cancel: () => isCancelled = true };
    queueMicrotask(() => isCancelled || this.#flushContiguous());
  }

  #flushContiguous(): void {
    this.#scheduledFlush = undefined;
    const ready = this.#contiguousCount();
    if (ready > 0 || this.#queue.length === 0) this.#sendBatch(this.#takeBatch(ready));
    if (this.#queue.length === 0 && !this.#hasResponsesWaitingForLines()) return;
    // A change that has not been published yet is about to be, in this turn of the event loop.
    if (ready > 0) return this.#scheduleFlush(0);
    const cancel = this.timer.after(0, () => this.flush());
    this.#scheduledFlush = { at: this.timer.now(), cancel };
  }

  /** How many of the queued lines follow what was sent without a hole. */
  #contiguousCount(): number {
    let count = 0;
    while (count < this.#queue.length && this.#queue[count]!.rev <= this.rev + count + 1) count++;
    return count;
  }

  #takeBatch(maxLines: number): LogLine[] {
    let count = 0;
    let size = 0;
    while (
      count < maxLines && (count === 0 || size + this.#queue[count]!.line.length <= MAX_FRAME_CHARS)
    ) {
      size += this.#queue[count++]!.line.length + 1;
    }
    return this.#queue.splice(0, count);
  }

  #sendBatch(batch: LogLine[]): void {
    const started = this.timer.now();
    const lines = dropSuperseded(batch, this.rev);
    this.rev = Math.max(this.rev, batch.at(-1)?.rev ?? 0);
    const transientLines = this.#drainTransient();
    const frame = joinLines(lines, transientLines);
    if (frame !== "") { for (const subscriber of this.#liveSubscribers) subscriber.send(frame); }
    for (const [subscriber, pending] of this.#pendingSubscribers) {
      this.#deliverToPending(subscriber, pending, lines, transientLines);
    }
    this.#responses.release((subscriber) => this.#completeRevOf(subscriber), batch);
    const ended = this.timer.now();
    this.#earliestFlushAt = ended +
      Math.min(FLUSH_INTERVAL_MS.max, Math.max(FLUSH_INTERVAL_MS.min, ended - started));
  }

  /** Up to which `rev` a listener has every line; one that reads its snapshot has none yet. */
  #completeRevOf(subscriber: Subscriber): number {
    return this.#pendingSubscribers.has(subscriber)
      ? this.#pendingSubscribers.get(subscriber)?.snapshotRev ?? -1
      : this.rev;
  }

  #isReadingSnapshot(subscriber: Subscriber): boolean {
    return this.#pendingSubscribers.has(subscriber) &&
      this.#pendingSubscribers.get(subscriber)?.snapshotRev === undefined;
  }

  /** Whether an answer waits for lines, and not for its listener's snapshot. */
  #hasResponsesWaitingForLines(): boolean {
    return this.#responses.some((subscriber) => !this.#isReadingSnapshot(subscriber));
  }

  #drainTransient(): string[] {
    const events = [...this.#transientEvents.values()];
    this.#transientEvents.clear();
    return events.flatMap((encode) => encode() ?? []);
  }

  #deliverToPending(
    subscriber: Subscriber,
    pending: PendingSubscriber,
    lines: LogLine[],
    transientLines: string[],
  ): void {
    const { snapshotRev } = pending;
    if (snapshotRev === undefined) {
      pending.buffered.push(...lines);
      return;
    }
    const frame = joinLines(lines.filter(({ rev }) => rev > snapshotRev), transientLines);
    if (frame !== "") subscriber.send(frame);
    if (this.rev >= snapshotRev && this.#pendingSubscribers.delete(subscriber)) {
      this.#liveSubscribers.add(subscriber);
    }
  }
}
