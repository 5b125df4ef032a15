import type { SessionLimits } from "../ops/config.ts";
import { newId } from "../protocol/ids.ts";
import type { Account, Store, StoredSession } from "../store/store.ts";
import { hashToken, randomToken } from "./random_token.ts";

const DAY_IN_MS = 24 * 60 * 60 * 1_000;

/** How long a session lives where nothing else is configured. */
export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  maxAgeMs: 90 * DAY_IN_MS,
  idleTimeoutMs: 14 * DAY_IN_MS,
};

/** Milliseconds between two notes of when a session was last seen. */
const SESSION_TOUCH_INTERVAL_MS = 60_000;

/** Characters that are kept of what a device calls itself. */
const MAX_USER_AGENT_CHARS = 200;

/** Who is behind a request, and by which session. */
export interface Identity {
  session: StoredSession;
  account: Account;
}

/** A session that just began; only the caller ever sees its secret. */
export interface StartedSession extends Identity {
  secret: string;
}

/** Where a request comes from. */
export interface RequestOrigin {
  /** As limits count it. */
  address: string;
  /** What the device calls itself. */
  userAgent: string;
  /** The session that the device has already; it ends when another begins. */
  identity?: Identity | undefined;
  /** The cookie by which accounts know the device. */
  deviceCookie?: string | undefined;
}

/** Signed-in devices and programs. Only hashes of secrets are kept. */
export class Sessions {
  constructor(
    private readonly store: Store,
    private readonly now: () => number,
    private readonly limits: SessionLimits = DEFAULT_SESSION_LIMITS,
  ) {}

  /** Milliseconds after its beginning at which a session ends at the latest. */
  get maxAgeMs(): number {
    return this.limits.maxAgeMs;
  }

  /** A session that is not stored yet, and its secret. */
  async build(
    account: string,
    kind: StoredSession["kind"],
    agent: string,
  ): Promise<{ session: StoredSession; secret: string }> {
    const at = this.now();
    const secret = randomToken();
    const session: StoredSession = {
      id: newId(at),
      hash: await hashToken(secret),
      account,
      kind,
      agent: [...agent.toWellFormed().replaceAll("\0", "")].slice(0, MAX_USER_AGENT_CHARS).join(""),
      createdAt: at,
      seenAt: at,
      expiresAt: this.#expiryOf(at, at),
    };
    return { session, secret };
  }

  /** Signs a device in. Its earlier session ends, so that nobody can have planted it. */
  async startForDevice(
    account: Account,
    { userAgent: agent, identity: replaced }: RequestOrigin,
  ): Promise<StartedSession> {
    const { session, secret } = await this.build(account.id, "device", agent);
    await this.store.createSession(session);
    await this.endSession(replaced);
    return { session, account, secret };
  }

  /** Ends the session that another one replaces. */
  async endSession(identity: Identity | undefined): Promise<void> {
    if (identity) await this.endById(identity.account.id, identity.session.id);
  }

  /** Who is behind a secret, while the session lives. */
  async findBySecret(secret: string): Promise<Identity | undefined> {
    return await this.touch(await this.store.findSession(await hashToken(secret), this.now()));
  }

  /** Who is behind a session's id, while it lives. */
  async findById(id: string): Promise<Identity | undefined> {
    return await this.touch(await this.store.findSessionById(id, this.now()));
  }

  /** The sessions of an account, newest first. */
  listForAccount(account: string): Promise<StoredSession[]> {
    return this.store.listSessions(account, this.now());
  }

  /** Ends one of an account's sessions; `false` when it has no such session. */
  endById(account: string, id: string): Promise<boolean> {
    return this.store.endSession(account, id);
  }

  /** Ends all of an account's sessions but one. */
  endOthers({ account, session }: Identity): Promise<void> {
    return this.store.endSessions(account.id, session.id);
  }

  /** Notes that a session is used, which puts its idle end off; at most once a minute. */
  async touch<W extends Identity | undefined>(identity: W): Promise<W> {
    const at = this.now();
    if (identity && at - identity.session.seenAt >= SESSION_TOUCH_INTERVAL_MS) {
      const { id, createdAt } = identity.session;
      await this.store.touchSession(id, at, this.#expiryOf(createdAt, at));
    }
    return identity;
  }

  #expiryOf(createdAt: number, usedAt: number): number {
    return Math.min(createdAt + this.limits.maxAgeMs, usedAt + this.limits.idleTimeoutMs);
  }
}
