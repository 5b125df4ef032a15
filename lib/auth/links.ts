import { Refused } from "../protocol/refused.ts";
import type { Account, Link, Store } from "../store/store.ts";
import type { Accounts, SignUp } from "./accounts.ts";
import type { Passwords } from "./password.ts";
import { checkPassword } from "./password_rule.ts";
import { hashSecret, newSecret } from "./secret.ts";
import type { Caller, Sessions, Started } from "./sessions.ts";

const DAY = 24 * 60 * 60 * 1_000;

/** Milliseconds that links live: long enough to come back after a weekend, or the next morning. */
const LIFE: Record<Link["kind"], number> = { setup: 7 * DAY, reset: DAY };

export interface LinksDeps {
  store: Store;
  sessions: Sessions;
  passwords: Passwords;
  accounts: Accounts;
  now: () => number;
}

/**
 * Makes the secret of a new set-up link; earlier ones end. To be called at each start, and of use only
 * while there is no admin.
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
    throw new Refused("bad_request", "A guest has no password to reset.");
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

  /** Makes the first admin, and signs it in. */
  async setUp({ token, ...request }: SignUp & { token: string }, caller: Caller): Promise<Started> {
    const { store, sessions, accounts, now } = this.deps;
    const hash = await hashSecret(token);
    if (await store.hasAdmin() || !await store.findLink(hash, "setup", now())) throw spent();
    // The link is used last, so that a name that is taken does not cost it.
    const account = await accounts.create(request, "client");
    const audit = { at: now(), actor: account.id, target: account.id };
    if (!await store.useLink(hash, "setup", now())) {
      await store.deleteAccount(account.id, { ...audit, action: "account deleted" });
      throw spent();
    }
    await store.setAccountRole(account.id, "admin", { ...audit, action: "set up" });
    return await sessions.start({ ...account, role: "admin" }, caller);
  }

  /** Sets a new password and ends all sessions; tells whose. */
  async reset({ token, password }: { token: string; password: string }): Promise<Account> {
    const { store, passwords, now } = this.deps;
    const hash = await hashSecret(token);
    const link = await store.findLink(hash, "reset", now());
    const account = link?.account === undefined ? undefined : await store.findAccount(link.account);
    if (account?.username === undefined) throw spent();
    checkPassword(password, account.username);
    const hashed = await passwords.hash(password);
    if (!await store.useLink(hash, "reset", now())) throw spent();
    await store.setPassword(account.id, hashed);
    return account;
  }
}

/** The same words whatever is wrong with a link. */
function spent(): Refused {
  return new Refused("not_found", "This link has been used or has expired. Ask for a new one.");
}
