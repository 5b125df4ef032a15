import type { Answer } from "./pending_responses.ts";
import type { Published } from "./coalesce.ts";
import { Stream } from "./room_broadcaster.ts";

/** Someone who listens: one connection. */
export interface Listener {
  /** Takes a frame of one or more lines. Never throws and never waits. */
  send(frame: string): void;
}

/** What a listener is given before the live lines: a frame that is complete up to `rev`. */
export interface Snapshot {
  rev: number;
  frame: string;
}

/** A steady clock and its timers, in milliseconds, so that tests can hold them. */
export interface Timer {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/**
 * Carries what was committed in a room to everyone who listens to it.
 *
 * - A listener gets its snapshot, then every later line of the room once, with `rev` rising.
 * - What is published is on disk already; the hub never loses a line while a room has listeners.
 */
export class Hub {
  #streams = new Map<string, Stream>();
  #rooms = new Map<Listener, Set<string>>();

  constructor(readonly timer: Timer) {}

  /**
   * Begins to listen to a room whose log stands at `rev`, with a snapshot that `read` takes while the
   * live lines are kept back. Listening again starts over. `false`: that, or the listener was taken off
   * meanwhile, and nothing was sent.
   */
  async listen(
    room: string,
    rev: number,
    listener: Listener,
    read: () => Promise<Snapshot>,
  ): Promise<boolean> {
    let stream = this.#streams.get(room);
    if (!stream) this.#streams.set(room, stream = new Stream(rev, this.timer));
    const rooms = this.#rooms.get(listener);
    if (rooms) rooms.add(room);
    else this.#rooms.set(listener, new Set([room]));
    try {
      return await stream.join(listener, read);
    } catch (error) {
      this.unlisten(room, listener);
      throw error;
    }
  }

  isListening(room: string, listener: Listener): boolean {
    return this.#rooms.get(listener)?.has(room) ?? false;
  }

  unlisten(room: string, listener: Listener): void {
    this.#rooms.get(listener)?.delete(room);
    const stream = this.#streams.get(room);
    stream?.drop(listener);
    if (stream?.size === 0) {
      stream.stop();
      this.#streams.delete(room);
    }
  }

  /** Forgets a connection that is gone. */
  drop(listener: Listener): void {
    for (const room of this.#rooms.get(listener) ?? []) this.unlisten(room, listener);
    this.#rooms.delete(listener);
  }

  /**
   * Sends a committed line to a room; lines may be published in another order than their `rev`. One
   * that can wait leaves with the next that cannot, or after a while.
   */
  publish(room: string, line: Published, canWait = false): void {
    this.#streams.get(room)?.publish(line, canWait);
  }

  /**
   * Answers one listener. While it listens to the room, the answer comes after every line up to the
   * `rev` that it speaks of, so that no answer makes a listener believe that it has what it has not.
   */
  answer(room: string, listener: Listener, answer: Answer): void {
    const stream = this.isListening(room, listener) ? this.#streams.get(room) : undefined;
    if (stream) stream.answer(listener, answer);
    else listener.send(answer.line);
  }

  /**
   * Tells a room something that is not of its log, once, with the frames that leave anyway or after a
   * while. What is whispered about the same thing meanwhile replaces it; `line` makes it as it leaves.
   * `false`: nobody listens.
   */
  whisper(room: string, about: string, line: () => string | undefined): boolean {
    const stream = this.#streams.get(room);
    stream?.whisper(about, line);
    return stream !== undefined;
  }

  /** Sends everything that waits, at once. */
  flush(): void {
    for (const stream of this.#streams.values()) stream.flush();
  }
}
