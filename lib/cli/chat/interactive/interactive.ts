import { LOBBY_ID } from "../../../protocol/lobby.ts";
import { ClientError } from "../../../client/client_error.ts";
import type { KeyValueStorage } from "../../../client/types.ts";
import type { SentFile } from "../../../protocol/model.ts";
import { HttpApi } from "../server/http_api.ts";
import { CHAT_COMMANDS, type CommandContext, openRoom, runInput } from "./commands.ts";
import { completeLine } from "../terminal/completion.ts";
import { connectClient } from "../server/server_session.ts";
import { ChatView } from "./chat_view.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { roomName } from "../server/room_lookup.ts";
import { formatInfo, type TerminalFormat } from "../messages/message_format.ts";
import { createActivityReporter } from "./activity_reporter.ts";
import { completePath, formatBytes, type PathContext } from "../files/local_files.ts";
import type { Colors } from "../terminal/colors.ts";
import { openPrompt, type Prompt, type PromptOptions } from "../terminal/prompt.ts";
import { type FileUploadOptions, uploadLocalFile } from "../server/file_upload.ts";
import type { SavedSession, SavedSessions } from "../server/saved_sessions.ts";
import type { SignInDialog } from "../server/sign_in.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Transcript } from "../messages/transcript.ts";

export interface InteractiveOptions {
  origin: string;
  fetch: typeof globalThis.fetch;
  /** The room to begin in; without it, the one that one was in last. */
  room?: string | undefined;
  terminal: Terminal;
  paint: Colors;
  sessions: SavedSessions;
  /** Where messages wait that are not acknowledged. */
  storage: KeyValueStorage;
  signIn(asker: SignInDialog): Promise<SavedSession>;
  /** Calls back when the program is to end. */
  onStop(run: () => void): () => void;
  /** Where paths begin. */
  pathContext: PathContext;
}

type InputHandlers = Pick<PromptOptions, "onLine" | "onTyping" | "complete">;

/** Somebody chats until they leave. @throws CliError when there is no coming in or no coming back */
export async function runInteractive(options: InteractiveOptions): Promise<void> {
  const { terminal, paint } = options;
  const stopped = Promise.withResolvers<void>();
  let handlers: InputHandlers = { onLine: () => {} };
  const prompt = openPrompt({
    terminal,
    onStop: stopped.resolve,
    onLine: (text) => handlers.onLine(text),
    onTyping: (text) => handlers.onTyping?.(text),
    complete: (line) => handlers.complete?.(line) ?? { line, choices: [] },
  });
  const unsubscribe = options.onStop(stopped.resolve);
  const format = () => ({ paint, columns: terminal.columns(), origin: options.origin });
  try {
    const print = (text: string) => prompt.print(formatInfo(text, format()));
    const signInCancelled = stopped.promise.then(() => {
      throw new CliError(EXIT_CODES.signedOut, "Not signed in.");
    });
    const session = await Promise.race([
      options.signIn({ print, ask: (...question) => prompt.ask(...question) }),
      signInCancelled,
    ]);
    const chat = openChatSession(options, {
      session,
      prompt,
      format,
      exit: stopped.resolve,
    });
    handlers = chat.handlers;
    await Promise.race([stopped.promise, chat.ended]).finally(chat.close);
  } finally {
    unsubscribe();
    await prompt.close();
  }
}

interface SignedInPrompt {
  session: SavedSession;
  prompt: Prompt;
  format(): TerminalFormat;
  exit(): void;
}

