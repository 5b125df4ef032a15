import type { Account } from "../../../../lib/protocol/model.ts";
import type { Audited, Managed } from "../../state/paged_lists.ts";
import type { Access, Settings } from "../../state/state.ts";
import { type Ask, type Paged, type PageOf, pageQuery, path } from "./request.ts";

/** What admins may do. */
export interface AdminApi {
  accounts(page: PageOf): Promise<Paged<Managed>>;
  updateAccount(
    id: string,
    changes: { role?: Account["role"]; disabled?: boolean },
  ): Promise<Managed>;
  deleteAccount(id: string): Promise<void>;
  /** Makes a link that sets a new password, and returns its path. */
  resetLink(id: string): Promise<string>;
  settings(): Promise<Settings>;
  changeSettings(changes: Partial<Access>): Promise<Settings>;
  audit(page: PageOf): Promise<Paged<Audited>>;
}

export function adminApi(ask: Ask): AdminApi {
  return {
    accounts: async (page) => {
      const { accounts, more } = await ask<{ accounts: Managed[]; more: boolean }>(
        "GET",
        `admin/accounts${pageQuery(page)}`,
      );
      const last = accounts.at(-1);
      return { items: accounts, next: more && last ? `after=${last.id}` : undefined };
    },
    updateAccount: async (id, changes) =>
      (await ask<{ account: Managed }>("PATCH", path`admin/accounts/${id}`, changes)).account,
    deleteAccount: (id) => ask("DELETE", path`admin/accounts/${id}`),
    resetLink: async (id) =>
      (await ask<{ path: string }>("POST", path`admin/accounts/${id}/reset`)).path,
    settings: () => ask("GET", "admin/settings"),
    changeSettings: (changes) => ask("PUT", "admin/settings", changes),
    audit: async (page) => {
      type Entry = Omit<Audited, "id"> & { n: number };
      const { entries, more } = await ask<{ entries: Entry[]; more: boolean }>(
        "GET",
        `admin/audit${pageQuery(page)}`,
      );
      const items = entries.map(({ n, ...entry }) => ({ ...entry, id: String(n) }));
      const last = items.at(-1);
      return { items, next: more && last ? `before=${last.id}` : undefined };
    },
  };
}
