import type { AuditAction } from "../protocol/audit_actions.ts";
import { Refused } from "../protocol/chat_error.ts";
import type { Account, AccountRole, AuditEntry, Ruled, Store } from "../store/store.ts";
import { createResetLink } from "./one_time_links.ts";

/** Accounts, or lines of the audit log, in one page. */
const PAGE = 50;

/** One page of a list, and whether there is another one after it. */
export interface Paged<T> {
  items: T[];
  more: boolean;
}

type AuditLine = Awaited<ReturnType<Store["readAudit"]>>[number];

/**
 * What admins do to accounts. `by` is the account that does it, or `cli`; whether it may is asked
 * before. Refuses with Refused.
 */
export class Admin {
  constructor(private readonly store: Store, private readonly now: () => number) {}

  /** Accounts and guests by name, after the account `after`. */
  async list(
    { query, after }: { query?: string | undefined; after?: string | undefined },
  ): Promise<Paged<Account>> {
    const last = after === undefined ? undefined : await this.find(after);
    return page(
      await this.store.listAccounts({
        guests: true,
        limit: PAGE + 1,
        ...(query ? { query } : {}),
        ...(last ? { after: { name: last.name, id: last.id } } : {}),
      }),
    );
  }

  /** The account of an id. @throws Refused `not_found`. */
  async find(id: string): Promise<Account> {
    const account = await this.store.findAccount(id);
    if (!account) throw nobody();
    return account;
  }

  async setRole(by: string, id: string, role: AccountRole): Promise<void> {
    const account = await this.find(id);
    if (account.username === undefined) {
      throw new Refused("guest_role");
    }
    const entry = this.#entry(by, id, "role", `${account.role} → ${role}`);
    check(await this.store.setAccountRole(id, role, entry));
  }

  async setDisabled(by: string, id: string, disabled: boolean): Promise<void> {
    const entry = this.#entry(by, id, disabled ? "disabled" : "enabled");
    check(await this.store.setDisabled(id, disabled, entry));
  }

  async delete(by: string, id: string): Promise<void> {
    const { name } = await this.find(id);
    check(await this.store.deleteAccount(id, this.#entry(by, id, "account deleted", name)));
  }

  /** The secret of a one-time link with which the account sets a new password. */
  async createResetLink(by: string, id: string): Promise<string> {
    const token = await createResetLink(this.store, await this.find(id), this.now());
    await this.store.audit(this.#entry(by, id, "password link"));
    return token;
  }

  /** The audit log, newest first, before the line `before`. */
  async audit(before?: number): Promise<Paged<AuditLine>> {
    return page(await this.store.readAudit(PAGE + 1, before));
  }

  #entry(by: string, target: string, action: AuditAction, detail?: string): AuditEntry {
    const entry = { at: this.now(), actor: by, action, target };
    return detail === undefined ? entry : { ...entry, detail };
  }
}

function page<T>(items: T[]): Paged<T> {
  return { items: items.slice(0, PAGE), more: items.length > PAGE };
}

function check(result: Ruled): void {
  if (result === "absent") throw nobody();
  if (result === "last_admin") {
    throw new Refused("last_admin");
  }
}

function nobody(): Refused {
  return new Refused("no_account");
}
