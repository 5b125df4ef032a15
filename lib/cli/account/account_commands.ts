import type { AccountAdmin } from "../../auth/account_admin.ts";
import { rotateSigningKeys } from "../../auth/signing_keys.ts";
import { createSetupLink } from "../../auth/one_time_links.ts";
import { nameSkeleton } from "../../auth/name_skeleton.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import type { Account, Store } from "../../store/store.ts";
import { alignColumns } from "../shared/table.ts";

/** Who did it, in the audit log. */
const CLI_ACTOR = "cli";

/** Accounts that are read at once. */
const ACCOUNT_PAGE_SIZE = 500;

/** What a command works with. */
export interface AccountCommandContext {
  store: Store;
  accountAdmin: AccountAdmin;
  /** The folder of the data. */
  dataDir: string;
  /** Where people reach Parley, without a slash at the end. */
  url: string;
}

/** A command, and whether it wants a user name; it returns what to print. */
export type AccountCommand =
  | { requiresName: false; run(shell: AccountCommandContext): Promise<string> }
  | { requiresName: true; run(shell: AccountCommandContext, username: string): Promise<string> };

/** The commands, by their words. They refuse with ChatError. */
export const ACCOUNT_COMMANDS: ReadonlyMap<string, AccountCommand> = new Map<
  string,
  AccountCommand
>([
  ["list", { requiresName: false, run: listAccounts }],
  [
    "promote",
    accountCommand(
      "is an admin.",
      ({ accountAdmin: admin }, { id }) => admin.setRole(CLI_ACTOR, id, "admin"),
    ),
  ],
  [
    "demote",
    accountCommand(
      "is a client.",
      ({ accountAdmin: admin }, { id }) => admin.setRole(CLI_ACTOR, id, "client"),
    ),
  ],
  [
    "disable",
    accountCommand(
      "is disabled.",
      ({ accountAdmin: admin }, { id }) => admin.setDisabled(CLI_ACTOR, id, true),
    ),
  ],
  [
    "enable",
    accountCommand(
      "can sign in.",
      ({ accountAdmin: admin }, { id }) => admin.setDisabled(CLI_ACTOR, id, false),
    ),
  ],
  [
    "delete",
    accountCommand(
      "is deleted.",
      ({ accountAdmin: admin }, { id }) => admin.deleteAccount(CLI_ACTOR, id),
    ),
  ],
  ["reset", { requiresName: true, run: createResetLinkText }],
  ["setup", { requiresName: false, run: createSetupLinkText }],
  ["rotate-key", { requiresName: false, run: rotateSigningKey }],
]);

function accountCommand(
  outcome: string,
  apply: (shell: AccountCommandContext, account: Account) => Promise<void>,
): AccountCommand {
  return {
    requiresName: true,
    run: async (shell, username) => {
      const account = await findAccount(shell.store, username);
      await apply(shell, account);
      return `${account.username} ${outcome}`;
    },
  };
}

async function listAccounts({ store }: AccountCommandContext): Promise<string> {
  const accounts: Account[] = [];
  const options = { guests: false, limit: ACCOUNT_PAGE_SIZE };
  let page = await store.listAccounts(options);
  accounts.push(...page);
  while (page.length === ACCOUNT_PAGE_SIZE) {
    page = await store.listAccounts({ ...options, after: page.at(-1)! });
    accounts.push(...page);
  }
  if (accounts.length === 0) return "There are no accounts yet.";
  return alignColumns([
    ["USER NAME", "NAME", "ROLE", "STATE", "LAST SEEN"],
    ...accounts.map(accountRow),
  ]);
}

function accountRow({ username, name, role, disabled, seenAt }: Account): string[] {
  const seen = seenAt === undefined
    ? "never"
    : new Date(seenAt).toISOString().slice(0, 16).replace("T", " ");
  return [username ?? "", name, role, disabled ? "disabled" : "active", seen];
}

async function createResetLinkText(
  { store, accountAdmin: admin, url }: AccountCommandContext,
  name: string,
): Promise<string> {
  const { id, username } = await findAccount(store, name);
  const token = await admin.createResetLink(CLI_ACTOR, id);
  return `This link sets a new password for ${username}, once, within a day:\n${url}/reset#${token}`;
}

async function createSetupLinkText({ store, url }: AccountCommandContext): Promise<string> {
  if (await store.hasAdmin()) {
    throw new ChatError("admin_exists");
  }
  const token = await createSetupLink(store, Date.now());
  return `This link makes the first admin, once, within an hour:\n${url}/setup#${token}`;
}

async function rotateSigningKey({ store, dataDir: dir }: AccountCommandContext): Promise<string> {
  await rotateSigningKeys(dir);
  await store.appendAudit({ at: Date.now(), actor: CLI_ACTOR, action: "key rotated" });
  return "Tokens are signed with a new key.";
}

/** Names that look alike have one key, but only the very one is meant here. */
async function findAccount(store: Store, username: string): Promise<Account> {
  const account = (await store.findCredentials(nameSkeleton(username)))?.account;
  if (account?.username === username.toLowerCase()) return account;
  const hint = account ? ` Do you mean ${account.username}?` : "";
  throw new ChatError("no_username", { params: { username, hint } });
}
