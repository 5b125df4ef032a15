import { deleteUpload } from "../../client/tus_upload.ts";
import { isPermissionFlagValue } from "../../util/permission_flag_value.ts";
import type { SentFile } from "../../protocol/model.ts";
import { HttpApi } from "./server/http_api.ts";
import { type ChatOptions, parseArguments, UsageError } from "./command_line/arguments.ts";
import type { ServerSession } from "./server/server_session.ts";
import { CliError, EXIT_CODES, type ExitCode } from "./command_line/cli_error.ts";
import { createFileStorage } from "./files/file_storage.ts";
import { roomTitle } from "./server/room_lookup.ts";
import { configDir } from "./files/config_dir.ts";
import { followRooms } from "./batch/follow_rooms.ts";
import { formatMessage } from "./messages/message_format.ts";
import { readLines } from "./files/line_reader.ts";
import type { PathContext } from "./files/local_files.ts";
import { type Colors, createColors } from "./terminal/colors.ts";
import { retryWhileUnreachable } from "./server/retry.ts";
import { escapeJson, escapeLine } from "./terminal/escape_terminal.ts";
import { type OutgoingMessage, postBatch } from "./batch/post_batch.ts";
import { openSecretFiles } from "./files/secret_files.ts";
import { openPrompt } from "./terminal/prompt.ts";
import { uploadLocalFile } from "./server/file_upload.ts";
import { openSavedSessions, type SavedSession } from "./server/saved_sessions.ts";
import { type CliEnvironment, processEnvironment } from "./environment.ts";
import { signIn, type SignInDialog } from "./server/sign_in.ts";
import { runInteractive } from "./interactive/interactive.ts";
import { CHAT_USAGE } from "./command_line/usage_text.ts";

/** Runs the terminal client. Returns its exit code; errors are on the shell's `err`. */
export async function runChatCli(args: string[], environment: CliEnvironment): Promise<ExitCode> {
  try {
    const options = parseArguments(args);
    if (options === "help") environment.out.write(`${CHAT_USAGE}\n`);
    else await runMode(options, environment);
    return EXIT_CODES.ok;
  } catch (error) {
    const { exit, message } = errorOutcome(error);
    environment.err.write(`${escapeLine(message)}\n`);
    return exit;
  } finally {
    await environment.out.flush();
    await environment.err.flush();
  }
}

function errorOutcome(error: unknown): { exit: ExitCode; message: string } {
  if (error instanceof UsageError) {
    return { exit: EXIT_CODES.usage, message: `${error.message} --help says more.` };
  }
  if (error instanceof CliError) return error;
  // What the disk refuses.
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    return { exit: EXIT_CODES.failed, message: error.message };
  }
  throw error;
}

async function runMode(options: ChatOptions, shell: CliEnvironment): Promise<void> {
  const { mode, room } = options;
  if (mode.kind === "send") return await sendMessage(options, shell, room!, mode);
  if (mode.kind === "follow") return await printMessages(options, shell, mode.json);
  if (!shell.input) return await chatInTerminal(options, shell);
  if (room === undefined) throw new UsageError("Standard input needs a --room to be sent to.");
  const session = await openServerSession(options, shell);
  const posts = toOutgoingMessages(readLines(shell.input));
  await postBatch(posts, { place: session, room, timeout: options.timeout });
}

async function* toOutgoingMessages(texts: AsyncIterable<string>): AsyncGenerator<OutgoingMessage> {
  for await (const text of texts) yield { text };
}

/** All files are there before the message is sent; when it is refused, the server forgets them. */
async function sendMessage(
  options: ChatOptions,
  shell: CliEnvironment,
  room: string,
  { text, files: paths }: Extract<ChatOptions["mode"], { kind: "send" }>,
): Promise<void> {
  const { timeout } = options;
  const session = await openServerSession(options, shell);
  const files: SentFile[] = [];
  try {
    for (const path of paths) {
      const sent = () =>
        uploadLocalFile(path, {
          api: session.api,
          here: pathContext(shell),
          stallTimeoutMs: timeout,
        });
      files.push(await retryWhileUnreachable(timeout, sent));
    }
    await postBatch([{ text, files }], { place: session, room, timeout });
  } catch (error) {
    const isRefused = error instanceof CliError && error.exit === EXIT_CODES.failed;
    if (isRefused) {
      await Promise.allSettled(files.map(({ id }) => deleteUpload(id, session.api.fetch)));
    }
    throw error;
  }
}

