import { parseArgs } from "node:util";
import { AccountAdmin } from "../../auth/account_admin.ts";
import { SigningKeyError } from "../../auth/signing_keys.ts";
import { localUrl } from "../../ops/listen_address.ts";
import { type Config, ConfigError, readConfig } from "../../ops/config.ts";
import { verifyNativeLibrary } from "../../ops/sqlite_native_library.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import { openSqliteStore } from "../../store/sqlite/store.ts";
import { StoreError } from "../../store/store.ts";
import {
  ACCOUNT_COMMANDS,
  type AccountCommand,
  type AccountCommandContext,
} from "./account_commands.ts";

const ACCOUNT_USAGE = `Usage: deno task account COMMAND [NAME] [--url URL]

  list            Show all accounts that can sign in
  promote NAME    Make an account an admin
  demote NAME     Make an admin or operator a client again
  disable NAME    End all sessions of an account and let it sign in no more
  enable NAME     Let it sign in again
  delete NAME     Delete an account; what it wrote stays
  reset NAME      Print a link that sets a new password once
  setup           Print a link that makes the first admin once, while there is none
  rotate-key      Sign tokens with a new key; the one before is still believed

NAME is a user name. --url is where people reach Parley, for links; without it, PUBLIC_URL is.
Works beside a running server, on the data in DATA_DIR.`;

/** What went wrong for a reason that its message explains to people. */
const EXPLAINED_ERRORS = [ChatError, StoreError, ConfigError, SigningKeyError];

interface AccountCommandLine {
  command: AccountCommand;
  name: string;
  url: string | undefined;
}

/** Runs one command of the account task. Returns its exit code: 0, 1 when it was refused, 2 for misuse. */
export async function runAccountCli(
  args: string[],
  env: (name: string) => string | undefined,
): Promise<0 | 1 | 2> {
  const commandLine = parseCommandLine(args);
  if (commandLine === "help") {
    console.log(ACCOUNT_USAGE);
    return 0;
  }
  if (!commandLine) {
    console.error(ACCOUNT_USAGE);
    return 2;
  }
  try {
    console.log(await runCommand(commandLine, readConfig(env)));
    return 0;
  } catch (error) {
    if (!(error instanceof Error) || !EXPLAINED_ERRORS.some((type) => error instanceof type)) {
      throw error;
    }
    console.error(error.message);
    return 1;
  }
}

function parseCommandLine(args: string[]): AccountCommandLine | "help" | undefined {
  const parsed = parseFlags(args);
  if (!parsed) return undefined;
  const { values: { help, url }, positionals: [word = "", name = "", ...rest] } = parsed;
  if (help) return "help";
  const command = ACCOUNT_COMMANDS.get(word);
  if (!command || command.requiresName !== (name !== "") || rest.length > 0) return undefined;
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return undefined;
  return { command, name, url };
}

function parseFlags(args: string[]) {
  try {
    const options = { help: { type: "boolean", short: "h" }, url: { type: "string" } } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch {
    return undefined;
  }
}

async function runCommand(
  { command, name, url }: AccountCommandLine,
  config: Config,
): Promise<string> {
  const { dataDir: dir, sqliteDriver: driver } = config;
  if (!await fileExists(`${dir}/parley.db`)) {
    throw new ChatError("no_store", { params: { folder: dir } });
  }
  const native = await verifyNativeLibrary();
  const store = await openSqliteStore({ dir, driver, native, sharedAccess: true });
  try {
    const admin = new AccountAdmin(store, Date.now);
    const context: AccountCommandContext = {
      store,
      accountAdmin: admin,
      dataDir: dir,
      url: (url ?? serverUrl(config)).replace(/\/$/, ""),
    };
    return await command.run(context, name);
  } finally {
    await store.close();
  }
}

/** Where the server is to be reached, as far as the environment tells. */
function serverUrl({ publicUrl, host, port }: Config): string {
  return publicUrl?.href ?? localUrl({ hostname: host, port });
}

async function fileExists(path: string): Promise<boolean> {
  return await Deno.stat(path).then((file) => file.isFile, () => false);
}

if (import.meta.main) Deno.exit(await runAccountCli(Deno.args, (name) => Deno.env.get(name)));
