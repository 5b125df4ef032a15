import type { SteadyTimer } from "../../util/system_timer.ts";
import type { CommandResponse } from "./pending_responses.ts";
import type { LogLine } from "./coalesce.ts";
import { RoomBroadcaster } from "./room_broadcaster.ts";

/** Someone who listens: one connection. */
export interface Subscriber {
  /** Takes a frame of one or more lines. Never throws and never waits. */
  send(frame: string): void;
}

/** What a listener is given before the live lines: a frame that is complete up to `rev`. */
export interface JoinSnapshot {
  rev: number;
  frame: string;
}

/**
 * Carries what was committed in a room to everyone who listens to it.
 *
 * - A listener gets its snapshot, then every later line of the room once, with `rev` rising.
 * - What is published is on disk already; the hub never loses a line while a room has listeners.
 */
export class Hub {
  #broadcasters = new Map<string, RoomBroadcaster>();
  #roomsBySubscriber = new Map<Subscriber, Set<string>>();

  constructor(readonly timer: SteadyTimer) {}

  /**
   * Begins to listen to a room whose log stands at `rev`, with a snapshot that `read` takes while the
   * live lines are kept back. Listening again starts over. `false`: that, or the listener was taken off
   * meanwhile, and nothing was sent.
   */
  async subscribe(
    room: string,
    rev: number,
    subscriber: Subscriber,
    readSnapshot: () => Promise<JoinSnapshot>,
  ): Promise<boolean> {
    let broadcaster = this.#broadcasters.get(room);
    if (!broadcaster) {
      this.#broadcasters.set(room, broadcaster = new RoomBroadcaster(rev, this.timer));
    }
    const rooms = this.#roomsBySubscriber.get(subscriber);
    if (rooms) rooms.add(room);
    else this.#roomsBySubscriber.set(subscriber, new Set([room]));
    try {
      return await broadcaster.addSubscriber(subscriber, readSnapshot);
    } catch (error) {
      this.unsubscribe(room, subscriber);
      throw error;
    }
  }

  isSubscribed(room: string, subscriber: Subscriber): boolean {
    return this.#roomsBySubscriber.get(subscriber)?.has(room) ?? false;
  }

  unsubscribe(room: string, subscriber: Subscriber): void {
    this.#roomsBySubscriber.get(subscriber)?.delete(room);
    const broadcaster = this.#broadcasters.get(room);
    broadcaster?.removeSubscriber(subscriber);
    if (broadcaster?.size === 0) {
      broadcaster.stop();
      this.#broadcasters.delete(room);
    }
  }

  /** Forgets a connection that is gone. */
  removeConnection(subscriber: Subscriber): void {
    for (const room of this.#roomsBySubscriber.get(subscriber) ?? []) {
      this.unsubscribe(room, subscriber);
    }
    this.#roomsBySubscriber.delete(subscriber);
  }

  /**
   * Sends a committed line to a room; lines may be published in another order than their `rev`. One
   * that can wait leaves with the next that cannot, or after a while.
   */
  publish(room: string, line: LogLine, isDeferrable = false): void {
    this.#broadcasters.get(room)?.publish(line, isDeferrable);
  }

  /**
   * Answers one listener. While it listens to the room, the answer comes after every line up to the
   * `rev` that it speaks of, so that no answer makes a listener believe that it has what it has not.
   */
  respond(room: string, subscriber: Subscriber, response: CommandResponse): void {
    const broadcaster = this.isSubscribed(room, subscriber)
      ? this.#broadcasters.get(room)
      : undefined;
    if (broadcaster) broadcaster.respond(subscriber, response);
    else subscriber.send(response.line);
  }

  /**
   * Tells a room something that is not of its log, once, with the frames that leave anyway or after a
   * while. What is whispered about the same thing meanwhile replaces it; `line` makes it as it leaves.
   * `false`: nobody listens.
   */
  publishTransient(room: string, topic: string, encode: () => string | undefined): boolean {
    const broadcaster = this.#broadcasters.get(room);
    broadcaster?.publishTransient(topic, encode);
    return broadcaster !== undefined;
  }

  /** Sends everything that waits, at once. */
  flush(): void {
    for (const broadcaster of this.#broadcasters.values()) broadcaster.flush();
  }
}
