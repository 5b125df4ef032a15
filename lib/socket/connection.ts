import type { Chat } from "../chat/chat.ts";
import { ChatError } from "../protocol/chat_error.ts";
import { encodeEvent, toOwnAccount } from "../chat/fanout/serialize.ts";
import type { Log } from "../ops/log.ts";
import { TokenBucket } from "../util/rate_limiter.ts";
import { parseClientCommand, peekClientCommand, splitFrame } from "../protocol/parse.ts";
import type { ErrorBody } from "../protocol/errors.ts";
import { CLOSE_CODES } from "../protocol/close_codes.ts";
import { type ClientCommand, refOf } from "../protocol/client_commands.ts";
import { LIMITS } from "../protocol/limits.ts";
import { SERVER_BUSY_BODY, storeErrorBody } from "../store/error_bodies.ts";
import { type Account, isUnreported, StoreError } from "../store/store.ts";
import { dispatch, mustRunAlone, SHEDDABLE_COMMANDS } from "./dispatch.ts";
import { SocketWriter } from "./socket_writer.ts";
import { ErrorQueue } from "./error_queue.ts";

/** Errors for flooding, in a row, after which a connection is closed. */
const MAX_FLOOD_ERRORS = 100;

/** Unanswered commands of one connection, so that none can fill the store's queue. */
export const MAX_COMMANDS_IN_FLIGHT = 500;

/**
 * Errors of an overloaded server to one connection, a second and at once, before it is closed. A client
 * that waits for each answer and for its `retryAfter` never gets more.
 */
const MAX_BUSY_ERRORS = { rate: MAX_COMMANDS_IN_FLIGHT, burst: 2 * MAX_COMMANDS_IN_FLIGHT };

export interface ClientConnectionDeps {
  chat: Chat;
  log: Log;
  /** Commands a second, and commands at once. */
  rate: { messageRate: number; messageBurst: number };
  /** Whether the store would refuse another write, or the event loop is late. */
  isOverloaded: () => boolean;
  /** Aborts when the peer goes in the middle of the upgrade, for which its socket has no event. */
  upgrade: AbortSignal;
  /** Called once, when the connection neither reads nor writes any more, before `closed` resolves. */
  onEnd: () => void;
}

/** One open WebSocket: what it may send, in which order it is answered, and how it ends. */
export class ClientConnection {
  readonly #writer: SocketWriter;
  readonly #busyErrors = new ErrorQueue((frame) => this.send(frame));
  readonly #bucket: TokenBucket;
  readonly #busyBucket: TokenBucket;
  /** Commands behind one that must finish first; present while there is such a command. */
  #queuedBehindBarrier: ClientCommand[] | undefined;
  #inFlight = new Set<Promise<void>>();
  #floodErrors = 0;
  #isAccepting = true;
  #isEnded = false;
  /** When its session was last noted as used, in milliseconds since 1970. */
  touchedAt = 0;
  /** Resolves when the socket itself is gone; while its peer does not close, that may be never. */
  readonly closed: Promise<void>;

  constructor(
    /** The user, as the account is now. */
    public account: Account,
    /** The id of the session that opened the socket. */
    readonly session: string,
    socket: WebSocket,
    private readonly deps: ClientConnectionDeps,
  ) {
    const { messageRate, messageBurst } = deps.rate;
    this.#bucket = new TokenBucket(messageRate, messageBurst, performance.now());
    const { rate, burst } = MAX_BUSY_ERRORS;
    this.#busyBucket = new TokenBucket(rate, burst, performance.now());
    this.#writer = new SocketWriter(socket, () => this.#onWriterClosed());
    socket.onopen = () => this.#trackInFlight(this.#welcome());
    socket.onmessage = ({ data }) => this.#receive(data);
    // `close` may come twice, and after an error it may never come.
    this.closed = new Promise((resolve) => {
      const onGone = () => {
        this.close(CLOSE_CODES.goingAway, "gone");
        resolve();
      };
      socket.onclose = socket.onerror = onGone;
      deps.upgrade.addEventListener("abort", onGone, { once: true });
    });
  }

  send(frame: string): void {
    this.#writer.send(frame);
  }

  /** Closes the connection now. Idempotent. */
  close(code: number, reason: string): void {
    this.#writer.close(code, reason);
  }

  /** Accepts nothing more, and resolves when every accepted command is answered. */
  async drain(): Promise<void> {
    this.#isAccepting = false;
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
  }

  /** Sends `bye` with the reason, then closes. */
  closeWithReason(code: number, reason: string): void {
    this.#busyErrors.flush();
    this.send(encodeEvent({ type: "bye", code, reason }));
    this.close(code, reason);
  }

  /** Sends `welcome`; commands that come before it wait. */
  async #welcome(): Promise<void> {
    const { chat, log } = this.deps;
    const { history } = chat;
    this.#queuedBehindBarrier = [];
    try {
      const { rooms, more } = await chat.rooms.listRecentlyActive(this.account);
      const account = toOwnAccount(this.account);
      const rest = more ? { more, history } : { history };
      this.send(encodeEvent({ type: "welcome", account, rooms, ...rest }));
      if (!this.#isEnded) chat.connect(this.account, this);
    } catch (error) {
      if (isUnreported(error)) {
        log.error("A connection could not be welcomed", { account: this.account.id, error });
      }
      this.closeWithReason(CLOSE_CODES.restart, "not ready");
    }
    this.#releaseQueued();
  }

