import { newId } from "../protocol/ids.ts";
import type { Account, Store } from "../store/store.ts";
import { hashSecret, newSecret } from "./secret.ts";

/** How long a session lives: 30 days, in milliseconds. */
export const SESSION_LIFE = 30 * 24 * 60 * 60 * 1_000;

/** A session that just began; only the caller ever sees its secret. */
export interface Started {
  account: Account;
  secret: string;
}

/** Who is behind a request. Only hashes of secrets are kept. */
export class Sessions {
  constructor(private readonly store: Store, private readonly now: () => number) {}

  /** Creates a guest and signs it in. */
  async startGuest(name: string): Promise<Started> {
    const at = this.now();
    const account = { id: newId(), name, createdAt: at };
    const secret = newSecret();
    await this.store.createGuest(account, {
      hash: await hashSecret(secret),
      account: account.id,
      createdAt: at,
      expiresAt: at + SESSION_LIFE,
    });
    return { account, secret };
  }

  /** The account behind a secret, while its session lives. */
  async find(secret: string): Promise<Account | undefined> {
    return await this.store.findSession(await hashSecret(secret), this.now());
  }

  async end(secret: string): Promise<void> {
    await this.store.endSession(await hashSecret(secret));
  }
}
