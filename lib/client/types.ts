import type { RequestFailure } from "../protocol/errors.ts";
import type { ClientError } from "./client_error.ts";
import type { Account, Room, SentFile } from "../protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../protocol/server_events.ts";

/** Where a client stands; exactly one of these at any time. */
export type ClientState =
  /** Made, or closed by `close()`. */
  | { kind: "idle" }
  | { kind: "connecting"; attempt: number }
  /**
   * Welcomed: events flow. With another `history` than before, everything held of rooms is void. With
   * `more`, `rooms` are only the user's most recently active ones, and a `rooms` event brings all of them.
   */
  | { kind: "online"; account: Account; rooms: Room[]; more?: true; history?: string }
  /** Not connected; tries again at `retryAt` (milliseconds since 1970). */
  | { kind: "offline"; retryAt: number; attempt: number }
  /** The server said not to come back: signed out, banned, or this client is at fault. */
  | { kind: "ended"; code: number; reason: string };

/** What a message is about, and what comes with it: the `seq` it answers, and that of its thread. */
export interface MessageOptions {
  reply?: number;
  thread?: number;
  /** Ids of accounts, or `here`. */
  mentions?: string[];
  /** What `upload()` returned. */
  files?: SentFile[];
}

/** A message of one's own that the server has not acknowledged. */
export interface PendingMessage extends MessageOptions {
  id: string;
  room: string;
  content: string;
  /** When it was written, in milliseconds since 1970. */
  at: number;
  /** Why the server refused it; such a message waits for `retry()` or `discard()`. */
  failed?: RequestFailure;
  /** Present when the storage is full or forbidden: a reload loses the message. */
  persisted?: false;
}

/** What a client tells its owner, in the order in which it happened. */
export type ClientEvent =
  | { type: "state"; state: ClientState }
  /**
   * A line to show. `joined` with `reset` replaces what one held of the room; an `error` that answers a
   * join (`isJoin(ref)`) means that the room is shut.
   */
  | { type: "line"; line: ServerEvent }
  /** All rooms of one's own, a while after a state that had `more`. */
  | { type: "rooms"; rooms: Room[] }
  /** The outbox changed; in the order of writing. An acknowledged message's line comes before this. */
  | { type: "outbox"; pending: readonly PendingMessage[] };

/** Where the outbox survives a reload; localStorage fits. One key a message, so that tabs do not collide. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  keys(): string[];
}

/** Time and chance, so that tests can hold them. */
export interface Clock {
  now(): number;
  /** Runs once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

/** Where a socket is opened, and with which headers. */
export interface SocketTarget {
  url: string;
  /** For sockets that can send them: those of Deno and of `ws`, and no browser's. */
  headers?: Record<string, string>;
}

export interface ClientOptions {
  /**
   * As in `ws://localhost:8000/ws`, or a function that is asked again before every connection: tickets
   * work once, and access tokens expire. A ClientError `unauthorized` that it rejects with ends the
   * client; after anything else it is asked again later.
   */
  url: string | (() => SocketTarget | Promise<SocketTarget>);
  /** Headers come as `{headers}` in its second argument, where a browser's takes subprotocols. */
  // deno-lint-ignore no-explicit-any
  WebSocket: new (url: string, options?: any) => WebSocket;
  storage: KeyValueStorage;
  /** Whose outbox it is: one account's messages are never sent by another. */
  account: string;
  /** The history that the owner's positions belong to, when they are from an earlier client. */
  history?: string | undefined;
  clock?: Clock;
  /**
   * Speaks to the server's HTTP with a path, as the account. It asks why an upgrade failed, which a
   * WebSocket does not tell: after a 401 the client ends. Without it, the client tries again for ever, and
   * an account with very many rooms knows only those that the server names first.
   */
  fetch?(path: string, init: RequestInit): Promise<Response>;
}

/** What became of something that was asked for: nothing when it is so, or why it is not known to be. */
export type CommandOutcome = ClientError | undefined;

/** A chat connection that heals itself. */
export interface Client {
  readonly state: ClientState;
  readonly pending: readonly PendingMessage[];
  /** Calls back for every event from now on; the returned function ends that. */
  subscribe(listener: (event: ClientEvent) => void): () => void;
  /** Connects, and from then on keeps being connected. */
  open(): void;
  /** Listens to a room, now and after every reconnect; `limit` is the size of its first page. */
  join(room: string, limit?: number): void;
  /** Stops being a member of a room. */
  leave(room: string): void;
  /**
   * Puts a message in the outbox and returns its id. It is sent once, in order, when it can be. With files
   * it may be without words.
   */
  send(room: string, content: string, options?: MessageOptions): string;
  /**
   * Says a message of one's own in other words. This and what follows is not kept when there is no
   * connection. It resolves once the server has it on disk, after the lines that tell of it, or with why
   * that is not so, and never rejects; a refusal comes as an `error` line, too, whose `ref` begins with
   * the word, a dash and the `seq`.
   */
  edit(room: string, seq: number, content: string, mentions?: string[]): Promise<CommandOutcome>;
  /** Takes back a message. */
  delete(room: string, seq: number): Promise<CommandOutcome>;
  /** Reacts to a message, or takes that back. */
  react(room: string, seq: number, emoji: string, on: boolean): Promise<CommandOutcome>;
  /** Pins a message, or takes it off. */
  pin(room: string, seq: number, on: boolean): Promise<CommandOutcome>;
  /** Says how far one has read a room, or one of its threads. */
  read(room: string, seq: number, thread?: number): Promise<CommandOutcome>;
  /** Tells a room that one writes; it is forgotten when it cannot be told now. */
  typing(room: string): void;
  /** Tells whether anybody is there, now and after every reconnect. */
  presence(state: "active" | "idle"): void;
  /** The page before a `seq`, or the newest. Rejects with a ClientError when refused or offline. */
  history(room: string, before?: number, limit?: number): Promise<ServerEvents["history"]>;
  /** Tries a failed message again. */
  retry(id: string): void;
  /** Forgets a message that was not sent. */
  discard(id: string): void;
  /** Tries to connect now: the network came back, or the page is looked at again. */
  reconnectNow(): void;
  /** Closes for good; what is in the outbox stays in its storage. */
  close(): void;
}
