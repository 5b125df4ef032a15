import { isGuest } from "../protocol/guests.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type { Account, OneTimeLink, SetupSecret, Store } from "../store/store.ts";
import type { Accounts, SignUpRequest } from "./accounts.ts";
import type { Passwords } from "./password_hashing.ts";
import { hashToken, randomToken } from "./random_token.ts";
import type { RequestOrigin, Sessions, StartedSession } from "./sessions.ts";

const HOUR_IN_MS = 60 * 60 * 1_000;

/** Milliseconds that links live: a set-up link is opened as it is made, a reset link the next morning. */
const LINK_TTL_MS: Record<OneTimeLink["kind"], number> = {
  setup: HOUR_IN_MS,
  reset: 24 * HOUR_IN_MS,
};

export interface OneTimeLinksDeps {
  store: Store;
  sessions: Sessions;
  passwords: Passwords;
  accounts: Accounts;
  /** The hash of the token that the environment gives for the set-up. */
  setupToken: string | undefined;
  now: () => number;
}

/**
 * Makes the secret of a new set-up link; earlier ones end. It is of use only while there is no admin.
 */
export async function createSetupLink(store: Store, now: number): Promise<string> {
  const token = randomToken();
  const hash = await hashToken(token);
  await store.createOneTimeLink({ hash, kind: "setup", expiresAt: now + LINK_TTL_MS.setup });
  return token;
}

/**
 * Makes the secret of a link that sets a new password; earlier ones of the account end.
 * @throws ChatError `bad_request` for a guest.
 */
export async function createResetLink(
  store: Store,
  account: Account,
  now: number,
): Promise<string> {
  if (isGuest(account)) {
    throw new ChatError("guest_reset");
  }
  const token = randomToken();
  const hash = await hashToken(token);
  const expiresAt = now + LINK_TTL_MS.reset;
  await store.createOneTimeLink({ hash, kind: "reset", account: account.id, expiresAt });
  return token;
}

/** What one-time links open. Throws ChatError. */
export class OneTimeLinks {
  constructor(private readonly deps: OneTimeLinksDeps) {}

  /** Makes the first admin, by a set-up link or the token of the environment, and signs it in. */
  async createFirstAdmin(
    { token, ...request }: SignUpRequest & { token: string },
    caller: RequestOrigin,
  ): Promise<StartedSession> {
    const { sessions, accounts } = this.deps;
    const hash = await hashToken(token);
    const secret: SetupSecret = { kind: hash === this.deps.setupToken ? "token" : "link", hash };
    // Nobody makes the server hash passwords with a secret that is not good.
    const account = await this.#isValid(secret)
      ? await accounts.createFirstAdmin(request, secret)
      : undefined;
    if (!account) throw setupLinkExpiredError();
    return await sessions.startForDevice(account, caller);
  }

  async #isValid({ kind, hash }: SetupSecret): Promise<boolean> {
    const { store, now } = this.deps;
    if (await store.hasAdmin()) return false;
    if (kind === "token") return !await store.isSetupTokenUsed(hash);
    return await store.findOneTimeLink(hash, "setup", now()) !== undefined;
  }

  /** Sets a new password and ends all sessions; tells whose. */
  async resetPassword({ token, password }: { token: string; password: string }): Promise<Account> {
    const { store, passwords, now } = this.deps;
    const hash = await hashToken(token);
    const link = await store.findOneTimeLink(hash, "reset", now());
    const account = link?.account === undefined ? undefined : await store.findAccount(link.account);
    if (account?.username === undefined) throw linkExpiredError();
    await passwords.assertAllowed(password, [account.username, account.name]);
    const hashed = await passwords.hash(password);
    if (!await store.redeemOneTimeLink(hash, "reset", now())) throw linkExpiredError();
    await store.setPassword(account.id, hashed);
    return account;
  }
}

/** The same words whatever is wrong with a link. */
function linkExpiredError(): ChatError {
  return new ChatError("link_expired");
}

/** The same words whatever is wrong with a set-up link or token. */
function setupLinkExpiredError(): ChatError {
  return new ChatError("setup_link_expired");
}
