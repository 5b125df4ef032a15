import type { SessionLimits } from "../ops/config.ts";
import { newId } from "../protocol/ids.ts";
import type { Account, Session, Store } from "../store/store.ts";
import { hashSecret, newSecret } from "./random_token.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long a session lives where nothing else is configured. */
export const DEFAULT_SESSION_LIMITS: SessionLimits = { lifeMs: 90 * DAY_MS, idleMs: 14 * DAY_MS };

/** Milliseconds between two notes of when a session was last seen. */
const TOUCH = 60_000;

/** Characters that are kept of what a device calls itself. */
const AGENT = 200;

/** Who is behind a request, and by which session. */
export interface Who {
  session: Session;
  account: Account;
}

/** A session that just began; only the caller ever sees its secret. */
export interface Started extends Who {
  secret: string;
}

/** Where a request comes from. */
export interface Caller {
  /** As limits count it. */
  address: string;
  /** What the device calls itself. */
  agent: string;
  /** The session that the device has already; it ends when another begins. */
  who?: Who | undefined;
  /** The cookie by which accounts know the device. */
  device?: string | undefined;
}

/** Signed-in devices and programs. Only hashes of secrets are kept. */
export class Sessions {
  constructor(
    private readonly store: Store,
    private readonly now: () => number,
    private readonly limits: SessionLimits = DEFAULT_SESSION_LIMITS,
  ) {}

  /** Milliseconds after its beginning at which a session ends at the latest. */
  get lifeMs(): number {
    return this.limits.lifeMs;
  }

  /** A session that is not stored yet, and its secret. */
  async make(
    account: string,
    kind: Session["kind"],
    agent: string,
  ): Promise<{ session: Session; secret: string }> {
    const at = this.now();
    const secret = newSecret();
    const session: Session = {
      id: newId(at),
      hash: await hashSecret(secret),
      account,
      kind,
      agent: [...agent.toWellFormed().replaceAll("\0", "")].slice(0, AGENT).join(""),
      createdAt: at,
      seenAt: at,
      expiresAt: this.#expiryOf(at, at),
    };
    return { session, secret };
  }

  /** Signs a device in. Its earlier session ends, so that nobody can have planted it. */
  async start(account: Account, { agent, who }: Caller): Promise<Started> {
    const { session, secret } = await this.make(account.id, "device", agent);
    await this.store.createSession(session);
    await this.leave(who);
    return { session, account, secret };
  }

  /** Ends the session that another one replaces. */
  async leave(who: Who | undefined): Promise<void> {
    if (who) await this.end(who.account.id, who.session.id);
  }

  /** Who is behind a secret, while the session lives. */
  async find(secret: string): Promise<Who | undefined> {
    return await this.touch(await this.store.findSession(await hashSecret(secret), this.now()));
  }

  /** Who is behind a session's id, while it lives. */
  async findById(id: string): Promise<Who | undefined> {
    return await this.touch(await this.store.findSessionById(id, this.now()));
  }

  /** The sessions of an account, newest first. */
  list(account: string): Promise<Session[]> {
    return this.store.listSessions(account, this.now());
  }

  /** Ends one of an account's sessions; `false` when it has no such session. */
  end(account: string, id: string): Promise<boolean> {
    return this.store.endSession(account, id);
  }

  /** Ends all of an account's sessions but one. */
  endOthers({ account, session }: Who): Promise<void> {
    return this.store.endSessions(account.id, session.id);
  }

  /** Notes that a session is used, which puts its idle end off; at most once a minute. */
  async touch<W extends Who | undefined>(who: W): Promise<W> {
    const at = this.now();
    if (who && at - who.session.seenAt >= TOUCH) {
      const { id, createdAt } = who.session;
      await this.store.touchSession(id, at, this.#expiryOf(createdAt, at));
    }
    return who;
  }

  #expiryOf(createdAt: number, usedAt: number): number {
    return Math.min(createdAt + this.limits.lifeMs, usedAt + this.limits.idleMs);
  }
}
