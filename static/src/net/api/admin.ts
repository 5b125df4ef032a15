import type { Account } from "../../../../lib/protocol/model.ts";
import type { AdminAccount, AuditLine } from "../../state/paged_lists.ts";
import type { Access, Settings } from "../../state/state.ts";
import { type ApiPage, apiPath, type PageRequest, pageSearch, type RequestApi } from "./request.ts";

/** What admins may do. */
export interface AdminApi {
  accounts(page: PageRequest): Promise<ApiPage<AdminAccount>>;
  updateAccount(
    id: string,
    changes: { role?: Account["role"]; disabled?: boolean },
  ): Promise<AdminAccount>;
  deleteAccount(id: string): Promise<void>;
  /** Makes a link that sets a new password, and returns its path. */
  resetLink(id: string): Promise<string>;
  settings(): Promise<Settings>;
  changeSettings(changes: Partial<Access>): Promise<Settings>;
  audit(page: PageRequest): Promise<ApiPage<AuditLine>>;
}

export function adminApi(ask: RequestApi): AdminApi {
  return {
    accounts: async (page) => {
      const { accounts, more } = await ask<{ accounts: AdminAccount[]; more: boolean }>(
        "GET",
        `admin/accounts${pageSearch(page)}`,
      );
      const last = accounts.at(-1);
      return { items: accounts, next: more && last ? `after=${last.id}` : undefined };
    },
    updateAccount: async (id, changes) =>
      (await ask<{ account: AdminAccount }>("PATCH", apiPath`admin/accounts/${id}`, changes))
        .account,
    deleteAccount: (id) => ask("DELETE", apiPath`admin/accounts/${id}`),
    resetLink: async (id) =>
      (await ask<{ path: string }>("POST", apiPath`admin/accounts/${id}/reset`)).path,
    settings: () => ask("GET", "admin/settings"),
    changeSettings: (changes) => ask("PUT", "admin/settings", changes),
    audit: async (page) => {
      type Entry = Omit<AuditLine, "id"> & { n: number };
      const { entries, more } = await ask<{ entries: Entry[]; more: boolean }>(
        "GET",
        `admin/audit${pageSearch(page)}`,
      );
      const items = entries.map(({ n, ...entry }) => ({ ...entry, id: String(n) }));
      const last = items.at(-1);
      return { items, next: more && last ? `before=${last.id}` : undefined };
    },
  };
}
