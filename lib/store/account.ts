import type { AuditAction } from "../protocol/audit_actions.ts";

/** What an account may do on this server. */
export type AccountRole = "client" | "operator" | "admin";

/** Someone who can act. Times are milliseconds since 1970. */
export interface Account {
  id: string;
  /** What others see; empty for an account that is deleted. */
  name: string;
  role: AccountRole;
  /** The name to sign in with; guests have none. */
  username?: string;
  createdAt: number;
  /** Disabled accounts keep what they wrote and cannot sign in. */
  disabled: boolean;
  /** When the account was last online, as far as is known. */
  seenAt?: number;
}

/** What makes an account one that can sign in. `key` is the user name as it must be unique. */
export interface AccountCredentials {
  username: string;
  key: string;
  /** The password's hash with its parameters, as text. */
  password: string;
}

/**
 * A name and the key under which it imitates others: two names with one key look alike. The keys of
 * accounts that can sign in, and of guests with a session, are theirs alone. A guest whose sessions are
 * gone can never come back, and no longer keeps its key from others.
 */
export interface UniqueName {
  name: string;
  key: string;
}

/** A session: a signed-in device, or a program. Only `hash`, the SHA-256 of its secret in hex, is stored. */
export interface StoredSession {
  /** What its owner sees and ends it by; says nothing about the secret. */
  id: string;
  hash: string;
  account: string;
  kind: "device" | "program";
  /** What the device called itself, cut to a sensible length. */
  agent: string;
  createdAt: number;
  seenAt: number;
  expiresAt: number;
}

/** A one-time right that is handed over as a link: to become the admin, or to set a new password. */
export interface OneTimeLink {
  hash: string;
  kind: "setup" | "reset";
  /** Whose password it sets; absent for `setup`. */
  account?: string;
  expiresAt: number;
}

/**
 * What lets somebody become the first admin, by its hash: a set-up link, or a token that the environment
 * gave, which works once ever.
 */
export interface SetupSecret {
  kind: "link" | "token";
  hash: string;
}

export type NameResult = "ok" | "taken";

/**
 * What became of an act on an account. `last_admin`: nobody would be left who is an admin and can
 * sign in, and nothing was changed; the check is in the same transaction.
 */
export type AccountActionResult = "ok" | "absent" | "last_admin";

export interface AccountStore {
  /** Creates an account without credentials and its first session. `taken`: the name is another's. */
  createGuest(account: Account, name: UniqueName, session: StoredSession): Promise<NameResult>;
  /** Creates an account that can sign in. `taken`: the user name or the name is another's. */
  createAccount(
    account: Account,
    name: UniqueName,
    credentials: AccountCredentials,
  ): Promise<NameResult>;
  /**
   * Creates the first admin, and uses the secret up. `spent`, and nothing changed: there is an admin, or the
   * secret was used, or has expired when the entry says. A name that is taken does not cost the secret.
   */
  createFirstAdmin(
    account: Account,
    name: UniqueName,
    credentials: AccountCredentials,
    secret: SetupSecret,
    audit: AuditEntry,
  ): Promise<NameResult | "spent">;
  /** Whether somebody became the first admin with this token. */
  isSetupTokenUsed(hash: string): Promise<boolean>;
  /** Makes a guest an account that can sign in; it keeps its id and all that it has. */
  claimAccount(id: string, name: UniqueName, credentials: AccountCredentials): Promise<NameResult>;
  /** What to check a password against, for a user name's key. */
  findCredentials(key: string): Promise<{ account: Account; password: string } | undefined>;
  /** Sets a password. Every session but `keep` ends; all links of the account are used up. */
  setPassword(account: string, password: string, exceptSession?: string): Promise<void>;
  /**
   * Replaces a hash by one with newer parameters; no session ends. With `was`, the hash that the password
   * was checked against, nothing happens when the password was changed meanwhile.
   */
  rehashPassword(account: string, password: string, previousHash?: string): Promise<void>;
  renameAccount(id: string, name: UniqueName): Promise<NameResult>;
  setAccountRole(id: string, role: AccountRole, audit: AuditEntry): Promise<AccountActionResult>;
  /** Disables an account, which ends its sessions, or enables it again. */
  setDisabled(id: string, disabled: boolean, audit: AuditEntry): Promise<AccountActionResult>;
  /**
   * Deletes an account: its credentials, sessions, memberships and blocks, what it saved and how far it
   * read, and files that no message has. What it wrote stays, with its files, under the name "Deleted
   * account". Its latest 200 reactions go with a `rev` of their rooms, of which nobody is told; each `sweep()` takes 200 more.
   */
  deleteAccount(id: string, audit: AuditEntry): Promise<AccountActionResult>;
  findAccount(id: string): Promise<Account | undefined>;
  findAccounts(ids: readonly string[]): Promise<Account[]>;
  /** Accounts by name; `query` is the beginning of any word of a name, or of the user name. */
  listAccounts(options: {
    query?: string;
    guests: boolean;
    /** The last account of the page before. */
    after?: { name: string; id: string };
    limit: number;
  }): Promise<Account[]>;
  /** Whether there is an admin who can sign in. */
  hasAdmin(): Promise<boolean>;
  /** Notes when accounts were last online. */
  markSeen(ids: readonly string[], at: number): Promise<void>;

