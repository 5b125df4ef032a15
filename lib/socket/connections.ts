import type { Chat } from "../chat/chat.ts";
import type { Sessions } from "../auth/sessions.ts";
import type { UsageLimits } from "../ops/config.ts";
import { withTimeout } from "../util/with_timeout.ts";
import type { Log } from "../ops/log.ts";
import { EventLoopLag } from "../ops/event_loop_lag.ts";
import { systemTimer } from "../util/system_timer.ts";
import { CLOSE_CODES } from "../protocol/close_codes.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type { Account, Store } from "../store/store.ts";
import { ClientConnection } from "./connection.ts";
import { ConnectionCounts } from "./connection_counts.ts";

/** Milliseconds to wait for peers to answer a close; one that is stuck never does. */
const CLOSE_TIMEOUT_MS = 1_000;

/** Milliseconds by which the event loop may be late before what can be done again is refused. */
const MAX_LOOP_LAG_MS = 100;

/** Milliseconds between two notes that a session with an open socket is used. */
const SESSION_TOUCH_MS = 60 * 60 * 1_000;

/** Who asks for a connection, and from where. */
export interface ConnectionRequest {
  account: Account;
  /** The id of their session. */
  session: string;
  address: string;
}

export interface ConnectionsDeps {
  chat: Chat;
  store: Pick<Store, "activeSessions" | "isOverloaded">;
  /** Notes that a session is used, whoever is behind it. */
  sessions: Pick<Sessions, "findById">;
  log: Log;
  limits: UsageLimits;
  now: () => number;
}

/** All open connections: who may have another one, whose session still lives, and how they end together. */
export class Connections {
  #open = new Set<ClientConnection>();
  #isDraining = false;
  readonly #counts: ConnectionCounts;
  readonly #lag = new EventLoopLag(systemTimer);

  constructor(private readonly deps: ConnectionsDeps) {
    this.#counts = new ConnectionCounts(deps.limits);
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Whether another connection may open now. @throws ChatError when it may not. */
  admit(request: ConnectionRequest): void {
    if (this.#isDraining) {
      throw new ChatError("restarting", { retryAfter: 1 });
    }
    this.#counts.assertBelowLimits(request);
  }

  /** Serves a socket that was admitted; `upgrade` aborts when its peer goes before it is open. */
  open(socket: WebSocket, request: ConnectionRequest, upgrade: AbortSignal): void {
    const { chat, log, limits } = this.deps;
    const { account, session } = request;
    this.#counts.onOpened(request);
    const connection = new ClientConnection(account, session, socket, {
      chat,
      log: log.with({ address: request.address }),
      rate: limits,
      isOverloaded: () => this.#lag.measure() > MAX_LOOP_LAG_MS || this.deps.store.isOverloaded(),
      upgrade,
      onEnd: () => {
        this.#open.delete(connection);
        this.#counts.onEnded(request);
      },
    });
    connection.touchedAt = this.deps.now();
    this.#open.add(connection);
    connection.closed.then(() => this.#counts.onSocketGone(request));
  }

  /**
   * Closes what belongs to sessions that ended, and tells the others who they are now. Call it whenever
   * sessions or accounts changed.
   */
  async recheck(): Promise<void> {
    const { store, chat, now } = this.deps;
    const sessions = new Set(Array.from(this.#open, ({ session }) => session));
    if (sessions.size === 0) return;
    const activeSessions = await store.activeSessions([...sessions], now());
    const changed = new Map<string, Account>();
    for (const connection of [...this.#open]) {
      // One that opened meanwhile was checked as it did.
      if (!sessions.has(connection.session)) continue;
      const account = activeSessions.get(connection.session);
      if (!account) connection.closeWithReason(CLOSE_CODES.signedOut, "signed out");
      else if (isOther(account, connection.account)) {
        connection.account = account;
        changed.set(account.id, account);
      }
    }
    for (const account of changed.values()) chat.people.onAccountChanged(account);
    await this.#touchSessions();
  }

  /** A session with an open socket is in use. */
  async #touchSessions(): Promise<void> {
    const at = this.deps.now();
    const due = [...this.#open].filter(({ touchedAt }) => at - touchedAt >= SESSION_TOUCH_MS);
    for (const connection of due) connection.touchedAt = at;
    const sessions = new Set(due.map(({ session }) => session));
    await Promise.all(Array.from(sessions, (session) => this.deps.sessions.findById(session)));
  }

  /** Takes no new work, answers what was accepted, then sends everyone away to come back. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await Promise.all(Array.from(this.#open, (connection) => connection.drain()));
    this.deps.chat.flush();
    const open = [...this.#open];
    for (const connection of open) connection.closeWithReason(CLOSE_CODES.restart, "restart");
    await withTimeout(CLOSE_TIMEOUT_MS, Promise.all(open.map(({ closed }) => closed)));
    this.#lag.stop();
  }
}

function isOther(one: Account, other: Account): boolean {
  return one.name !== other.name || one.role !== other.role || one.username !== other.username;
}
