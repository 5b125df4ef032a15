import { parseArgs } from "node:util";

/** The account that the program uses; without it, the last one that signed in. */
export interface AccountSelector {
  kind: "user" | "guest";
  name: string;
}

/** What the program was asked to do. */
export interface ChatOptions {
  /** Where Parley is, as in `http://127.0.0.1:8000`. */
  origin: string;
  /** A room's address or name. */
  room?: string;
  account?: AccountSelector;
  /** Milliseconds without an answer after which it gives up. */
  timeout: number;
  /** `talk` is interactive, or sends standard input when that is no terminal. */
  mode:
    | { kind: "talk" }
    /** With files, the text may be empty. */
    | { kind: "send"; text: string; files: string[] }
    | { kind: "follow"; json: boolean };
}

/** The arguments are wrong; the message says which and what would be right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const DEFAULT_SERVER_URL = "http://127.0.0.1:8000";

const CHAT_FLAGS = {
  help: { type: "boolean", short: "h" },
  url: { type: "string" },
  room: { type: "string", short: "r" },
  user: { type: "string", short: "u" },
  guest: { type: "string", short: "g" },
  send: { type: "string" },
  file: { type: "string", multiple: true },
  follow: { type: "boolean" },
  json: { type: "boolean" },
  timeout: { type: "string", default: "30" },
} as const;

/** Reads the arguments. @throws UsageError */
export function parseArguments(args: string[]): ChatOptions | "help" {
  const { values, positionals } = parseFlags(args);
  if (values.help) return "help";
  if (positionals.length + (values.url === undefined ? 0 : 1) > 1) {
    throw new UsageError("There can be one URL only.");
  }
  const { origin, room: roomOfUrl } = parseServerUrl(
    values.url ?? positionals[0] ?? DEFAULT_SERVER_URL,
  );
  const room = values.room ?? roomOfUrl;
  const account = parseAccount(values.user, values.guest);
  const mode = parseMode(values.send, values.file, values.follow, values.json);
  if (mode.kind === "send" && room === undefined) {
    throw new UsageError(`${values.file ? "--file" : "--send"} needs a --room to send to.`);
  }
  return {
    origin,
    ...(room === undefined ? {} : { room }),
    ...(account === undefined ? {} : { account }),
    timeout: parseTimeout(values.timeout),
    mode,
  };
}

function parseFlags(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: CHAT_FLAGS });
  } catch (error) {
    // Its first sentence says what is wrong; the others are about what nobody asked.
    const [problem] = (error as Error).message.split(". ");
    throw new UsageError(`${problem}.`, { cause: error });
  }
}

/** A room's link is good for its server, too. */
function parseServerUrl(text: string): { origin: string; room?: string } {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`"${text}" must be a URL like https://chat.example.org.`);
  }
  const room = url.pathname.match(/^\/r\/([a-z0-9-]+)\/?$/)?.[1];
  return { origin: url.origin, ...(room === undefined ? {} : { room }) };
}

function parseAccount(
  user: string | undefined,
  guest: string | undefined,
): AccountSelector | undefined {
  if (user !== undefined && guest !== undefined) {
    throw new UsageError("Give --user or --guest, not both.");
  }
  const name = (user ?? guest)?.trim();
  if (name === "") throw new UsageError("--user and --guest need a name.");
  if (name === undefined) return undefined;
  return user === undefined ? { kind: "guest", name } : { kind: "user", name: name.toLowerCase() };
}

function parseMode(
  text: string | undefined,
  files: string[] = [],
  follow: boolean = false,
  json: boolean = false,
): ChatOptions["mode"] {
  const isSend = text !== undefined || files.length > 0;
  if (isSend && follow) {
    const flag = text === undefined ? "--file" : "--send";
    throw new UsageError(`Give ${flag} or --follow, not both.`);
  }
  if (json && !follow) throw new UsageError("--json belongs to --follow.");
  if (follow) return { kind: "follow", json };
  if (!isSend) return { kind: "talk" };
  if (files.includes("")) throw new UsageError("--file needs the path of a file.");
  if (files.length === 0 && text?.trim() === "") throw new UsageError("--send needs a text.");
  return { kind: "send", text: text?.trim() ? text : "", files };
}

function parseTimeout(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= 86_400) return seconds * 1_000;
  throw new UsageError("--timeout must be a number of seconds, at most 86400.");
}
