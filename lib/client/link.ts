import { CLOSE, comeBack } from "../protocol/codes.ts";
import type { Frame } from "../protocol/frames.ts";
import type { Line } from "../protocol/lines.ts";
import { backoff } from "./backoff.ts";
import { connect, type Connection } from "./connection.ts";
import type { ClientOptions, ClientState, Clock } from "./types.ts";

/** Milliseconds after which a connection counts as good, and what failed before it is forgotten. */
const LASTED = 10_000;

/** Milliseconds over which clients spread their first try after a restart. */
const RESTART = 2_000;

/** Milliseconds to stay away after too many requests, and as much again at random. */
const LATER = 30_000;

export interface LinkOptions extends Pick<ClientOptions, "url" | "WebSocket" | "account"> {
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

  function open(): void {
    cancel();
    welcomedAt = undefined;
    attempt++;
    const { url, WebSocket } = options;
    try {
      connection = connect({ url, WebSocket, clock, onLine: take, onEnd: lost });
    } catch (error) {
      return set({ kind: "ended", code: 1006, reason: String(error) });
    }
    set({ kind: "connecting", attempt });
  }

  function take(line: Line): void {
    if (line.type !== "welcome") return options.onLine(line);
    const { account, rooms } = line;
    if (account.id !== options.account) {
      connection?.close();
      const reason = "This session belongs to another account.";
      return set({ kind: "ended", code: CLOSE.signedOut, reason });
    }
    welcomedAt = clock.now();
    set({ kind: "online", account, rooms });
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
      cancel();
      connection?.close();
      connection = undefined;
      if (state.kind !== "idle") set({ kind: "idle" });
    },
  };
}
