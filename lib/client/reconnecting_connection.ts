import { CLOSE, comeBack } from "../protocol/errors.ts";
import type { Frame } from "../protocol/client_commands.ts";
import type { Line } from "../protocol/model.ts";
import { backoff } from "./backoff.ts";
import { connect, type Connection } from "./connection.ts";
import { ClientError } from "./client_error.ts";
import type { ClientOptions, ClientState, Clock, SocketTarget } from "./types.ts";

/** Milliseconds after which a connection counts as good, and what failed before it is forgotten. */
const LASTED = 10_000;

/** Milliseconds over which clients spread their first try after a restart. */
const RESTART = 2_000;

/** Milliseconds to stay away after too many requests, and as much again at random. */
const LATER = 30_000;

/** How long the server may take to say why it refused a socket. */
const ASK_DEADLINE_MS = 10_000;

/** What browsers report of a connection that never came about: RFC 6455, 7.4.1. */
const NO_ANSWER = 1006;

type Fetch = NonNullable<ClientOptions["fetch"]>;

export interface LinkOptions
  extends Pick<ClientOptions, "url" | "WebSocket" | "fetch" | "account"> {
  clock: Clock;
  onState(state: ClientState): void;
  /** Called for every line after `welcome`. */
  onLine(line: Line): void;
}

/** Keeps one connection, and opens the next one when it is lost. */
export interface Link {
  readonly state: ClientState;
  open(): void;
  wake(): void;
  send(frame: Frame): void;
  close(): void;
}

/** Makes a link that is idle until `open()`. It sends nothing of its own but heartbeats. */
export function createLink(options: LinkOptions): Link {
  const { clock } = options;
  let state: ClientState = { kind: "idle" };
  let connection: Connection | undefined;
  let cancel = () => {};
  /** Tries since a connection was good. */
  let attempt = 0;
  let welcomedAt: number | undefined;
  let restarted = false;

  function set(next: ClientState): void {
    state = next;
    options.onState(next);
  }

  /** Counts what may become a connection; an earlier one that comes about late is not wanted any more. */
  let turn = 0;

  function open(): void {
    cancel();
    welcomedAt = undefined;
    attempt++;
    const mine = ++turn;
    const { url } = options;
    set({ kind: "connecting", attempt });
    // The owner may have closed on hearing of it.
    if (mine !== turn) return;
    if (typeof url === "string") openAt({ url });
    else void askFor(url, mine);
  }

  async function askFor(url: () => SocketTarget | Promise<SocketTarget>, mine: number) {
    try {
      const target = await url();
      if (mine === turn) openAt(target);
    } catch (error) {
      if (mine !== turn) return;
      const isFinal = error instanceof ClientError && error.code === "unauthorized";
      lost(isFinal ? CLOSE.signedOut : NO_ANSWER, String(error));
    }
  }

  function openAt(target: SocketTarget): void {
    const { WebSocket } = options;
    const onEnd = (code: number, reason: string, opened: boolean) =>
      opened || !options.fetch ? lost(code, reason) : void failed(options.fetch, code, reason);
    try {
      connection = connect({ target, WebSocket, clock, onLine: take, onEnd });
    } catch (error) {
      set({ kind: "ended", code: NO_ANSWER, reason: String(error) });
    }
  }

  /** An upgrade that failed looks like a lost network, so the server is asked whether it refused. */
  async function failed(ask: Fetch, code: number, reason: string) {
    const mine = ++turn;
    connection = undefined;
    const refused = await whyRefused(ask);
    if (mine !== turn) return;
    if (refused === undefined) lost(code, reason);
    else lost(CLOSE.signedOut, refused);
  }

  function take(line: Line): void {
    if (line.type !== "welcome") return options.onLine(line);
    const { account, rooms, more, history } = line;
    if (account.id !== options.account) {
      connection?.close();
      const reason = "This session belongs to another account.";
      return set({ kind: "ended", code: CLOSE.signedOut, reason });
    }
    welcomedAt = clock.now();
    set({
      kind: "online",
      account,
      rooms,
      ...(more && { more }),
      ...(history !== undefined && { history }),
    });
  }

  function lost(code: number, reason: string): void {
    connection = undefined;
    if (welcomedAt !== undefined && clock.now() - welcomedAt >= LASTED) {
      attempt = 0;
      restarted = false;
    }
    if (comeBack(code) === "never") return set({ kind: "ended", code, reason });
    const delay = delayAfter(code);
    cancel = clock.after(delay, open);
    set({ kind: "offline", retryAt: clock.now() + delay, attempt });
  }

  function delayAfter(code: number): number {
    const random = clock.random();
    if (comeBack(code) === "later") return LATER + random * LATER;
    if (code !== CLOSE.restart || restarted) return backoff(attempt, random);
    restarted = true;
    return random * RESTART;
  }

  return {
    get state() {
      return state;
    },
    open() {
      if (state.kind !== "idle" && state.kind !== "ended") return;
      attempt = 0;
      restarted = false;
      open();
    },
    wake() {
      if (state.kind === "offline") open();
      // A device that slept may hold a socket that is dead and does not know it.
      else if (state.kind === "online") connection?.probe();
    },
    send: (frame) => connection?.send(frame),
    close() {
      turn++;
      cancel();
      connection?.close();
      connection = undefined;
      if (state.kind !== "idle") set({ kind: "idle" });
    },
  };
}

/** What is wrong with the session, if that is why a socket did not open. */
async function whyRefused(ask: Fetch): Promise<string | undefined> {
  try {
    const signal = AbortSignal.timeout(ASK_DEADLINE_MS);
    const response = await ask("/api/session", { signal });
    if (response.status === 401) return (await response.json()).message;
    await response.body?.cancel();
  } catch {
    // Without a network nobody can tell.
  }
  return undefined;
}
