import { Refused } from "../protocol/chat_error.ts";
import type { Account, Link, SetupSecret, Store } from "../store/store.ts";
import type { Accounts, SignUp } from "./accounts.ts";
import type { Passwords } from "./password_hashing.ts";
import { hashSecret, newSecret } from "./random_token.ts";
import type { Caller, Sessions, Started } from "./sessions.ts";

const HOUR = 60 * 60 * 1_000;

/** Milliseconds that links live: a set-up link is opened as it is made, a reset link the next morning. */
const LIFE: Record<Link["kind"], number> = { setup: HOUR, reset: 24 * HOUR };

export interface LinksDeps {
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
  const token = newSecret();
  const hash = await hashSecret(token);
  await store.createLink({ hash, kind: "setup", expiresAt: now + LIFE.setup });
  return token;
}

/**
 * Makes the secret of a link that sets a new password; earlier ones of the account end.
 * @throws Refused `bad_request` for a guest.
 */
export async function createResetLink(
  store: Store,
  account: Account,
  now: number,
): Promise<string> {
  if (account.username === undefined) {
    throw new Refused("guest_reset");
  }
  const token = newSecret();
  const hash = await hashSecret(token);
  const expiresAt = now + LIFE.reset;
  await store.createLink({ hash, kind: "reset", account: account.id, expiresAt });
  return token;
}

/** What one-time links open. Refuses with Refused. */
export class Links {
  constructor(private readonly deps: LinksDeps) {}

  /** Makes the first admin, by a set-up link or the token of the environment, and signs it in. */
  async setUp({ token, ...request }: SignUp & { token: string }, caller: Caller): Promise<Started> {
    const { sessions, accounts } = this.deps;
    const hash = await hashSecret(token);
    const secret: SetupSecret = { kind: hash === this.deps.setupToken ? "token" : "link", hash };
    // Nobody makes the server hash passwords with a secret that is not good.
    const account = await this.#isGood(secret)
      ? await accounts.createFirstAdmin(request, secret)
      : undefined;
    if (!account) throw notSetUp();
    return await sessions.start(account, caller);
  }

  async #isGood({ kind, hash }: SetupSecret): Promise<boolean> {
    const { store, now } = this.deps;
    if (await store.hasAdmin()) return false;
    if (kind === "token") return !await store.isSetupTokenUsed(hash);
    return await store.findLink(hash, "setup", now()) !== undefined;
  }

  /** Sets a new password and ends all sessions; tells whose. */
  async reset({ token, password }: { token: string; password: string }): Promise<Account> {
    const { store, passwords, now } = this.deps;
    const hash = await hashSecret(token);
    const link = await store.findLink(hash, "reset", now());
    const account = link?.account === undefined ? undefined : await store.findAccount(link.account);
    if (account?.username === undefined) throw spent();
    await passwords.check(password, [account.username, account.name]);
    const hashed = await passwords.hash(password);
    if (!await store.useLink(hash, "reset", now())) throw spent();
    await store.setPassword(account.id, hashed);
    return account;
  }
}

/** The same words whatever is wrong with a link. */
function spent(): Refused {
  return new Refused("link_expired");
}

/** The same words whatever is wrong with a set-up link or token. */
function notSetUp(): Refused {
  return new Refused("setup_link_expired");
}
