import { parseArgs } from "node:util";
import { Admin } from "../../auth/account_admin.ts";
import { KeyError } from "../../auth/signing_keys.ts";
import { urlOf } from "../../ops/listen_address.ts";
import { type Config, ConfigError, readConfig } from "../../ops/config.ts";
import { checkLibrary } from "../../ops/sqlite_native_library.ts";
import { Refused } from "../../protocol/chat_error.ts";
import { openSqliteStore } from "../../store/sqlite/store.ts";
import { StoreError } from "../../store/store.ts";
import { type Command, COMMANDS, type Shell } from "./account_commands.ts";

const USAGE = `Usage: deno task account COMMAND [NAME] [--url URL]

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
const EXPLAINED = [Refused, StoreError, ConfigError, KeyError];

interface Asked {
  command: Command;
  name: string;
  url: string | undefined;
}

/** Runs one command of the account task. Returns its exit code: 0, 1 when it was refused, 2 for misuse. */
export async function runAccount(
  args: string[],
  env: (name: string) => string | undefined,
): Promise<0 | 1 | 2> {
  const asked = read(args);
  if (asked === "help") {
    console.log(USAGE);
    return 0;
  }
  if (!asked) {
    console.error(USAGE);
    return 2;
  }
  try {
    console.log(await perform(asked, readConfig(env)));
    return 0;
  } catch (error) {
    if (!(error instanceof Error) || !EXPLAINED.some((type) => error instanceof type)) throw error;
    console.error(error.message);
    return 1;
  }
}

function read(args: string[]): Asked | "help" | undefined {
  const parsed = parse(args);
  if (!parsed) return undefined;
  const { values: { help, url }, positionals: [word = "", name = "", ...rest] } = parsed;
  if (help) return "help";
  const command = COMMANDS.get(word);
  if (!command || command.wantsName !== (name !== "") || rest.length > 0) return undefined;
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? "")) return undefined;
  return { command, name, url };
}

function parse(args: string[]) {
  try {
    const options = { help: { type: "boolean", short: "h" }, url: { type: "string" } } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch {
    return undefined;
  }
}

async function perform({ command, name, url }: Asked, config: Config): Promise<string> {
  const { dataDir: dir, sqliteDriver: driver } = config;
  if (!await isFile(`${dir}/parley.db`)) {
    throw new Refused("no_store", { params: { folder: dir } });
  }
  const native = await checkLibrary();
  const store = await openSqliteStore({ dir, driver, native, beside: true });
  try {
    const admin = new Admin(store, Date.now);
    const shell: Shell = { store, admin, dir, url: (url ?? reach(config)).replace(/\/$/, "") };
    return await command.run(shell, name);
  } finally {
    await store.close();
  }
}

/** Where the server is to be reached, as far as the environment tells. */
function reach({ publicUrl, host, port }: Config): string {
  return publicUrl?.href ?? urlOf({ hostname: host, port });
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((file) => file.isFile, () => false);
}

if (import.meta.main) Deno.exit(await runAccount(Deno.args, (name) => Deno.env.get(name)));
