import type { Chat } from "../chat/chat.ts";
import type { Sessions } from "../auth/sessions.ts";
import type { Limits } from "../ops/config.ts";
import { within } from "../util/with_timeout.ts";
import type { Log } from "../ops/log.ts";
import { LoopLag } from "../ops/event_loop_lag.ts";
import { systemTimer } from "../util/system_timer.ts";
import { CLOSE } from "../protocol/errors.ts";
import { Refused } from "../protocol/chat_error.ts";
import type { Account, Store } from "../store/store.ts";
import { Connection } from "./connection.ts";
import { ConnectionCounts } from "./connection_counts.ts";

/** Milliseconds to wait for peers to answer a close; one that is stuck never does. */
const GOODBYE = 1_000;

/** Milliseconds by which the event loop may be late before what can be done again is refused. */
const MAX_LOOP_LAG_MS = 100;

/** Milliseconds between two notes that a session with an open socket is used. */
const SESSION_TOUCH_MS = 60 * 60 * 1_000;

/** Who asks for a connection, and from where. */
export interface Visitor {
  account: Account;
  /** The id of their session. */
  session: string;
  address: string;
}

export interface ConnectionsDeps {
  chat: Chat;
  store: Pick<Store, "livingSessions" | "isOverloaded">;
  /** Notes that a session is used, whoever is behind it. */
  sessions: Pick<Sessions, "findById">;
  log: Log;
  limits: Limits;
  now: () => number;
}

/** All open connections: who may have another one, whose session still lives, and how they end together. */
export class Connections {
  #open = new Set<Connection>();
  #draining = false;
  readonly #counts: ConnectionCounts;
  readonly #lag = new LoopLag(systemTimer);

  constructor(private readonly deps: ConnectionsDeps) {
    this.#counts = new ConnectionCounts(deps.limits);
  }

  get isDraining(): boolean {
    return this.#draining;
  }

  /** Whether another connection may open now. @throws Refused when it may not. */
  admit(visitor: Visitor): void {
    if (this.#draining) {
      throw new Refused("restarting", { retryAfter: 1 });
    }
    this.#counts.check(visitor);
  }

  /** Serves a socket that was admitted; `upgrade` aborts when its peer goes before it is open. */
  open(socket: WebSocket, visitor: Visitor, upgrade: AbortSignal): void {
    const { chat, log, limits } = this.deps;
    const { account, session } = visitor;
    this.#counts.opened(visitor);
    const connection = new Connection(account, session, socket, {
      chat,
      log: log.with({ address: visitor.address }),
      rate: limits,
      isOverloaded: () => this.#lag.measure() > MAX_LOOP_LAG_MS || this.deps.store.isOverloaded(),
      upgrade,
      onEnd: () => {
        this.#open.delete(connection);
        this.#counts.ended(visitor);
      },
    });
    connection.touchedAt = this.deps.now();
    this.#open.add(connection);
    connection.closed.then(() => this.#counts.gone(visitor));
  }

  /**
   * Closes what belongs to sessions that ended, and tells the others who they are now. Call it whenever
   * sessions or accounts changed.
   */
  async recheck(): Promise<void> {
    const { store, chat, now } = this.deps;
    const sessions = new Set(Array.from(this.#open, ({ session }) => session));
    if (sessions.size === 0) return;
    const living = await store.livingSessions([...sessions], now());
    const changed = new Map<string, Account>();
    for (const connection of [...this.#open]) {
      // One that opened meanwhile was checked as it did.
      if (!sessions.has(connection.session)) continue;
      const account = living.get(connection.session);
      if (!account) connection.dismiss(CLOSE.signedOut, "signed out");
      else if (isOther(account, connection.account)) {
        connection.account = account;
        changed.set(account.id, account);
      }
    }
    for (const account of changed.values()) chat.people.changed(account);
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
    this.#draining = true;
    await Promise.all(Array.from(this.#open, (connection) => connection.settle()));
    this.deps.chat.flush();
    const open = [...this.#open];
    for (const connection of open) connection.dismiss(CLOSE.restart, "restart");
    await within(GOODBYE, Promise.all(open.map(({ closed }) => closed)));
    this.#lag.stop();
  }
}

function isOther(one: Account, other: Account): boolean {
  return one.name !== other.name || one.role !== other.role || one.username !== other.username;
}
