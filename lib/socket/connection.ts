import type { Chat } from "../chat/chat.ts";
import { Refused } from "../protocol/chat_error.ts";
import { selfOf, write } from "../chat/fanout/serialize.ts";
import type { Log } from "../ops/log.ts";
import { Bucket } from "../util/rate_limiter.ts";
import { peek, read, split } from "../protocol/parse.ts";
import { CLOSE, type Refusal } from "../protocol/errors.ts";
import { type Frame, refOf } from "../protocol/client_commands.ts";
import { LIMITS } from "../protocol/limits.ts";
import { BUSY, refusalOfStore } from "../store/error_bodies.ts";
import { type Account, isUntold, StoreError } from "../store/store.ts";
import { dispatch, isBarrier, SHEDDABLE } from "./dispatch.ts";
import { Outbox } from "./socket_writer.ts";
import { RefusalQueue } from "./error_queue.ts";

/** Refusals for flooding, in a row, after which a connection is closed. */
const FLOOD = 100;

/** Commands of one connection that may be without an answer, so that one cannot fill the store's queue. */
export const MAX_IN_FLIGHT = 500;

/**
 * Refusals of an overloaded server to one connection, a second and at once, before it is closed. A client
 * that waits for each answer and for its `retryAfter` gets no more, however much it had under way.
 */
const MAX_BUSY_REFUSALS = { rate: MAX_IN_FLIGHT, burst: 2 * MAX_IN_FLIGHT };

export interface ConnectionDeps {
  chat: Chat;
  log: Log;
  /** Lines a second, and lines at once. */
  rate: { messageRate: number; messageBurst: number };
  /** Whether the store would refuse another write, or the event loop is late. */
  isOverloaded: () => boolean;
  /** Aborts when the peer goes in the middle of the upgrade, of which its socket never tells. */
  upgrade: AbortSignal;
  /** Called once, when nothing is read or written any more, and before `closed` resolves. */
  onEnd: () => void;
}

/** One open WebSocket: what it may send, in which order it is answered, and how it ends. */
export class Connection {
  readonly #outbox: Outbox;
  readonly #busy = new RefusalQueue((frame) => this.send(frame));
  readonly #bucket: Bucket;
  readonly #busyBucket: Bucket;
  /** Frames behind one that must finish first; present while there is such a one. */
  #waiting: Frame[] | undefined;
  #working = new Set<Promise<void>>();
  #refused = 0;
  #listening = true;
  #isEnded = false;
  /** When its session was last noted as used, in milliseconds since 1970. */
  touchedAt = 0;
  /** Resolves when the socket itself is gone; while its peer does not close, that may be never. */
  readonly closed: Promise<void>;