  /** Hides `other` from an account, or shows them again. */
  setBlock(account: string, other: string, blocked: boolean): Promise<void>;
  listBlocks(account: string): Promise<string[]>;
  /** All blocks, for the registry. */
  listAllBlocks(): Promise<{ account: string; other: string }[]>;
}

export interface SessionStore {
  createSession(session: StoredSession): Promise<void>;
  /** The session and account behind a hash, if it lives at `now` and the account is not disabled. */
  findSession(
    hash: string,
    now: number,
  ): Promise<{ session: StoredSession; account: Account } | undefined>;
  /** The same, by the session's id. */
  findSessionById(
    id: string,
    now: number,
  ): Promise<{ session: StoredSession; account: Account } | undefined>;
  /** The account's sessions that live, newest first. */
  listSessions(account: string, now: number): Promise<StoredSession[]>;
  /** Notes when a session was used, and puts its end off to `expiresAt`, never forward. */
  touchSession(id: string, at: number, expiresAt: number): Promise<void>;
  /** Ends one of an account's sessions; `false` when it has no such session. */
  endSession(account: string, id: string): Promise<boolean>;
  /** Ends all of an account's sessions but `keep`. */
  endSessions(account: string, exceptSession?: string): Promise<void>;
  /** Which of these sessions live at `now`, with their accounts as they are now. */
  activeSessions(ids: readonly string[], now: number): Promise<Map<string, Account>>;
  /**
   * A number that moves whenever a session or an account changes, by whatever process; when they were last
   * seen does not count.
   */
  sessionsRevision(): Promise<number>;
  /** Accounts whose deletion moved the sessions' revision beyond `revision`, by whatever process. */
  accountsDeletedSince(revision: number): Promise<string[]>;
  /**
   * Removes sessions, refresh tokens, links, invites, mutes and unsent files that ended before `now`, and some of the
   * reactions that deleted accounts have left.
   */
  sweep(now: number): Promise<void>;

  /** Adds a refresh token to a program's session. */
  addRefreshToken(hash: string, session: string): Promise<void>;
  /**
   * Trades a refresh token for the next. `reused`: it was traded before, so somebody else has it, and
   * the whole session has ended.
   */
  rotateRefreshToken(hash: string, next: string, now: number): Promise<
    { kind: "ok"; session: StoredSession; account: Account } | { kind: "reused" | "unknown" }
  >;

  /** Adds a link; the earlier ones of its kind, for the same account, end. */
  createOneTimeLink(link: OneTimeLink): Promise<void>;
  /** The link, while it lives and was not used. */
  findOneTimeLink(
    hash: string,
    kind: OneTimeLink["kind"],
    now: number,
  ): Promise<OneTimeLink | undefined>;
  /** Uses a link up; `undefined` when it does not live or was used. */
  redeemOneTimeLink(
    hash: string,
    kind: OneTimeLink["kind"],
    now: number,
  ): Promise<OneTimeLink | undefined>;
}

/** One line of the audit log: who did what to whom, where. */
export interface AuditEntry {
  at: number;
  /** An account's id; `cli` for whoever has the machine. */
  actor: string;
  action: AuditAction;
  /** The account that it was done to. */
  target?: string;
  room?: string;
  detail?: string;
}

export interface AuditLog {
  /** Newest first; `before` is the `n` of the last line of the page before. */
  readAudit(limit: number, before?: number): Promise<
    (AuditEntry & {
      n: number;
      actorName?: string;
      targetName?: string;
      /** Present where they are guests now. */
      actorGuest?: true;
      targetGuest?: true;
    })[]
  >;
  appendAudit(entry: AuditEntry): Promise<void>;
}

/** Settings that an admin changes while Parley runs; names and values are text. */
export interface SettingsStore {
  readSettings(): Promise<Record<string, string>>;
  writeSetting(name: string, value: string, audit: AuditEntry): Promise<void>;
}
