import { CLOSE_CODES, reconnectPolicy } from "../protocol/close_codes.ts";
import type { ClientCommand } from "../protocol/client_commands.ts";
import type { ServerEvent } from "../protocol/server_events.ts";
import { backoffDelay } from "./backoff.ts";
import { openConnection, type SocketConnection } from "./connection.ts";
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

/** Keeps one connection, and opens the next one when it is lost. */
export interface ReconnectingConnection {
  readonly state: ClientState;
  open(): void;
  reconnectNow(): void;
  send(command: ClientCommand): void;
  close(): void;
}

/** Makes a link that is idle until `open()`. It sends nothing of its own but heartbeats. */
export function createReconnectingConnection(
  options: ReconnectingConnectionOptions,
): ReconnectingConnection {
  const { clock } = options;
  let state: ClientState = { kind: "idle" };
  let connection: SocketConnection | undefined;
  let cancelRetry = () => {};
  /** Tries since a connection was good. */
  let attempt = 0;
  let welcomedAt: number | undefined;
  let hasSpreadRestart = false;

  function setState(next: ClientState): void {
    state = next;
    options.onState(next);
  }

  /** Counts what may become a connection; an earlier one that comes about late is not wanted any more. */
  let latestAttempt = 0;

  function open(): void {
    cancelRetry();
    welcomedAt = undefined;
    attempt++;
    const ownAttempt = ++latestAttempt;
    const { url } = options;
    setState({ kind: "connecting", attempt });
    // The owner may have closed on hearing of it.
    if (ownAttempt !== latestAttempt) return;
    if (typeof url === "string") connectTo({ url });
    else void connectToResolved(url, ownAttempt);
  }

  async function connectToResolved(
    url: () => SocketTarget | Promise<SocketTarget>,
    ownAttempt: number,
  ) {
    try {
      const target = await url();
      if (ownAttempt === latestAttempt) connectTo(target);
    } catch (error) {
      if (ownAttempt !== latestAttempt) return;
      const isFinal = error instanceof ClientError && error.code === "unauthorized";
      handleClose(isFinal ? CLOSE_CODES.signedOut : ABNORMAL_CLOSURE, String(error));
    }
  }

  function connectTo(target: SocketTarget): void {
    const { WebSocket } = options;
    const onEnd = (code: number, reason: string, opened: boolean) =>
      opened || !options.fetch
        ? handleClose(code, reason)
        : void handleFailedUpgrade(options.fetch, code, reason);
    try {
      connection = openConnection({ target, WebSocket, clock, onServerEvent: handleEvent, onEnd });
    } catch (error) {
      setState({ kind: "ended", code: ABNORMAL_CLOSURE, reason: String(error) });
    }
  }

  /** An upgrade that failed looks like a lost network, so the server is asked whether it refused. */
  async function handleFailedUpgrade(fetch: Fetch, code: number, reason: string) {
    const ownAttempt = ++latestAttempt;
    connection = undefined;
    const sessionError = await fetchSessionError(fetch);
    if (ownAttempt !== latestAttempt) return;
    if (sessionError === undefined) handleClose(code, reason);
    else handleClose(CLOSE_CODES.signedOut, sessionError);
  }

  function handleEvent(event: ServerEvent): void {
    if (event.type !== "welcome") return options.onServerEvent(event);
    const { account, rooms, more, history } = event;
    if (account.id !== options.account) {
      connection?.close();
      const reason = "This session belongs to another account.";
      return setState({ kind: "ended", code: CLOSE_CODES.signedOut, reason });
    }
    welcomedAt = clock.now();
    setState({
      kind: "online",
      account,
      rooms,
      ...(more && { more }),
      ...(history !== undefined && { history }),
    });
  }

  function handleClose(code: number, reason: string): void {
    connection = undefined;
    if (welcomedAt !== undefined && clock.now() - welcomedAt >= STABLE_AFTER_MS) {
      attempt = 0;
      hasSpreadRestart = false;
    }
    if (reconnectPolicy(code) === "never") return setState({ kind: "ended", code, reason });
    const delay = delayAfter(code);
    cancelRetry = clock.after(delay, open);
    setState({ kind: "offline", retryAt: clock.now() + delay, attempt });
  }

  function delayAfter(code: number): number {
    const random = clock.random();
    if (reconnectPolicy(code) === "later") {
      return RATE_LIMIT_DELAY_MS + random * RATE_LIMIT_DELAY_MS;
    }
    if (code !== CLOSE_CODES.restart || hasSpreadRestart) return backoffDelay(attempt, random);
    hasSpreadRestart = true;
    return random * RESTART_SPREAD_MS;
  }

  return {
    get state() {
      return state;
    },
    open() {
      if (state.kind !== "idle" && state.kind !== "ended") return;
      attempt = 0;
      hasSpreadRestart = false;
      open();
    },
    reconnectNow() {
      if (state.kind === "offline") open();
      // A device that slept may hold a socket that is dead and does not know it.
      else if (state.kind === "online") connection?.probe();
    },
    send: (command) => connection?.send(command),
    close() {
      latestAttempt++;
      cancelRetry();
      connection?.close();
      connection = undefined;
      if (state.kind !== "idle") setState({ kind: "idle" });
    },
  };
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