async function printMessages(
  options: ChatOptions,
  shell: CliEnvironment,
  json: boolean,
): Promise<void> {
  const session = await openServerSession(options, shell);
  const { room, timeout } = options;
  const format = { paint: outputColors(shell), dated: true, origin: options.origin };
  const stop = Promise.withResolvers<void>();
  const unsubscribe = shell.onStopRequest(stop.resolve);
  try {
    await followRooms({
      session,
      room,
      connectTimeoutMs: timeout,
      stop: stop.promise,
      onMessage(message, where) {
        const name = room === undefined ? roomTitle(where) : undefined;
        shell.out.write((json ? escapeJson(message) : formatMessage(message, format, name)) + "\n");
      },
      onConnectionText: (text) => shell.err.write(`${escapeLine(text)}\n`),
      onReset(history) {
        if (json) shell.out.write(escapeJson({ type: "reset", history }) + "\n");
      },
    });
  } finally {
    unsubscribe();
  }
}

async function chatInTerminal(options: ChatOptions, shell: CliEnvironment): Promise<void> {
  if (!shell.out.isTerminal) {
    throw new UsageError("A chat needs a terminal to be shown on; --follow prints messages.");
  }
  const { origin, room } = options;
  const files = openSecretFiles(
    `${requireConfigDir(shell)}/outbox/${origin.replace(/[^a-z0-9.-]+/g, "_")}`,
  );
  await runInteractive({
    origin,
    room,
    fetch: shell.fetch,
    terminal: shell.openTerminal(shell.out),
    paint: outputColors(shell),
    sessions: savedSessions(options, shell),
    storage: createFileStorage(files),
    signIn: (dialog) => signInToServer(options, shell, dialog),
    onStop: shell.onStopRequest,
    pathContext: pathContext(shell),
  });
}

/** Where a program works: with the session that is remembered, or with one that it was told to begin. */
async function openServerSession(
  options: ChatOptions,
  shell: CliEnvironment,
): Promise<ServerSession> {
  const { origin, account } = options;
  const isAsked = account?.kind === "user" && !shell.env("PARLEY_PASSWORD") && !shell.input;
  const session = isAsked
    ? await askInTerminal(shell, (asker) => signInToServer(options, shell, asker))
    : await signInToServer(options, shell);
  return {
    origin,
    session,
    api: new HttpApi({ origin, cookie: session.cookie, fetch: shell.fetch }),
  };
}

function signInToServer(
  options: ChatOptions,
  shell: CliEnvironment,
  dialog?: SignInDialog,
): Promise<SavedSession> {
  const { origin, account, timeout, mode } = options;
  return signIn({
    origin,
    account,
    timeoutMs: timeout,
    dialog,
    fetch: shell.fetch,
    sessions: savedSessions(options, shell),
    password: shell.env("PARLEY_PASSWORD"),
    isCurrent: mode.kind === "talk" && !shell.input,
  });
}

/** Asks on standard error, so that what a program prints stays its own. */
async function askInTerminal<T>(
  shell: CliEnvironment,
  run: (dialog: SignInDialog) => Promise<T>,
): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(new CliError(EXIT_CODES.signedOut, "Not signed in."));
  const terminal = shell.openTerminal(shell.err);
  const prompt = openPrompt({ terminal, onLine: () => {}, onStop: stop });
  const unsubscribe = shell.onStopRequest(stop);
  try {
    const print = (text: string) => prompt.print(escapeLine(text));
    return await Promise.race([
      run({ print, ask: (...question) => prompt.ask(...question) }),
      stopped.promise,
    ]);
  } finally {
    unsubscribe();
    await prompt.close();
  }
}

function savedSessions({ origin }: ChatOptions, shell: CliEnvironment) {
  return openSavedSessions(openSecretFiles(`${requireConfigDir(shell)}/sessions`), origin);
}

function requireConfigDir({ os, env }: CliEnvironment): string {
  const folder = configDir(os, env);
  if (folder === undefined) {
    const name = os === "windows" ? "APPDATA" : "HOME";
    throw new UsageError(`There is no folder to remember the session in: ${name} is not set.`);
  }
  if (isPermissionFlagValue(folder)) return folder;
  const name = os === "windows" ? "APPDATA" : "XDG_CONFIG_HOME";
  throw new UsageError(
    `The folder to remember the session in, ${folder}, has a space or a comma, which Deno's ` +
      `permission flags cannot hold: set ${name} to one without.`,
  );
}

function pathContext({ cwd: folder, env }: CliEnvironment): PathContext {
  return { folder: folder(), home: env("HOME") };
}

function outputColors({ out, env }: CliEnvironment): Colors {
  return createColors(out.isTerminal && !env("NO_COLOR"));
}

if (import.meta.main) Deno.exit(await runChatCli(Deno.args, processEnvironment()));
