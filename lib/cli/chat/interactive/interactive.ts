import { ClientError } from "../../../client/client_error.ts";
import type { Storage } from "../../../client/types.ts";
import type { SentFile } from "../../../protocol/model.ts";
import { createApi } from "../server/http_api.ts";
import { COMMANDS, type Desk, enter, perform } from "./commands.ts";
import { complete } from "../terminal/completion.ts";
import { connect } from "../server/server_session.ts";
import { Conversation } from "./chat_view.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import { roomName } from "../server/room_lookup.ts";
import { formatQuiet, type Look } from "../messages/message_format.ts";
import { watchHands } from "./activity_reporter.ts";
import { type Here, pathsFrom, sizeText } from "../files/local_files.ts";
import type { Paint } from "../terminal/colors.ts";
import { openPrompt, type Prompt, type PromptOptions } from "../terminal/prompt.ts";
import { type SendFile, sendFile } from "../server/file_upload.ts";
import type { Session, Sessions } from "../server/saved_sessions.ts";
import type { Asker } from "../server/sign_in.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Transcript } from "../messages/transcript.ts";

export interface TalkOptions {
  origin: string;
  fetch: typeof globalThis.fetch;
  /** The room to begin in; without it, the one that one was in last. */
  room?: string | undefined;
  terminal: Terminal;
  paint: Paint;
  sessions: Sessions;
  /** Where messages wait that are not acknowledged. */
  storage: Storage;
  signIn(asker: Asker): Promise<Session>;
  /** Calls back when the program is to end. */
  onStop(run: () => void): () => void;
  /** Where paths begin. */
  here: Here;
}

/** The room where everyone begins. */
const LOBBY = "lobby";

type Handlers = Pick<PromptOptions, "onLine" | "onTyping" | "complete">;

/** Somebody chats until they leave. @throws Failure when there is no coming in or no coming back */
export async function talk(options: TalkOptions): Promise<void> {
  const { terminal, paint } = options;
  const stopped = Promise.withResolvers<void>();
  let handlers: Handlers = { onLine: () => {} };
  const prompt = openPrompt({
    terminal,
    onStop: stopped.resolve,
    onLine: (text) => handlers.onLine(text),
    onTyping: (text) => handlers.onTyping?.(text),
    complete: (line) => handlers.complete?.(line) ?? { line, choices: [] },
  });
  const unsubscribe = options.onStop(stopped.resolve);
  const look = () => ({ paint, columns: terminal.columns(), origin: options.origin });
  try {
    const tell = (text: string) => prompt.print(formatQuiet(text, look()));
    const left = stopped.promise.then(() => {
      throw new Failure(EXIT.signedOut, "Not signed in.");
    });
    const session = await Promise.race([options.signIn({ tell, ask: prompt.ask }), left]);
    const chat = openChat(options, { session, prompt, look, leave: stopped.resolve });
    handlers = chat.handlers;
    await Promise.race([stopped.promise, chat.ended]).finally(chat.close);
  } finally {
    unsubscribe();
    await prompt.close();
  }
}

interface Seat {
  session: Session;
  prompt: Prompt;
  look(): Look;
  leave(): void;
}

function openChat(options: TalkOptions, { session, prompt, look, leave }: Seat) {
  const { origin, sessions, storage, fetch, here } = options;
  const self = session.account.id;
  const ended = Promise.withResolvers<never>();
  const ready = Promise.withResolvers<void>();
  const api = createApi({ origin, cookie: session.cookie, fetch });
  const client = connect({ origin, session, api }, storage, (why) => {
    if (why.exit === EXIT.signedOut) sessions.forget(session);
    ended.reject(why);
  });
  const hands = watchHands(client);
  const conversation = new Conversation({
    client,
    prompt,
    look,
    self,
    onTurn: (room) => sessions.keepRoom(session, { id: room.id, name: roomName(room) }),
    onShown: hands.shown,
  });
  const stop = new AbortController();
  const desk: Desk = {
    conversation,
    client,
    api,
    self,
    offer: prompt.offer,
    leave,
    upload: (path) =>
      uploadAloud(path, { api, here, signal: stop.signal }, conversation.transcript),
    meanwhile: (run) => void attempt(() => unlessStopped(stop.signal, run), desk),
  };

  conversation.transcript.quiet(
    `Parley at ${origin}, as ${session.account.name}. /help lists what to type.`,
  );
  if (session.room && options.room === undefined) conversation.turnTo(session.room);
  client.subscribe((event) => {
    conversation.take(event);
    if (event.type !== "state") return;
    if (event.state.kind === "online") void begin(desk, options.room).then(ready.resolve);
    if (event.state.kind === "offline") ready.resolve();
  });
  client.open();

  // One after the other: what follows a /join is meant for that room.
  let work: Promise<void> = ready.promise;
  const handlers: Handlers = {
    onLine(text) {
      hands.moved();
      work = work.then(() => attempt(() => perform(desk, text), desk));
    },
    onTyping: (text) => hands.moved(text, conversation.current?.id),
    complete: (line) =>
      complete(line, {
        ...wordsOf(conversation, self),
        paths: (begun) => pathsFrom(begun, here),
      }),
  };

  function close(): void {
    hands.close();
    stop.abort();
    client.close();
    const { length } = client.pending;
    if (length > 0) {
      conversation.transcript.quiet(`Not sent yet, and kept for the next time: ${length}.`);
    }
  }

  return { handlers, ended: ended.promise, close };
}

/** Turns to the room to begin in, once. */
async function begin(desk: Desk, wanted: string | undefined): Promise<void> {
  const { conversation, api } = desk;
  const { current, rooms } = conversation;
  if (current && rooms.has(current.id)) return;
  await attempt(async () => {
    const first = rooms.get(LOBBY) ?? rooms.values().next().value;
    if (wanted === undefined && first) conversation.turnTo(first);
    else conversation.turnTo(await enter(conversation, api, wanted ?? LOBBY));
  }, desk);
}

async function attempt(run: () => Promise<void>, { conversation }: Desk): Promise<void> {
  try {
    await run();
  } catch (error) {
    const isRefused = error instanceof Failure || error instanceof ClientError;
    conversation.transcript.trouble(isRefused ? error.message : String(error));
  }
}

/** What is broken off because one leaves is no trouble. */
async function unlessStopped(signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Says how far a file is, a few times at most: what is printed stays. */
async function uploadAloud(
  path: string,
  options: SendFile,
  transcript: Transcript,
): Promise<SentFile> {
  let told = 0;
  transcript.quiet(`${path} is being sent.`);
  return await sendFile(path, {
    ...options,
    onProgress(sent, all) {
      const part = Math.floor(4 * sent / all);
      if (part <= told || part === 4) return;
      told = part;
      transcript.quiet(`${path}: ${25 * part} % of ${sizeText(all)}.`);
    },
  });
}

function wordsOf({ rooms, people }: Conversation, self: string) {
  const others = [...people].filter(([id]) => id !== self);
  return {
    commands: [...COMMANDS.keys()],
    rooms: Array.from(rooms.values(), roomName),
    people: others.map(([, name]) => name),
  };
}
