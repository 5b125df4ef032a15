import { isGuest } from "../protocol/guests.ts";
import type { AuditAction } from "../protocol/audit_actions.ts";
import { ChatError } from "../protocol/chat_error.ts";
import type {
  Account,
  AccountActionResult,
  AccountRole,
  AuditEntry,
  Store,
} from "../store/store.ts";
import { createResetLink } from "./one_time_links.ts";

/** Accounts, or lines of the audit log, in one page. */
const ADMIN_PAGE_SIZE = 50;

/** One page of a list, and whether there is another one after it. */
export interface ListPage<T> {
  items: T[];
  hasMore: boolean;
}

type StoredAuditEntry = Awaited<ReturnType<Store["readAudit"]>>[number];

/**
 * What admins do to accounts. `by` is the account that does it, or `cli`; whether it may is asked
 * before. Throws ChatError.
 */
export class AccountAdmin {
  constructor(private readonly store: Store, private readonly now: () => number) {}

  /** Accounts and guests by name, after the account `after`. */
  async listAccounts(
    { query, after }: { query?: string | undefined; after?: string | undefined },
  ): Promise<ListPage<Account>> {
    const lastAccount = after === undefined ? undefined : await this.getAccount(after);
    return toListPage(
      await this.store.listAccounts({
        guests: true,
        limit: ADMIN_PAGE_SIZE + 1,
        ...(query ? { query } : {}),
        ...(lastAccount ? { after: { name: lastAccount.name, id: lastAccount.id } } : {}),
      }),
    );
  }

  /** The account of an id. @throws ChatError `not_found`. */
  async getAccount(id: string): Promise<Account> {
    const account = await this.store.findAccount(id);
    if (!account) throw accountNotFoundError();
    return account;
  }

  async setRole(actor: string, id: string, role: AccountRole): Promise<void> {
    const account = await this.getAccount(id);
    if (isGuest(account)) {
      throw new ChatError("guest_role");
    }
    const entry = this.#auditEntry(actor, id, "role", `${account.role} → ${role}`);
    throwUnlessDone(await this.store.setAccountRole(id, role, entry));
  }

  async setDisabled(actor: string, id: string, disabled: boolean): Promise<void> {
    const entry = this.#auditEntry(actor, id, disabled ? "disabled" : "enabled");
    throwUnlessDone(await this.store.setDisabled(id, disabled, entry));
  }

  async deleteAccount(actor: string, id: string): Promise<void> {
    const { name } = await this.getAccount(id);
    throwUnlessDone(
      await this.store.deleteAccount(id, this.#auditEntry(actor, id, "account deleted", name)),
    );
  }

  /** The secret of a one-time link with which the account sets a new password. */
  async createResetLink(actor: string, id: string): Promise<string> {
    const token = await createResetLink(this.store, await this.getAccount(id), this.now());
    await this.store.appendAudit(this.#auditEntry(actor, id, "password link"));
    return token;
  }

  /** The audit log, newest first, before the line `before`. */
  async readAuditLog(before?: number): Promise<ListPage<StoredAuditEntry>> {
    return toListPage(await this.store.readAudit(ADMIN_PAGE_SIZE + 1, before));
  }

  #auditEntry(actor: string, target: string, action: AuditAction, detail?: string): AuditEntry {
    const entry = { at: this.now(), actor, action, target };
    return detail === undefined ? entry : { ...entry, detail };
  }
}

function toListPage<T>(items: T[]): ListPage<T> {
  return { items: items.slice(0, ADMIN_PAGE_SIZE), hasMore: items.length > ADMIN_PAGE_SIZE };
}

function throwUnlessDone(result: AccountActionResult): void {
  if (result === "absent") throw accountNotFoundError();
  if (result === "last_admin") {
    throw new ChatError("last_admin");
  }
}

function accountNotFoundError(): ChatError {
  return new ChatError("no_account");
}