  #onWriterClosed(): void {
    this.#isEnded = true;
    this.#busyErrors.flush();
    this.#isAccepting = false;
    this.#queuedBehindBarrier = undefined;
    this.deps.chat.disconnect(this.account, this);
    this.deps.onEnd();
  }

  #receive(data: unknown): void {
    if (!this.#isAccepting) return;
    if (typeof data !== "string") {
      return this.closeWithReason(CLOSE_CODES.binary, "frames must be text");
    }
    if (utf8BytesOf(data) > LIMITS.frameBytes) {
      const reason = `a frame may have ${LIMITS.frameBytes} bytes`;
      return this.closeWithReason(CLOSE_CODES.tooBig, reason);
    }
    for (const line of splitFrame(data)) {
      if (this.#isAccepting) this.#handleLine(line);
    }
  }

  #handleLine(line: string): void {
    const retryAfter = this.#bucket.consume(performance.now());
    if (retryAfter === 0 && this.#shedWhenBusy(line)) return;
    const result = parseClientCommand(line);
    const errorContext = result.ok ? errorContextOf(result.command) : result.context;
    if (retryAfter > 0) {
      if (++this.#floodErrors >= MAX_FLOOD_ERRORS) return this.#closeForFlooding();
      return this.#sendError(new ChatError("too_fast", { retryAfter }).toErrorBody(), errorContext);
    }
    this.#floodErrors = 0;
    if (!result.ok) return this.#sendError(result.error, errorContext);
    if (this.#isFull) return this.#sendError(SERVER_BUSY_BODY, errorContext);
    if (this.#queuedBehindBarrier) this.#queuedBehindBarrier.push(result.command);
    else this.#execute(result.command);
  }

  get #isFull(): boolean {
    return this.#inFlight.size + (this.#queuedBehindBarrier?.length ?? 0) >= MAX_COMMANDS_IN_FLIGHT;
  }

  /** Refuses a command of a busy server before parsing it costs more than the error. */
  #shedWhenBusy(line: string): boolean {
    if (!this.#isFull && !this.deps.isOverloaded()) return false;
    const { type, ...errorContext } = peekClientCommand(line);
    if (!SHEDDABLE_COMMANDS.has(type)) return false;
    this.#floodErrors = 0;
    if (this.#busyBucket.consume(performance.now()) > 0) this.#closeForFlooding();
    else this.#sendError(SERVER_BUSY_BODY, errorContext);
    return true;
  }

  #closeForFlooding(): void {
    this.deps.log.warn("A connection was closed for flooding", { account: this.account.id });
    this.closeWithReason(CLOSE_CODES.tooManyRequests, "too many requests");
  }

  #execute(command: ClientCommand): void {
    if (!mustRunAlone(command)) return this.#trackInFlight(this.#run(command));
    this.#queuedBehindBarrier = [];
    this.#trackInFlight(this.#run(command).then(() => this.#releaseQueued()));
  }

  #trackInFlight(work: Promise<void>): void {
    const tracked = work.finally(() => this.#inFlight.delete(tracked));
    this.#inFlight.add(tracked);
  }

  #releaseQueued(): void {
    const queued = this.#queuedBehindBarrier ?? [];
    this.#queuedBehindBarrier = undefined;
    for (const command of queued) {
      if (this.#queuedBehindBarrier) (this.#queuedBehindBarrier as ClientCommand[]).push(command);
      else this.#execute(command);
    }
  }

  /** Never rejects: a rejection in a socket's handler would end the process. */
  async #run(command: ClientCommand): Promise<void> {
    try {
      await dispatch(this.deps.chat, this.account, this, command);
    } catch (error) {
      this.#sendError(this.#toErrorBody(error, command), errorContextOf(command));
    }
  }

  #toErrorBody(error: unknown, command: ClientCommand): ErrorBody {
    if (error instanceof ChatError) {
      const details = { code: error.code, account: this.account.id, frame: command.type };
      if (error.code === "forbidden") this.deps.log.warn("A right was refused", details);
      return error.toErrorBody();
    }
    if (isUnreported(error)) {
      const { type } = command;
      this.deps.log.error("A frame failed", { type, account: this.account.id, error });
    }
    if (error instanceof StoreError) return storeErrorBody(error);
    return new ChatError("internal", { retryAfter: 1 }).toErrorBody();
  }

  #sendError(error: ErrorBody, context: ErrorContext): void {
    const line = encodeEvent({ type: "error", ...error, ...context });
    if (error === SERVER_BUSY_BODY) this.#busyErrors.add(line);
    else this.send(line);
  }
}

/** The command that an error is about. */
interface ErrorContext {
  ref?: string;
  room?: string;
}

function errorContextOf(command: ClientCommand): ErrorContext {
  return "room" in command ? { ...refOf(command), room: command.room } : refOf(command);
}

function utf8BytesOf(text: string): number {
  // Encoding is only needed when the length leaves it open.
  if (text.length > LIMITS.frameBytes || text.length * 3 <= LIMITS.frameBytes) return text.length;
  return new TextEncoder().encode(text).length;
}