function openChatSession(
  options: InteractiveOptions,
  { session, prompt, format, exit: leave }: SignedInPrompt,
) {
  const { origin, sessions, storage, fetch, pathContext: here } = options;
  const self = session.account.id;
  const ended = Promise.withResolvers<never>();
  const ready = Promise.withResolvers<void>();
  const api = new HttpApi({ origin, cookie: session.cookie, fetch });
  const client = connectClient({ origin, session, api }, storage, (why) => {
    if (why.exit === EXIT_CODES.signedOut) sessions.remove(session);
    ended.reject(why);
  });
  const activity = createActivityReporter(client);
  const view = new ChatView({
    client,
    prompt,
    format,
    self,
    onSwitch: (room) => sessions.saveRoom(session, { id: room.id, name: roomName(room) }),
    onShown: activity.onShown,
  });
  const stop = new AbortController();
  const context: CommandContext = {
    view,
    client,
    api,
    ownId: self,
    replaceInput: (text) => prompt.replaceInput(text),
    exit: leave,
    uploadFile: (path) =>
      uploadWithProgress(path, { api, here, signal: stop.signal }, view.transcript),
    runInBackground: (run) => void reportErrors(() => ignoreIfAborted(stop.signal, run), context),
  };

  view.transcript.info(
    `Parley at ${origin}, as ${session.account.name}. /help lists what to type.`,
  );
  if (session.room && options.room === undefined) view.switchTo(session.room);
  client.subscribe((event) => {
    view.handleEvent(event);
    if (event.type !== "state") return;
    if (event.state.kind === "online") {
      void openFirstRoom(context, options.room).then(ready.resolve);
    }
    if (event.state.kind === "offline") ready.resolve();
  });
  client.open();

  // One after the other: what follows a /join is meant for that room.
  let inputQueue: Promise<void> = ready.promise;
  const handlers: InputHandlers = {
    onLine(text) {
      activity.onInput();
      inputQueue = inputQueue.then(() => reportErrors(() => runInput(context, text), context));
    },
    onTyping: (text) => activity.onInput(text, view.current?.id),
    complete: (line) =>
      completeLine(line, {
        ...completionSource(view, self),
        paths: (begun) => completePath(begun, here),
      }),
  };

  function close(): void {
    activity.close();
    stop.abort();
    client.close();
    const { length } = client.pending;
    if (length > 0) {
      view.transcript.info(`Not sent yet, and kept for the next time: ${length}.`);
    }
  }

  return { handlers, ended: ended.promise, close };
}

/** Turns to the room to begin in, once. */
async function openFirstRoom(desk: CommandContext, query: string | undefined): Promise<void> {
  const { view: conversation, api } = desk;
  const { current, rooms } = conversation;
  if (current && rooms.has(current.id)) return;
  await reportErrors(async () => {
    const first = rooms.get(LOBBY_ID) ?? rooms.values().next().value;
    if (query === undefined && first) conversation.switchTo(first);
    else conversation.switchTo(await openRoom(conversation, api, query ?? LOBBY_ID));
  }, desk);
}

async function reportErrors(
  run: () => Promise<void>,
  { view: conversation }: CommandContext,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isRefused = error instanceof CliError || error instanceof ClientError;
    conversation.transcript.error(isRefused ? error.message : String(error));
  }
}

/** What is broken off because one leaves is no trouble. */
async function ignoreIfAborted(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Says how far a file is, a few times at most: what is printed stays. */
async function uploadWithProgress(
  path: string,
  options: FileUploadOptions,
  transcript: Transcript,
): Promise<SentFile> {
  let reportedQuarters = 0;
  transcript.info(`${path} is being sent.`);
  return await uploadLocalFile(path, {
    ...options,
    onProgress(sent, all) {
      const quarters = Math.floor(4 * sent / all);
      if (quarters <= reportedQuarters || quarters === 4) return;
      reportedQuarters = quarters;
      transcript.info(`${path}: ${25 * quarters} % of ${formatBytes(all)}.`);
    },
  });
}

function completionSource({ rooms, people }: ChatView, self: string) {
  const others = [...people].filter(([id]) => id !== self);
  return {
    commands: [...CHAT_COMMANDS.keys()],
    rooms: Array.from(rooms.values(), roomName),
    people: others.map(([, name]) => name),
  };
}
