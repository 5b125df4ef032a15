import { type Answer, Answers } from "./pending_responses.ts";
import { collapse, frameOf, type Published } from "./coalesce.ts";
import type { Listener, Snapshot, Timer } from "./hub.ts";

/**
 * Milliseconds between two flushes of one room. The gap is what the last flush cost, so that a
 * room never spends more than half of the process on sending, within these bounds: below 5 ms
 * coalescing stops paying (measured), above 50 ms people begin to see it.
 */
const GAP = { least: 5, most: 50 };

/**
 * Milliseconds that what can wait does wait, unless something urgent leaves before: one for each
 * listener, so that a crowd that comes in costs each of them a constant number of lines.
 */
const PATIENCE = { least: 100, most: 10_000 };

/** Characters of one frame; what is beyond leaves with the next flush, when readers have drained. */
const FRAME = 64 * 1024;

/** A listener whose snapshot is being read (`from` unknown) or is ahead of what was flushed. */
interface CatchingUp {
  from?: number;
  held: Published[];
}

/** The live lines of one room: kept in order, coalesced into shared frames, joined without a hole. */
export class Stream {
  #live = new Set<Listener>();
  #catchingUp = new Map<Listener, CatchingUp>();
  #queue: Published[] = [];
  /** Lines that are not of the log, made when they leave, by what they tell of. */
  #whispers = new Map<string, () => string | undefined>();
  #answers = new Answers();
  #earliest = 0;
  #scheduled: { at: number; cancel: () => void } | undefined;

  /** `rev` is the last change that needs no sending, because every snapshot will hold it. */
  constructor(private rev: number, private readonly timer: Timer) {}

  get size(): number {
    return this.#live.size + this.#catchingUp.size;
  }

