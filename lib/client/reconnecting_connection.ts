import { CLOSE_CODES, reconnectPolicy } from "../protocol/close_codes.ts";
import type { ClientCommand } from "../protocol/client_commands.ts";
import type { ServerEvent } from "../protocol/server_events.ts";
import { backoffDelay } from "./backoff.ts";
import { SocketConnection } from "./connection.ts";
import { ClientError } from "./client_error.ts";
import type { ClientOptions, ClientState, Clock, SocketTarget } from "./types.ts";

/** Milliseconds after which a connection counts as good, and what failed before it is forgotten. */
const STABLE_AFTER_MS = 10_000;

/** Milliseconds over which clients spread their first try after a restart. */
const RESTART_SPREAD_MS = 2_000;

/** Milliseconds to stay away after too many requests, and as much again at random. */
const RATE_LIMIT_DELAY_MS = 30_000;

/** How long the server may take to say why it refused a socket. */
const SESSION_CHECK_TIMEOUT_MS = 10_000;

/** What browsers report of a connection that never came about: RFC 6455, 7.4.1. */
const ABNORMAL_CLOSURE = 1006;

type Fetch = NonNullable<ClientOptions["fetch"]>;

export interface ReconnectingConnectionOptions
  extends Pick<ClientOptions, "url" | "WebSocket" | "fetch" | "account"> {
  clock: Clock;
  onState(state: ClientState): void;
  /** Called for every line after `welcome`. */
  onServerEvent(event: ServerEvent): void;
}

/**
 * Keeps one connection, and opens the next one when it is lost. Idle until `open()`; sends nothing of its
 * own but heartbeats.
 */
export class ReconnectingConnection {
  readonly #options: ReconnectingConnectionOptions;
  #state: ClientState = { kind: "idle" };
  #connection: SocketConnection | undefined;
  #cancelRetry = () => {};
  /** Attempts since a connection was stable. */
  #attempt = 0;
  /** Numbers the attempts; an earlier one that succeeds late is not used any more. */
  #latestAttempt = 0;
  #welcomedAt: number | undefined;
  #hasSpreadRestart = false;

  constructor(options: ReconnectingConnectionOptions) {
    this.#options = options;
  }

  get state(): ClientState {
    return this.#state;
  }

  open(): void {
    if (this.#state.kind !== "idle" && this.#state.kind !== "ended") return;
    this.#attempt = 0;
    this.#hasSpreadRestart = false;
    this.#tryOpen();
  }

  reconnectNow(): void {
    if (this.#state.kind === "offline") this.#tryOpen();
    // A device that slept may hold a socket that is dead and does not know it.
    else if (this.#state.kind === "online") this.#connection?.probe();
  }

  send(command: ClientCommand): void {
    this.#connection?.send(command);
  }

  close(): void {
    this.#latestAttempt++;
    this.#cancelRetry();
    this.#connection?.close();
    this.#connection = undefined;
    if (this.#state.kind !== "idle") this.#setState({ kind: "idle" });
  }

  #setState(next: ClientState): void {
    this.#state = next;
    this.#options.onState(next);
  }

  #tryOpen(): void {
    this.#cancelRetry();
    this.#welcomedAt = undefined;
    const ownAttempt = ++this.#latestAttempt;
    const { url } = this.#options;
    this.#setState({ kind: "connecting", attempt: ++this.#attempt });
    // The owner may have closed when the state changed.
    if (ownAttempt !== this.#latestAttempt) return;
    if (typeof url === "string") this.#connectTo({ url });
    else void this.#connectToResolved(url, ownAttempt);
  }

  async #connectToResolved(
    url: () => SocketTarget | Promise<SocketTarget>,
    ownAttempt: number,
  ): Promise<void> {
    try {
      const target = await url();
      if (ownAttempt === this.#latestAttempt) this.#connectTo(target);
    } catch (error) {
      if (ownAttempt !== this.#latestAttempt) return;
      const isFinal = error instanceof ClientError && error.code === "unauthorized";
      this.#handleClose(isFinal ? CLOSE_CODES.signedOut : ABNORMAL_CLOSURE, String(error));
    }
  }

  #connectTo(target: SocketTarget): void {
    const { WebSocket, clock, fetch } = this.#options;
    try {
      this.#connection = new SocketConnection({
        target,
        WebSocket,
        clock,
        onServerEvent: (event) => this.#handleEvent(event),
        onEnd: (code, reason, opened) =>
          opened || !fetch
            ? this.#handleClose(code, reason)
            : void this.#handleFailedUpgrade(fetch, code, reason),
      });
    } catch (error) {
      this.#setState({ kind: "ended", code: ABNORMAL_CLOSURE, reason: String(error) });
    }
  }

  /** Asks the server whether it refused: a failed upgrade looks like a lost network. */
  async #handleFailedUpgrade(fetch: Fetch, code: number, reason: string): Promise<void> {
    const ownAttempt = ++this.#latestAttempt;
    this.#connection = undefined;
    const sessionError = await fetchSessionError(fetch);
    if (ownAttempt !== this.#latestAttempt) return;
    if (sessionError === undefined) this.#handleClose(code, reason);
    else this.#handleClose(CLOSE_CODES.signedOut, sessionError);
  }

  #handleEvent(event: ServerEvent): void {
    const { clock, account: ownAccount, onServerEvent } = this.#options;
    if (event.type !== "welcome") return onServerEvent(event);
    const { account, rooms, more, history } = event;
    if (account.id !== ownAccount) {
      this.#connection?.close();
      const reason = "This session belongs to another account.";
      return this.#setState({ kind: "ended", code: CLOSE_CODES.signedOut, reason });
    }
    this.#welcomedAt = clock.now();
    this.#setState({
      kind: "online",
      account,
      rooms,
      ...(more && { more }),
      ...(history !== undefined && { history }),
    });
  }

  #handleClose(code: number, reason: string): void {
    const { clock } = this.#options;
    this.#connection = undefined;
    if (this.#welcomedAt !== undefined && clock.now() - this.#welcomedAt >= STABLE_AFTER_MS) {
      this.#attempt = 0;
      this.#hasSpreadRestart = false;
    }
    if (reconnectPolicy(code) === "never") return this.#setState({ kind: "ended", code, reason });
    const delay = this.#delayAfter(code);
    this.#cancelRetry = clock.after(delay, () => this.#tryOpen());
    this.#setState({ kind: "offline", retryAt: clock.now() + delay, attempt: this.#attempt });
  }

  #delayAfter(code: number): number {
    const random = this.#options.clock.random();
    if (reconnectPolicy(code) === "later") {
      return RATE_LIMIT_DELAY_MS + random * RATE_LIMIT_DELAY_MS;
    }
    if (code !== CLOSE_CODES.restart || this.#hasSpreadRestart) {
      return backoffDelay(this.#attempt, random);
    }
    this.#hasSpreadRestart = true;
    return random * RESTART_SPREAD_MS;
  }
}

/** What is wrong with the session, if that is why a socket did not open. */
async function fetchSessionError(fetch: Fetch): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(SESSION_CHECK_TIMEOUT_MS);
    const response = await fetch("/api/session", { signal });
    if (response.status === 401) return (await response.json()).message;
    await response.body?.cancel();
  } catch {
    // Without a network nobody can tell.
  }
  return undefined;
}
