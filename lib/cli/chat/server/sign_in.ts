import { type Api, createApi } from "./http_api.ts";
import type { Who } from "../command_line/arguments.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import { patiently } from "./retry.ts";
import type { Session, Sessions } from "./saved_sessions.ts";

/** Somebody who can be asked. */
export interface Asker {
  tell(text: string): void;
  ask(question: string, options?: { isSecret?: boolean }): Promise<string>;
}

export interface SignIn {
  origin: string;
  sessions: Sessions;
  fetch: typeof globalThis.fetch;
  /** Milliseconds that the server may be out of reach. */
  timeout: number;
  who?: Who | undefined;
  /** Of the user who is named. */
  password?: string | undefined;
  /** Without one, nothing is asked. */
  asker?: Asker | undefined;
  /** Whether the session is to be the one that is used when nobody is named. */
  isCurrent: boolean;
}

/**
 * Finds the session that is remembered, or begins one and remembers it.
 * @throws Failure when that is not possible
 */
export async function signIn(options: SignIn): Promise<Session> {
  const { sessions, who, isCurrent } = options;
  const found = sessions.find(who);
  if (found && await isAlive(options, found)) return found;
  if (found) sessions.forget(found);
  const begun = await begin(options, found?.device);
  sessions.keep(begun.who, begun.session, isCurrent);
  return begun.session;
}

/** A session of a server that is out of reach counts as alive: one can write before it is back. */
async function isAlive({ origin, fetch }: SignIn, { cookie }: Session): Promise<boolean> {
  try {
    await createApi({ origin, cookie, fetch }).get("/api/session");
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.exit === EXIT.unreachable) return true;
    if (error.exit === EXIT.signedOut) return false;
    throw error;
  }
}

interface Info {
  setup: boolean;
  /** Whether only the first admin may come in. */
  closed?: boolean;
  guests: "on" | "off";
}

interface Begun {
  who: Who;
  session: Session;
}

async function begin(options: SignIn, device: string | undefined): Promise<Begun> {
  const { origin, fetch, timeout, who, asker } = options;
  const api = createApi({ origin, fetch, ...(device ? { cookie: device } : {}) });
  const info = await patiently(timeout, () => api.get<Info>("/api/info"));
  if (info.closed) {
    throw new Failure(EXIT.refused, "This Parley is not set up yet. Its set-up link does that.");
  }
  if (info.setup) asker?.tell("This Parley has no admin yet. Its set-up link makes one.");
  if (asker) greet(origin, info.guests === "on" && !who, asker);
  for (let isFirst = true;; isFirst = false) {
    try {
      return await enter(api, options, isFirst);
    } catch (error) {
      const isFinal = !asker || who?.kind === "guest" || (isFirst && options.password);
      if (isFinal || !(error instanceof Failure)) throw error;
      asker.tell(error.message);
    }
  }
}

function greet(origin: string, isOpen: boolean, asker: Asker): void {
  const { protocol, hostname } = new URL(origin);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  if (protocol === "http:" && !isLocal) {
    asker.tell(`The connection to ${hostname} is not encrypted: others on the way can read all.`);
  }
  const hint = isOpen ? " Leave the user name empty to come in as a guest." : "";
  asker.tell(`Sign in to ${origin}.${hint}`);
}

async function enter(api: Api, { who, password, asker }: SignIn, isFirst: boolean): Promise<Begun> {
  const named = who ?? await askWho(asker);
  if (named.kind === "guest") {
    return { who: named, session: await api.enter("guest", { name: named.name }) };
  }
  const secret = isFirst && password ? password : await askPassword(asker);
  const session = await api.enter("signin", { username: named.name, password: secret });
  return { who: named, session };
}

async function askWho(asker: Asker | undefined): Promise<Who> {
  if (!asker) {
    const message = "Not signed in. Give --user or --guest, or sign in once at a terminal.";
    throw new Failure(EXIT.signedOut, message);
  }
  const username = (await asker.ask("User name: ")).trim();
  if (username !== "") return { kind: "user", name: username.toLowerCase() };
  return { kind: "guest", name: (await asker.ask("Your name as a guest: ")).trim() };
}

async function askPassword(asker: Asker | undefined): Promise<string> {
  if (asker) return await asker.ask("Password: ", { isSecret: true });
  throw new Failure(EXIT.signedOut, "There is no terminal to ask for it. Set PARLEY_PASSWORD.");
}
