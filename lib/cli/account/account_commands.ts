import type { Admin } from "../../auth/account_admin.ts";
import { rotateKeys } from "../../auth/signing_keys.ts";
import { createSetupLink } from "../../auth/one_time_links.ts";
import { nameKey } from "../../auth/name_skeleton.ts";
import { Refused } from "../../protocol/chat_error.ts";
import type { Account, Store } from "../../store/store.ts";
import { table } from "../shared/table.ts";

/** Who did it, in the audit log. */
const ACTOR = "cli";

/** Accounts that are read at once. */
const PAGE = 500;

/** What a command works with. */
export interface Shell {
  store: Store;
  admin: Admin;
  /** The folder of the data. */
  dir: string;
  /** Where people reach Parley, without a slash at the end. */
  url: string;
}

/** A command, and whether it wants a user name; it returns what to print. */
export type Command =
  | { wantsName: false; run(shell: Shell): Promise<string> }
  | { wantsName: true; run(shell: Shell, username: string): Promise<string> };

/** The commands, by their words. They refuse with Refused. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["list", { wantsName: false, run: list }],
  ["promote", toAccount("is an admin.", ({ admin }, { id }) => admin.setRole(ACTOR, id, "admin"))],
  ["demote", toAccount("is a client.", ({ admin }, { id }) => admin.setRole(ACTOR, id, "client"))],
  ["disable", toAccount("is disabled.", ({ admin }, { id }) => admin.setDisabled(ACTOR, id, true))],
  ["enable", toAccount("can sign in.", ({ admin }, { id }) => admin.setDisabled(ACTOR, id, false))],
  ["delete", toAccount("is deleted.", ({ admin }, { id }) => admin.delete(ACTOR, id))],
  ["reset", { wantsName: true, run: reset }],
  ["setup", { wantsName: false, run: setUp }],
  ["rotate-key", { wantsName: false, run: rotateKey }],
]);

function toAccount(
  done: string,
  act: (shell: Shell, account: Account) => Promise<void>,
): Command {
  return {
    wantsName: true,
    run: async (shell, username) => {
      const account = await find(shell.store, username);
      await act(shell, account);
      return `${account.username} ${done}`;
    },
  };
}

async function list({ store }: Shell): Promise<string> {
  const accounts: Account[] = [];
  const options = { guests: false, limit: PAGE };
  let page = await store.listAccounts(options);
  accounts.push(...page);
  while (page.length === PAGE) {
    page = await store.listAccounts({ ...options, after: page.at(-1)! });
    accounts.push(...page);
  }
  if (accounts.length === 0) return "There are no accounts yet.";
  return table([["USER NAME", "NAME", "ROLE", "STATE", "LAST SEEN"], ...accounts.map(row)]);
}

function row({ username, name, role, disabled, seenAt }: Account): string[] {
  const seen = seenAt === undefined
    ? "never"
    : new Date(seenAt).toISOString().slice(0, 16).replace("T", " ");
  return [username ?? "", name, role, disabled ? "disabled" : "active", seen];
}

async function reset({ store, admin, url }: Shell, name: string): Promise<string> {
  const { id, username } = await find(store, name);
  const token = await admin.createResetLink(ACTOR, id);
  return `This link sets a new password for ${username}, once, within a day:\n${url}/reset#${token}`;
}

async function setUp({ store, url }: Shell): Promise<string> {
  if (await store.hasAdmin()) {
    throw new Refused("admin_exists");
  }
  const token = await createSetupLink(store, Date.now());
  return `This link makes the first admin, once, within an hour:\n${url}/setup#${token}`;
}

async function rotateKey({ store, dir }: Shell): Promise<string> {
  await rotateKeys(dir);
  await store.audit({ at: Date.now(), actor: ACTOR, action: "key rotated" });
  return "Tokens are signed with a new key.";
}

/** Names that look alike have one key, but only the very one is meant here. */
async function find(store: Store, username: string): Promise<Account> {
  const account = (await store.findCredentials(nameKey(username)))?.account;
  if (account?.username === username.toLowerCase()) return account;
  const hint = account ? ` Do you mean ${account.username}?` : "";
  throw new Refused("no_username", { params: { username, hint } });
}
