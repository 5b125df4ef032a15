import type { Client } from "../../../client/types.ts";
import type { Message, Room, SentFile } from "../../../protocol/model.ts";
import type { HttpApi } from "../server/http_api.ts";
import type { ChatView, RoomRef } from "./chat_view.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { fetchRooms, findRoom, roomName, roomTitle } from "../server/room_lookup.ts";
import { findMentions } from "../messages/mentions.ts";
import { fetchMembers, findPerson } from "../server/person_lookup.ts";

/** Messages that /history shows when nobody says how many. */
const HISTORY_PAGE_SIZE = 20;

/** What a search answers, newest first. */
interface SearchResponse {
  hits: { message: Message; room: { id: string; name: string } }[];
  next?: number;
}

/** What commands work with. */
export interface CommandContext {
  view: ChatView;
  client: Client;
  api: HttpApi;
  ownId: string;
  /** Brings a file to the server, which may take a while. */
  uploadFile(path: string): Promise<SentFile>;
  /** Does something while one goes on writing. */
  runInBackground(run: () => Promise<void>): void;
  /** Puts a text into the line, to be changed. */
  replaceInput(text: string): void;
  exit(): void;
}

interface ChatCommand {
  /** What comes after the word. */
  argument: string;
  description: string;
  /** @throws CliError or ClientError when it is refused */
  run(desk: CommandContext, rest: string): Promise<void> | void;
}

/** The commands, by their words, in the order of /help. */
export const CHAT_COMMANDS: ReadonlyMap<string, ChatCommand> = new Map<string, ChatCommand>([
  ["/join", { argument: "ROOM", description: "Turn to a room, and enter it", run: joinCommand }],
  ["/rooms", {
    argument: "",
    description: "List your rooms, and those that you may enter",
    run: roomsCommand,
  }],
  ["/who", { argument: "", description: "List who is in this room", run: whoCommand }],
  ["/msg", { argument: "NAME [TEXT]", description: "Write to somebody alone", run: msgCommand }],
  ["/reply", {
    argument: "[#NUMBER] TEXT",
    description: "Answer a message, or the latest",
    run: replyCommand,
  }],
  ["/edit", {
    argument: "[#NUMBER] [TEXT]",
    description: "Change a message, or your latest",
    run: editCommand,
  }],
  ["/file", {
    argument: "PATH [TEXT]",
    description: "Send a file of this machine",
    run: fileCommand,
  }],
  ["/history", {
    argument: "[#NUMBER]",
    description: "Show what was before, or before a message",
    run: historyCommand,
  }],
  ["/search", {
    argument: "WORDS",
    description: "Find messages in all your rooms",
    run: searchCommand,
  }],
  ["/leave", { argument: "", description: "Stop being a member of this room", run: leaveCommand }],
  ["/hide", {
    argument: "",
    description: "Hide this direct room until somebody writes",
    run: hideCommand,
  }],
  ["/help", { argument: "", description: "Say this", run: helpCommand }],
  ["/exit", {
    argument: "",
    description: "End; Ctrl-C does, too",
    run: ({ exit: leave }) => leave(),
  }],
]);

/** Does what a line asks for: a command, or a message. A slash that is meant is written twice. */
export async function runInput(desk: CommandContext, text: string): Promise<void> {
  if (text.trim() === "") return;
  if (text.trim() === "exit") return desk.exit();
  if (text.startsWith("//")) return desk.view.post(text.slice(1));
  const [, word, rest = ""] = text.match(/^(\/\S*)\s*(.*)$/s) ?? [];
  if (word === undefined) return desk.view.post(text);
  const command = CHAT_COMMANDS.get(word);
  if (!command) throw commandError(`There is no ${word}. /help lists what there is.`);
  await command.run(desk, rest.trimEnd());
}

async function joinCommand(
  { view: conversation, api }: CommandContext,
  rest: string,
): Promise<void> {
  const query = rest.trim();
  if (query === "") throw commandError("Say which room: /join ROOM.");
  conversation.switchTo(await openRoom(conversation, api, query));
}