  constructor(
    /** Who speaks, as they are now. */
    public account: Account,
    /** The id of the session that it was opened with. */
    readonly session: string,
    socket: WebSocket,
    private readonly deps: ConnectionDeps,
  ) {
    const { messageRate, messageBurst } = deps.rate;
    this.#bucket = new Bucket(messageRate, messageBurst, performance.now());
    this.#busyBucket = new Bucket(
      MAX_BUSY_REFUSALS.rate,
      MAX_BUSY_REFUSALS.burst,
      performance.now(),
    );
    this.#outbox = new Outbox(socket, () => this.#ended());
    socket.onopen = () => this.#track(this.#welcome());
    socket.onmessage = ({ data }) => this.#receive(data);
    // `close` may come twice, and after an error it may never come.
    this.closed = new Promise((resolve) => {
      const gone = () => {
        this.close(CLOSE.goingAway, "gone");
        resolve();
      };
      socket.onclose = socket.onerror = gone;
      deps.upgrade.addEventListener("abort", gone, { once: true });
    });
  }

  send(frame: string): void {
    this.#outbox.send(frame);
  }

  /** Closes the connection now. Idempotent. */
  close(code: number, reason: string): void {
    this.#outbox.close(code, reason);
  }

  /** Takes no new work, and resolves when all that was accepted is answered. */
  async settle(): Promise<void> {
    this.#listening = false;
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  /** Says why, then closes. */
  dismiss(code: number, reason: string): void {
    this.#busy.flush();
    this.send(write({ type: "bye", code, reason }));
    this.close(code, reason);
  }

  /** Frames that come before the welcome is out wait for it. */
  async #welcome(): Promise<void> {
    const { chat, log } = this.deps;
    this.#waiting = [];
    try {
      const { rooms, more } = await chat.rooms.recent(this.account);
      const { history } = chat;
      const account = selfOf(this.account);
      const rest = more ? { more, history } : { history };
      this.send(write({ type: "welcome", account, rooms, ...rest }));
      if (!this.#isEnded) chat.connect(this.account, this);
    } catch (error) {
      if (isUntold(error)) {
        log.error("A connection could not be welcomed", { account: this.account.id, error });
      }
      this.dismiss(CLOSE.restart, "not ready");
    }
    this.#resume();
  }

  #ended(): void {
    this.#isEnded = true;
    this.#busy.flush();
    this.#listening = false;
    this.#waiting = undefined;
    this.deps.chat.drop(this.account, this);
    this.deps.onEnd();
  }

  #receive(data: unknown): void {
    if (!this.#listening) return;
    if (typeof data !== "string") return this.dismiss(CLOSE.binary, "frames must be text");
    if (bytesOf(data) > LIMITS.frame) {
      return this.dismiss(CLOSE.tooBig, `a frame may have ${LIMITS.frame} bytes`);
    }
    for (const line of split(data)) {
      if (!this.#listening) return;
      this.#take(line);
    }
  }

  #take(line: string): void {
    const retryAfter = this.#bucket.take(performance.now());
    if (retryAfter === 0 && this.#shed(line)) return;
    const result = read(line);
    const about = result.ok ? aboutOf(result.frame) : result.about;
    if (retryAfter > 0) {
      if (++this.#refused >= FLOOD) return this.#endFlood();
      return this.#refuse(new Refused("too_fast", { retryAfter }).toRefusal(), about);
    }
    this.#refused = 0;
    if (!result.ok) return this.#refuse(result.error, about);
    if (this.#isFull) return this.#refuse(BUSY, about);
    if (this.#waiting) this.#waiting.push(result.frame);
    else this.#start(result.frame);
  }

  get #isFull(): boolean {
    return this.#working.size + (this.#waiting?.length ?? 0) >= MAX_IN_FLIGHT;
  }

  /** Refuses a line before it costs more than the refusal, when there is no power left for it. */
  #shed(line: string): boolean {
    if (!this.#isFull && !this.deps.isOverloaded()) return false;
    const { type, ...about } = peek(line);
    if (!SHEDDABLE.has(type)) return false;
    this.#refused = 0;
    if (this.#busyBucket.take(performance.now()) > 0) this.#endFlood();
    else this.#refuse(BUSY, about);
    return true;
  }

  #endFlood(): void {
    this.deps.log.warn("A connection was closed for flooding", { account: this.account.id });
    this.dismiss(CLOSE.tooMany, "too many requests");
  }

  #start(frame: Frame): void {
    if (!isBarrier(frame)) return this.#track(this.#run(frame));
    this.#waiting = [];
    this.#track(this.#run(frame).then(() => this.#resume()));
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#working.delete(tracked));
    this.#working.add(tracked);
  }

  #resume(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const frame of waiting) {
      if (this.#waiting) (this.#waiting as Frame[]).push(frame);
      else this.#start(frame);
    }
  }

  /** Never rejects: a rejection in a socket's handler would end the process. */
  async #run(frame: Frame): Promise<void> {
    try {
      await dispatch(this.deps.chat, this.account, this, frame);
    } catch (error) {
      this.#refuse(this.#refusalOf(error, frame), aboutOf(frame));
    }
  }

  #refusalOf(error: unknown, frame: Frame): Refusal {
    if (error instanceof Refused) {
      const about = { code: error.code, account: this.account.id, frame: frame.type };
      if (error.code === "forbidden") this.deps.log.warn("A right was refused", about);
      return error.toRefusal();
    }
    if (isUntold(error)) {
      this.deps.log.error("A frame failed", { type: frame.type, account: this.account.id, error });
    }
    if (error instanceof StoreError) return refusalOfStore(error);
    return new Refused("internal", { retryAfter: 1 }).toRefusal();
  }

  #refuse(refusal: Refusal, about: About): void {
    const line = write({ type: "error", ...refusal, ...about });
    if (refusal === BUSY) this.#busy.add(line);
    else this.send(line);
  }
}

/** What a refusal is about. */
interface About {
  ref?: string;
  room?: string;
}

function aboutOf(frame: Frame): About {
  return "room" in frame ? { ...refOf(frame), room: frame.room } : refOf(frame);
}

function bytesOf(text: string): number {
  // Encoding is only needed when the length leaves it open.
  if (text.length > LIMITS.frame || text.length * 3 <= LIMITS.frame) return text.length;
  return new TextEncoder().encode(text).length;
}
