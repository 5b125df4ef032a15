import { HttpApi } from "./http_api.ts";
import type { AccountSelector } from "../command_line/arguments.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { retryWhileUnreachable } from "./retry.ts";
import type { SavedSession, SavedSessions } from "./saved_sessions.ts";

/** Somebody who can be asked. */
export interface SignInDialog {
  print(text: string): void;
  ask(question: string, options?: { isSecret?: boolean }): Promise<string>;
}

export interface SignInOptions {
  origin: string;
  sessions: SavedSessions;
  fetch: typeof globalThis.fetch;
  /** Milliseconds that the server may be out of reach. */
  timeoutMs: number;
  account?: AccountSelector | undefined;
  /** Of the user who is named. */
  password?: string | undefined;
  /** Without one, nothing is asked. */
  dialog?: SignInDialog | undefined;
  /** Whether the session is to be the one that is used when nobody is named. */
  isCurrent: boolean;
}

/**
 * Finds the session that is remembered, or begins one and remembers it.
 * @throws CliError when that is not possible
 */
export async function signIn(options: SignInOptions): Promise<SavedSession> {
  const { sessions, account: who, isCurrent } = options;
  const saved = sessions.find(who);
  if (saved && await isSessionValid(options, saved)) return saved;
  if (saved) sessions.remove(saved);
  const started = await startSession(options, saved?.device);
  sessions.save(started.account, started.session, isCurrent);
  return started.session;
}

/** A session of a server that is out of reach counts as alive: one can write before it is back. */
async function isSessionValid(
  { origin, fetch }: SignInOptions,
  { cookie }: SavedSession,
): Promise<boolean> {
  try {
    await new HttpApi({ origin, cookie, fetch }).get("/api/session");
    return true;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (error.exit === EXIT_CODES.unreachable) return true;
    if (error.exit === EXIT_CODES.signedOut) return false;
    throw error;
  }
}

interface ServerInfo {
  setup: boolean;
  /** Whether only the first admin may come in. */
  closed?: boolean;
  guests: "on" | "off";
}

interface SignedInSession {
  account: AccountSelector;
  session: SavedSession;
}

async function startSession(
  options: SignInOptions,
  device: string | undefined,
): Promise<SignedInSession> {
  const { origin, fetch, timeoutMs: timeout, account, dialog: asker } = options;
  const api = new HttpApi({ origin, fetch, ...(device ? { cookie: device } : {}) });
  const info = await retryWhileUnreachable(timeout, () => api.get<ServerInfo>("/api/info"));
  if (info.closed) {
    throw new CliError(
      EXIT_CODES.failed,
      "This Parley is not set up yet. Its set-up link does that.",
    );
  }
  if (info.setup) asker?.print("This Parley has no admin yet. Its set-up link makes one.");
  if (asker) explainSignIn(origin, info.guests === "on" && !account, asker);
  for (let isFirst = true;; isFirst = false) {
    try {
      return await signInOnce(api, options, isFirst);
    } catch (error) {
      const isFinal = !asker || account?.kind === "guest" || (isFirst && options.password);
      if (isFinal || !(error instanceof CliError)) throw error;
      asker.print(error.message);
    }
  }
}

function explainSignIn(origin: string, isOpen: boolean, asker: SignInDialog): void {
  const { protocol, hostname } = new URL(origin);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === "http:" && !isLocal) {
    asker.print(`The connection to ${hostname} is not encrypted: others on the way can read all.`);
  }
  const hint = isOpen ? " Leave the user name empty to come in as a guest." : "";
  asker.print(`Sign in to ${origin}.${hint}`);
}

async function signInOnce(
  api: HttpApi,
  { account: requested, password, dialog: asker }: SignInOptions,
  isFirst: boolean,
): Promise<SignedInSession> {
  const account = requested ?? await askAccount(asker);
  if (account.kind === "guest") {
    return { account, session: await api.signIn("guest", { name: account.name }) };
  }
  const secret = isFirst && password ? password : await askPassword(asker);
  const session = await api.signIn("signin", { username: account.name, password: secret });
  return { account, session };
}

async function askAccount(asker: SignInDialog | undefined): Promise<AccountSelector> {
  if (!asker) {
    const message = "Not signed in. Give --user or --guest, or sign in once at a terminal.";
    throw new CliError(EXIT_CODES.signedOut, message);
  }
  const username = (await asker.ask("User name: ")).trim();
  if (username !== "") return { kind: "user", name: username.toLowerCase() };
  return { kind: "guest", name: (await asker.ask("Your name as a guest: ")).trim() };
}

async function askPassword(asker: SignInDialog | undefined): Promise<string> {
  if (asker) return await asker.ask("Password: ", { isSecret: true });
  throw new CliError(
    EXIT_CODES.signedOut,
    "There is no terminal to ask for it. Set PARLEY_PASSWORD.",
  );
}
