import { takeBack } from "../../client/tus_upload.ts";
import { isGrantValue } from "../../util/permission_flag_value.ts";
import type { SentFile } from "../../protocol/model.ts";
import { createApi } from "./server/http_api.ts";
import { type Options, readArgs, UsageError } from "./command_line/arguments.ts";
import type { Place } from "./server/server_session.ts";
import { EXIT, type Exit, Failure } from "./command_line/cli_error.ts";
import { fileStorage } from "./files/file_storage.ts";
import { roomTitle } from "./server/room_lookup.ts";
import { configFolder } from "./files/config_dir.ts";
import { follow } from "./batch/follow_rooms.ts";
import { formatMessage } from "./messages/message_format.ts";
import { linesIn } from "./files/line_reader.ts";
import type { Here } from "./files/local_files.ts";
import { createPaint, type Paint } from "./terminal/colors.ts";
import { patiently } from "./server/retry.ts";
import { plain, plainJson } from "./terminal/escape_terminal.ts";
import { type Post, postAll } from "./batch/post_batch.ts";
import { privateFiles } from "./files/secret_files.ts";
import { openPrompt } from "./terminal/prompt.ts";
import { sendFile } from "./server/file_upload.ts";
import { openSessions, type Session } from "./server/saved_sessions.ts";
import { ownShell, type Shell } from "./environment.ts";
import { type Asker, signIn } from "./server/sign_in.ts";
import { talk } from "./interactive/interactive.ts";
import { USAGE } from "./command_line/usage_text.ts";

/** Runs the terminal client. Returns its exit code; errors are on the shell's `err`. */
export async function runChat(args: string[], shell: Shell): Promise<Exit> {
  try {
    const options = readArgs(args);
    if (options === "help") shell.out.write(`${USAGE}\n`);
    else await perform(options, shell);
    return EXIT.ok;
  } catch (error) {
    const { exit, message } = explain(error);
    shell.err.write(`${plain(message)}\n`);
    return exit;
  } finally {
    await shell.out.flush();
    await shell.err.flush();
  }
}

function explain(error: unknown): { exit: Exit; message: string } {
  if (error instanceof UsageError) {
    return { exit: EXIT.usage, message: `${error.message} --help says more.` };
  }
  if (error instanceof Failure) return error;
  // What the disk refuses.
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    return { exit: EXIT.refused, message: error.message };
  }
  throw error;
}

async function perform(options: Options, shell: Shell): Promise<void> {
  const { deed, room } = options;
  if (deed.kind === "send") return await send(options, shell, room!, deed);
  if (deed.kind === "follow") return await print(options, shell, deed.json);
  if (!shell.input) return await chat(options, shell);
  if (room === undefined) throw new UsageError("Standard input needs a --room to be sent to.");
  const place = await placeOf(options, shell);
  const posts = postsOf(linesIn(shell.input));
  await postAll(posts, { place, room, timeout: options.timeout });
}

async function* postsOf(texts: AsyncIterable<string>): AsyncGenerator<Post> {
  for await (const text of texts) yield { text };
}

/** All files are there before the message is sent; when it is refused, the server forgets them. */
async function send(
  options: Options,
  shell: Shell,
  room: string,
  { text, files: paths }: Extract<Options["deed"], { kind: "send" }>,
): Promise<void> {
  const { timeout } = options;
  const place = await placeOf(options, shell);
  const files: SentFile[] = [];
  try {
    for (const path of paths) {
      const sent = () => sendFile(path, { api: place.api, here: hereOf(shell), timeout });
      files.push(await patiently(timeout, sent));
    }
    await postAll([{ text, files }], { place, room, timeout });
  } catch (error) {
    const isRefused = error instanceof Failure && error.exit === EXIT.refused;
    if (isRefused) await Promise.allSettled(files.map(({ id }) => takeBack(id, place.api.fetch)));
    throw error;
  }
}