  /** Whether the snapshot was sent: not when the listener was dropped, or joined anew, meanwhile. */
  async join(listener: Listener, read: () => Promise<Snapshot>): Promise<boolean> {
    const mine: CatchingUp = { held: [] };
    this.#live.delete(listener);
    this.#catchingUp.set(listener, mine);
    const isCurrent = () => this.#catchingUp.get(listener) === mine;
    const snapshot = await read().catch((error) => {
      if (isCurrent()) throw error;
    });
    if (!snapshot || !isCurrent()) return false;
    mine.from = snapshot.rev;
    listener.send(snapshot.frame);
    const held = mine.held.splice(0);
    this.#deliver(listener, mine, held, []);
    this.#answers.release((one) => this.#standOf(one), held);
    if (this.#isAwaited()) this.#schedule(0);
    return true;
  }

  /** Lets a listener go, after what was published while it listened, and its answers. */
  drop(listener: Listener): void {
    const from = this.#live.has(listener) ? this.rev : this.#catchingUp.get(listener)?.from;
    this.#live.delete(listener);
    this.#catchingUp.delete(listener);
    if (from !== undefined) {
      const frame = frameOf(collapse(this.#queue.filter(({ rev }) => rev > from), from), []);
      if (frame !== "") listener.send(frame);
    }
    this.#answers.release((one) => one === listener ? Infinity : -1, this.#queue);
  }

  /** Queues a line of the log; one that can wait leaves with the next that cannot. */
  publish(line: Published, canWait: boolean): void {
    let at = this.#queue.length;
    while (at > 0 && this.#queue[at - 1]!.rev > line.rev) at--;
    this.#queue.splice(at, 0, line);
    this.#schedule(canWait ? this.#patience() : 0);
  }

  /** Sends a listener an answer, as soon as it has every line up to the answer's `rev`. */
  answer(listener: Listener, answer: Answer): void {
    if (answer.rev <= this.#standOf(listener)) return listener.send(answer.line);
    this.#answers.add(listener, answer);
    this.#schedule(0);
  }

  whisper(about: string, line: () => string | undefined): void {
    this.#whispers.set(about, line);
    this.#schedule(this.#patience());
  }

  stop(): void {
    this.#scheduled?.cancel();
    this.#scheduled = undefined;
  }

  /** Sends all that waits, a frame after the other, holes or not. */
  flush(): void {
    this.stop();
    while (this.#queue.length > 0) this.#send(this.#take(this.#queue.length));
    if (this.#whispers.size > 0) this.#send([]);
    // What an answer still waits for is a change that nobody publishes: another process made it.
    this.#answers.release((one) => this.#isReading(one) ? -1 : Infinity, []);
  }

  #patience(): number {
    return Math.min(PATIENCE.most, Math.max(PATIENCE.least, this.size));
  }

  #schedule(wait: number): void {
    const now = this.timer.now();
    const at = Math.max(now + wait, this.#earliest);
    if (this.#scheduled && this.#scheduled.at <= at) return;
    this.stop();
    if (at > now) {
      const cancel = this.timer.after(at - now, () => this.#tick());
      this.#scheduled = { at, cancel };
      return;
    }
    // A microtask, so that all that one transaction committed leaves in one frame.
    let isOff = false;
    this.#scheduled = { at, cancel: () => isOff = true };
    queueMicrotask(() => isOff || this.#tick());
  }

  #tick(): void {
    this.#scheduled = undefined;
    const ready = this.#contiguous();
    if (ready > 0 || this.#queue.length === 0) this.#send(this.#take(ready));
    if (this.#queue.length === 0 && !this.#isAwaited()) return;
    // A change that has not been published yet is about to be, in this turn of the event loop.
    if (ready > 0) return this.#schedule(0);
    const cancel = this.timer.after(0, () => this.flush());
    this.#scheduled = { at: this.timer.now(), cancel };
  }

  /** How many of the queued lines follow what was sent without a hole. */
  #contiguous(): number {
    let count = 0;
    while (count < this.#queue.length && this.#queue[count]!.rev <= this.rev + count + 1) count++;
    return count;
  }

  #take(most: number): Published[] {
    let count = 0;
    let size = 0;
    while (count < most && (count === 0 || size + this.#queue[count]!.line.length <= FRAME)) {
      size += this.#queue[count++]!.line.length + 1;
    }
    return this.#queue.splice(0, count);
  }

  #send(batch: Published[]): void {
    const started = this.timer.now();
    const lines = collapse(batch, this.rev);
    this.rev = Math.max(this.rev, batch.at(-1)?.rev ?? 0);
    const whispers = this.#hear();
    const frame = frameOf(lines, whispers);
    if (frame !== "") { for (const listener of this.#live) listener.send(frame); }
    for (const [listener, state] of this.#catchingUp) {
      this.#deliver(listener, state, lines, whispers);
    }
    this.#answers.release((one) => this.#standOf(one), batch);
    const ended = this.timer.now();
    this.#earliest = ended + Math.min(GAP.most, Math.max(GAP.least, ended - started));
  }

  /** Up to which `rev` a listener has every line; one that reads its snapshot has none yet. */
  #standOf(listener: Listener): number {
    return this.#catchingUp.has(listener) ? this.#catchingUp.get(listener)?.from ?? -1 : this.rev;
  }

  #isReading(listener: Listener): boolean {
    return this.#catchingUp.has(listener) && this.#catchingUp.get(listener)?.from === undefined;
  }

  /** Whether an answer waits for lines, and not for its listener's snapshot. */
  #isAwaited(): boolean {
    return this.#answers.some((listener) => !this.#isReading(listener));
  }

  #hear(): string[] {
    const whispers = [...this.#whispers.values()];
    this.#whispers.clear();
    return whispers.flatMap((line) => line() ?? []);
  }

  #deliver(
    listener: Listener,
    state: CatchingUp,
    lines: Published[],
    whispers: string[],
  ): void {
    const { from } = state;
    if (from === undefined) {
      state.held.push(...lines);
      return;
    }
    const frame = frameOf(lines.filter(({ rev }) => rev > from), whispers);
    if (frame !== "") listener.send(frame);
    if (this.rev >= from && this.#catchingUp.delete(listener)) this.#live.add(listener);
  }
}