/** Finds a room of the user, or joins it. */
export async function openRoom(conversation: ChatView, api: HttpApi, query: string): Promise<Room> {
  try {
    return findRoom([...conversation.rooms.values()], query);
  } catch {
    const { id } = findRoom(await fetchRooms(api), query);
    return await conversation.joinRoom(id, async () => {
      return (await api.post<{ room: Room }>(`/api/rooms/${id}/join`, {})).room;
    });
  }
}

async function roomsCommand({ view: conversation, api }: CommandContext): Promise<void> {
  const rows = (await fetchRooms(api)).map((room) => {
    const isOwn = conversation.rooms.has(room.id);
    const unseen = conversation.unseenCounts.get(room.id);
    const state = isOwn ? (unseen ? `${unseen} new` : "") : "you may enter";
    const mark = room.id === conversation.current?.id ? "*" : " ";
    return [mark, roomTitle(room), room.kind === "direct" ? "" : room.id, state, room.topic];
  });
  if (rows.length > 0) conversation.transcript.showTable(rows);
  else conversation.transcript.info("There are no rooms.");
}

async function whoCommand({ view: conversation, api }: CommandContext): Promise<void> {
  const { members, next } = await fetchMembers(api, requireRoom(conversation).id);
  for (const member of members) conversation.addPerson(member);
  const order = ["online", "away", "offline"];
  members.sort((a, b) => order.indexOf(a.presence) - order.indexOf(b.presence));
  const rows = members.map(({ name, presence, role, roomRole, guest }) => {
    const marks = [
      guest ? "guest" : role === "client" ? "" : role,
      roomRole === "owner" ? roomRole : "",
    ];
    return [name, presence, marks.filter(Boolean).join(", ")];
  });
  conversation.transcript.showTable(next ? [...rows, ["…"]] : rows);
}

async function msgCommand(
  { view: conversation, api }: CommandContext,
  rest: string,
): Promise<void> {
  const [, inQuotes, bare, text = ""] = rest.match(/^@?(?:"([^"]*)"|(\S+))\s*(.*)$/s) ?? [];
  const name = inQuotes ?? bare;
  if (name === undefined) {
    throw commandError('Say to whom: /msg NAME TEXT, or /msg "FIRST LAST" TEXT.');
  }
  const person = await findPerson(api, name, conversation.current?.id);
  const { room } = await api.post<{ room: Room }>("/api/direct", { people: [person.id] });
  conversation.subscribe(room);
  if (text === "") conversation.switchTo(room);
  else conversation.post(text, { room });
}

function replyCommand({ view: conversation, ownId: self }: CommandContext, rest: string): void {
  const { seq, text } = parseNumbered(rest);
  if (text === "") throw commandError("Say what: /reply TEXT, or /reply #NUMBER TEXT.");
  const answered = seq ?? latestMessage(conversation, ({ userId }) => userId !== self)?.seq;
  if (answered === undefined) throw commandError("There is nothing to answer here.");
  conversation.post(text, { reply: answered });
}

function fileCommand(
  { view: conversation, uploadFile: upload, runInBackground: meanwhile }: CommandContext,
  rest: string,
): void {
  const room = requireRoom(conversation);
  const [, inQuotes, bare, text = ""] = rest.match(/^(?:"([^"]+)"|([^\s"]\S*))\s*(.*)$/s) ?? [];
  const path = inQuotes ?? bare;
  if (path === undefined) {
    throw commandError('Say which: /file PATH TEXT, or /file "A PATH WITH SPACES" TEXT.');
  }
  meanwhile(async () => conversation.post(text, { room, files: [await upload(path)] }));
}