async function print(options: Options, shell: Shell, json: boolean): Promise<void> {
  const place = await placeOf(options, shell);
  const { room, timeout } = options;
  const look = { paint: paintOf(shell), dated: true, origin: options.origin };
  const stop = Promise.withResolvers<void>();
  const unsubscribe = shell.onStop(stop.resolve);
  try {
    await follow({
      place,
      room,
      timeout,
      stop: stop.promise,
      onMessage(message, where) {
        const name = room === undefined ? roomTitle(where) : undefined;
        shell.out.write((json ? plainJson(message) : formatMessage(message, look, name)) + "\n");
      },
      onState: (text) => shell.err.write(`${plain(text)}\n`),
      onReset(history) {
        if (json) shell.out.write(plainJson({ type: "reset", history }) + "\n");
      },
    });
  } finally {
    unsubscribe();
  }
}

async function chat(options: Options, shell: Shell): Promise<void> {
  if (!shell.out.isTerminal) {
    throw new UsageError("A chat needs a terminal to be shown on; --follow prints messages.");
  }
  const { origin, room } = options;
  const files = privateFiles(`${folderOf(shell)}/outbox/${origin.replace(/[^a-z0-9.-]+/g, "_")}`);
  await talk({
    origin,
    room,
    fetch: shell.fetch,
    terminal: shell.terminal(shell.out),
    paint: paintOf(shell),
    sessions: sessionsOf(options, shell),
    storage: fileStorage(files),
    signIn: (asker) => enter(options, shell, asker),
    onStop: shell.onStop,
    here: hereOf(shell),
  });
}

/** Where a program works: with the session that is remembered, or with one that it was told to begin. */
async function placeOf(options: Options, shell: Shell): Promise<Place> {
  const { origin, who } = options;
  const isAsked = who?.kind === "user" && !shell.env("PARLEY_PASSWORD") && !shell.input;
  const session = isAsked
    ? await atTerminal(shell, (asker) => enter(options, shell, asker))
    : await enter(options, shell);
  return {
    origin,
    session,
    api: createApi({ origin, cookie: session.cookie, fetch: shell.fetch }),
  };
}

function enter(options: Options, shell: Shell, asker?: Asker): Promise<Session> {
  const { origin, who, timeout, deed } = options;
  return signIn({
    origin,
    who,
    timeout,
    asker,
    fetch: shell.fetch,
    sessions: sessionsOf(options, shell),
    password: shell.env("PARLEY_PASSWORD"),
    isCurrent: deed.kind === "talk" && !shell.input,
  });
}

/** Asks on standard error, so that what a program prints stays its own. */
async function atTerminal<T>(shell: Shell, run: (asker: Asker) => Promise<T>): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(new Failure(EXIT.signedOut, "Not signed in."));
  const terminal = shell.terminal(shell.err);
  const prompt = openPrompt({ terminal, onLine: () => {}, onStop: stop });
  const unsubscribe = shell.onStop(stop);
  try {
    const tell = (text: string) => prompt.print(plain(text));
    return await Promise.race([run({ tell, ask: prompt.ask }), stopped.promise]);
  } finally {
    unsubscribe();
    await prompt.close();
  }
}

function sessionsOf({ origin }: Options, shell: Shell) {
  return openSessions(privateFiles(`${folderOf(shell)}/sessions`), origin);
}

function folderOf({ os, env }: Shell): string {
  const folder = configFolder(os, env);
  if (folder === undefined) {
    const name = os === "windows" ? "APPDATA" : "HOME";
    throw new UsageError(`There is no folder to remember the session in: ${name} is not set.`);
  }
  if (isGrantValue(folder)) return folder;
  const name = os === "windows" ? "APPDATA" : "XDG_CONFIG_HOME";
  throw new UsageError(
    `The folder to remember the session in, ${folder}, has a space or a comma, which Deno's ` +
      `permission flags cannot hold: set ${name} to one without.`,
  );
}

function hereOf({ folder, env }: Shell): Here {
  return { folder: folder(), home: env("HOME") };
}

function paintOf({ out, env }: Shell): Paint {
  return createPaint(out.isTerminal && !env("NO_COLOR"));
}

if (import.meta.main) Deno.exit(await runChat(Deno.args, ownShell()));
