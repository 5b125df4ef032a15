import type { Listener, Snapshot, Timer } from "./hub.ts";

/**
 * Milliseconds between two flushes of one room. The gap is what the last flush cost, so that a
 * room never spends more than half of the process on sending, within these bounds: below 5 ms
 * coalescing stops paying (measured), above 50 ms people begin to see it.
 */
const GAP = { least: 5, most: 50 };

/** Characters of one frame; what is beyond leaves with the next flush, when readers have drained. */
const FRAME = 64 * 1024;

interface Published {
  rev: number;
  line: string;
}

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
  #nextFlush = 0;
  #scheduled: (() => void) | undefined;

  /** `rev` is the last change that needs no sending, because every snapshot will hold it. */
  constructor(private rev: number, private readonly timer: Timer) {}

  get isEmpty(): boolean {
    return this.#live.size === 0 && this.#catchingUp.size === 0;
  }

  async join(listener: Listener, read: () => Promise<Snapshot>): Promise<void> {
    const mine: CatchingUp = { held: [] };
    this.#live.delete(listener);
    this.#catchingUp.set(listener, mine);
    const isCurrent = () => this.#catchingUp.get(listener) === mine;
    const snapshot = await read().catch((error) => {
      if (isCurrent()) throw error;
    });
    if (!snapshot || !isCurrent()) return;
    mine.from = snapshot.rev;
    listener.send(snapshot.frame);
    this.#deliver(listener, mine, mine.held.splice(0));
  }

  drop(listener: Listener): void {
    this.#live.delete(listener);
    this.#catchingUp.delete(listener);
  }

  publish(rev: number, line: string): void {
    let at = this.#queue.length;
    while (at > 0 && this.#queue[at - 1]!.rev > rev) at--;
    this.#queue.splice(at, 0, { rev, line });
    this.#schedule();
  }

  stop(): void {
    this.#scheduled?.();
    this.#scheduled = undefined;
  }

  /** Sends all that waits, a frame after the other, holes or not. */
  flush(): void {
    this.stop();
    while (this.#queue.length > 0) this.#send(this.#take(this.#queue.length));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    const wait = this.#nextFlush - this.timer.now();
    if (wait > 0) {
      this.#scheduled = this.timer.after(wait, () => this.#tick());
    } else {
      // A microtask, so that all that one transaction committed leaves in one frame.
      let stopped = false;
      this.#scheduled = () => stopped = true;
      queueMicrotask(() => stopped || this.#tick());
    }
  }

  #tick(): void {
    this.#scheduled = undefined;
    const ready = this.#contiguous();
    if (ready > 0) this.#send(this.#take(ready));
    if (this.#queue.length === 0) return;
    // A change that has not been published yet is about to be, in this turn of the event loop.
    if (ready === 0) this.#scheduled = this.timer.after(0, () => this.flush());
    else this.#schedule();
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
    this.rev = Math.max(this.rev, batch.at(-1)!.rev);
    const frame = frameOf(batch);
    for (const listener of this.#live) listener.send(frame);
    for (const [listener, state] of this.#catchingUp) this.#deliver(listener, state, batch);
    const ended = this.timer.now();
    this.#nextFlush = ended + Math.min(GAP.most, Math.max(GAP.least, ended - started));
  }

  #deliver(listener: Listener, state: CatchingUp, batch: Published[]): void {
    const { from } = state;
    if (from === undefined) {
      state.held.push(...batch);
      return;
    }
    const missing = batch.filter(({ rev }) => rev > from);
    if (missing.length > 0) listener.send(frameOf(missing));
    if (this.rev >= from && this.#catchingUp.delete(listener)) this.#live.add(listener);
  }
}

function frameOf(batch: Published[]): string {
  return batch.length === 1 ? batch[0]!.line : batch.map(({ line }) => line).join("\n");
}