function editCommand(
  { view: conversation, client, ownId: self, replaceInput: offer }: CommandContext,
  rest: string,
): void {
  const { id } = requireRoom(conversation);
  const { seq, text } = parseNumbered(rest);
  const message = seq === undefined
    ? latestMessage(conversation, ({ userId }) => userId === self)
    : conversation.logs.findMessage(id, seq);
  const number = seq ?? message?.seq;
  if (number === undefined) throw commandError("You have not written anything here of late.");
  if (text !== "") {
    // Unlike a message, it would not be kept.
    if (client.state.kind !== "online") {
      throw commandError("You are offline. Change it when you are back.");
    }
    return void client.edit(id, number, text, findMentions(text, conversation.people));
  }
  if (!message || message.deleted) {
    throw commandError(`Say what it is to be: /edit #${number} TEXT.`);
  }
  offer(`/edit #${number} ${message.content}`);
}

async function historyCommand(
  { view: conversation, client }: CommandContext,
  rest: string,
): Promise<void> {
  const { id } = requireRoom(conversation);
  const { seq, text } = parseNumbered(rest);
  if (text !== "") throw commandError("Say before which message: /history #NUMBER.");
  const beforeSeq = seq ?? conversation.logs.latest(id, HISTORY_PAGE_SIZE)[0]?.seq;
  const page = await client.history(id, beforeSeq, HISTORY_PAGE_SIZE);
  conversation.transcript.showMessages(page.messages);
  const first = page.messages[0]?.seq;
  conversation.transcript.heading(
    page.more ? `/history #${first} shows what was before` : "That is the beginning",
  );
}

async function searchCommand(
  { view: conversation, api }: CommandContext,
  rest: string,
): Promise<void> {
  if (rest.trim() === "") throw commandError("Say what to look for: /search WORDS.");
  // Minutes ahead of UTC, for what one says of days.
  const offset = String(-new Date().getTimezoneOffset());
  const query = new URLSearchParams({ q: rest.trim(), offset });
  const { hits, next } = await api.get<SearchResponse>(`/api/search?${query}`);
  const names = new Map(hits.map(({ room }) => [room.id, roomName(room)]));
  const messages = hits.map(({ message }) => message).reverse();
  conversation.transcript.showMessages(messages, (room) => names.get(room));
  const older = next === undefined ? "" : ", and there may be older ones";
  conversation.transcript.heading(`${hits.length || "Nothing"} found${older}`);
}

async function leaveCommand({ view: conversation, api }: CommandContext): Promise<void> {
  const { id } = requireRoom(conversation);
  await api.post(`/api/rooms/${encodeURIComponent(id)}/leave`, {});
}

async function hideCommand({ view: conversation, api }: CommandContext): Promise<void> {
  const { id } = requireRoom(conversation);
  await api.post(`/api/rooms/${encodeURIComponent(id)}/hide`, {});
}

function helpCommand({ view: conversation }: CommandContext): void {
  const rows = [...CHAT_COMMANDS].map((
    [word, { argument: wants, description: options }],
  ) => [`${word} ${wants}`, options]);
  conversation.transcript.showTable([
    ...rows,
    ["//TEXT", "Say something that begins with a slash"],
    ["Tab", "Complete a command, a room or a name"],
    ["Alt-Enter", "Begin another line of a message"],
  ]);
}

function requireRoom(conversation: ChatView): RoomRef {
  if (conversation.current) return conversation.current;
  throw commandError("You are in no room. /rooms lists those that you may /join.");
}

function latestMessage(
  conversation: ChatView,
  matches: (message: Message) => boolean,
): Message | undefined {
  return conversation.logs.latest(requireRoom(conversation).id, Infinity).findLast((message) =>
    message.type === "message" && !message.deleted && matches(message)
  );
}

/** A text after the number of a message, as in `#41 yes`. */
function parseNumbered(rest: string): { seq?: number; text: string } {
  const [, number, text] = rest.match(/^#(\d{1,15})(?:\s+|$)(.*)$/s) ?? [];
  return number === undefined ? { text: rest } : { seq: Number(number), text: text ?? "" };
}

function commandError(message: string): CliError {
  return new CliError(EXIT_CODES.failed, message);
}
