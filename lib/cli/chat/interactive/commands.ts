import type { Client } from "../../../client/types.ts";
import type { Message, Room, SentFile } from "../../../protocol/model.ts";
import type { Api } from "../server/http_api.ts";
import type { Conversation, Spot } from "./chat_view.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import { listRooms, pickRoom, roomName, roomTitle } from "../server/room_lookup.ts";
import { mentionsOf } from "../messages/mentions.ts";
import { findPerson, listMembers } from "../server/person_lookup.ts";

/** Messages that /history shows when nobody says how many. */
const PAGE = 20;

/** What a search answers, newest first. */
interface Found {
  hits: { message: Message; room: { id: string; name: string } }[];
  next?: number;
}

/** What commands work with. */
export interface Desk {
  conversation: Conversation;
  client: Client;
  api: Api;
  self: string;
  /** Brings a file to the server, which may take a while. */
  upload(path: string): Promise<SentFile>;
  /** Does something while one goes on writing. */
  meanwhile(run: () => Promise<void>): void;
  /** Puts a text into the line, to be changed. */
  offer(text: string): void;
  leave(): void;
}

interface Command {
  /** What comes after the word. */
  wants: string;
  about: string;
  /** @throws Failure or ClientError when it is refused */
  run(desk: Desk, rest: string): Promise<void> | void;
}

/** The commands, by their words, in the order of /help. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["/join", { wants: "ROOM", about: "Turn to a room, and enter it", run: join }],
  ["/rooms", { wants: "", about: "List your rooms, and those that you may enter", run: rooms }],
  ["/who", { wants: "", about: "List who is in this room", run: who }],
  ["/msg", { wants: "NAME [TEXT]", about: "Write to somebody alone", run: msg }],
  ["/reply", { wants: "[#NUMBER] TEXT", about: "Answer a message, or the latest", run: reply }],
  ["/edit", { wants: "[#NUMBER] [TEXT]", about: "Change a message, or your latest", run: edit }],
  ["/file", { wants: "PATH [TEXT]", about: "Send a file of this machine", run: file }],
  ["/history", {
    wants: "[#NUMBER]",
    about: "Show what was before, or before a message",
    run: history,
  }],
  ["/search", { wants: "WORDS", about: "Find messages in all your rooms", run: search }],
  ["/leave", { wants: "", about: "Stop being a member of this room", run: leaveRoom }],
  ["/hide", {
    wants: "",
    about: "Hide this direct room until somebody writes",
    run: hideRoom,
  }],
  ["/help", { wants: "", about: "Say this", run: help }],
  ["/exit", { wants: "", about: "End; Ctrl-C does, too", run: ({ leave }) => leave() }],
]);

/** Does what a line asks for: a command, or a message. A slash that is meant is written twice. */
export async function perform(desk: Desk, text: string): Promise<void> {
  if (text.trim() === "") return;
  if (text.trim() === "exit") return desk.leave();
  if (text.startsWith("//")) return desk.conversation.say(text.slice(1));
  const [, word, rest = ""] = text.match(/^(\/\S*)\s*(.*)$/s) ?? [];
  if (word === undefined) return desk.conversation.say(text);
  const command = COMMANDS.get(word);
  if (!command) throw refusal(`There is no ${word}. /help lists what there is.`);
  await command.run(desk, rest.trimEnd());
}

async function join({ conversation, api }: Desk, rest: string): Promise<void> {
  const wanted = rest.trim();
  if (wanted === "") throw refusal("Say which room: /join ROOM.");
  conversation.turnTo(await enter(conversation, api, wanted));
}

/** A room of one's own, or one that is entered for it. */
export async function enter(conversation: Conversation, api: Api, wanted: string): Promise<Room> {
  try {
    return pickRoom([...conversation.rooms.values()], wanted);
  } catch {
    const { id } = pickRoom(await listRooms(api), wanted);
    return await conversation.enter(id, async () => {
      return (await api.post<{ room: Room }>(`/api/rooms/${id}/join`, {})).room;
    });
  }
}

async function rooms({ conversation, api }: Desk): Promise<void> {
  const rows = (await listRooms(api)).map((room) => {
    const isOwn = conversation.rooms.has(room.id);
    const unseen = conversation.unseen.get(room.id);
    const state = isOwn ? (unseen ? `${unseen} new` : "") : "you may enter";
    const mark = room.id === conversation.current?.id ? "*" : " ";
    return [mark, roomTitle(room), room.kind === "direct" ? "" : room.id, state, room.topic];
  });
  if (rows.length > 0) conversation.transcript.table(rows);
  else conversation.transcript.quiet("There are no rooms.");
}

async function who({ conversation, api }: Desk): Promise<void> {
  const { members, next } = await listMembers(api, here(conversation).id);
  for (const member of members) conversation.meet(member);
  const order = ["online", "away", "offline"];
  members.sort((a, b) => order.indexOf(a.presence) - order.indexOf(b.presence));
  const rows = members.map(({ name, presence, role, roomRole, guest }) => {
    const marks = [
      guest ? "guest" : role === "client" ? "" : role,
      roomRole === "owner" ? roomRole : "",
    ];
    return [name, presence, marks.filter(Boolean).join(", ")];
  });
  conversation.transcript.table(next ? [...rows, ["…"]] : rows);
}

async function msg({ conversation, api }: Desk, rest: string): Promise<void> {
  const [, inQuotes, bare, text = ""] = rest.match(/^@?(?:"([^"]*)"|(\S+))\s*(.*)$/s) ?? [];
  const name = inQuotes ?? bare;
  if (name === undefined) throw refusal('Say to whom: /msg NAME TEXT, or /msg "FIRST LAST" TEXT.');
  const person = await findPerson(api, name, conversation.current?.id);
  const { room } = await api.post<{ room: Room }>("/api/direct", { people: [person.id] });
  conversation.listen(room);
  if (text === "") conversation.turnTo(room);
  else conversation.say(text, { room });
}

function reply({ conversation, self }: Desk, rest: string): void {
  const { seq, text } = numbered(rest);
  if (text === "") throw refusal("Say what: /reply TEXT, or /reply #NUMBER TEXT.");
  const answered = seq ?? latest(conversation, ({ userId }) => userId !== self)?.seq;
  if (answered === undefined) throw refusal("There is nothing to answer here.");
  conversation.say(text, { reply: answered });
}

function file({ conversation, upload, meanwhile }: Desk, rest: string): void {
  const room = here(conversation);
  const [, inQuotes, bare, text = ""] = rest.match(/^(?:"([^"]+)"|([^\s"]\S*))\s*(.*)$/s) ?? [];
  const path = inQuotes ?? bare;
  if (path === undefined) {
    throw refusal('Say which: /file PATH TEXT, or /file "A PATH WITH SPACES" TEXT.');
  }
  meanwhile(async () => conversation.say(text, { room, files: [await upload(path)] }));
}

function edit({ conversation, client, self, offer }: Desk, rest: string): void {
  const { id } = here(conversation);
  const { seq, text } = numbered(rest);
  const message = seq === undefined
    ? latest(conversation, ({ userId }) => userId === self)
    : conversation.logs.find(id, seq);
  const number = seq ?? message?.seq;
  if (number === undefined) throw refusal("You have not written anything here of late.");
  if (text !== "") {
    // Unlike a message, it would not be kept.
    if (client.state.kind !== "online") {
      throw refusal("You are offline. Change it when you are back.");
    }
    return void client.edit(id, number, text, mentionsOf(text, conversation.people));
  }
  if (!message || message.deleted) throw refusal(`Say what it is to be: /edit #${number} TEXT.`);
  offer(`/edit #${number} ${message.content}`);
}

async function history({ conversation, client }: Desk, rest: string): Promise<void> {
  const { id } = here(conversation);
  const { seq, text } = numbered(rest);
  if (text !== "") throw refusal("Say before which message: /history #NUMBER.");
  const before = seq ?? conversation.logs.latest(id, PAGE)[0]?.seq;
  const page = await client.history(id, before, PAGE);
  conversation.transcript.messages(page.messages);
  const first = page.messages[0]?.seq;
  conversation.transcript.heading(
    page.more ? `/history #${first} shows what was before` : "That is the beginning",
  );
}

async function search({ conversation, api }: Desk, rest: string): Promise<void> {
  if (rest.trim() === "") throw refusal("Say what to look for: /search WORDS.");
  // Minutes ahead of UTC, for what one says of days.
  const offset = String(-new Date().getTimezoneOffset());
  const query = new URLSearchParams({ q: rest.trim(), offset });
  const { hits, next } = await api.get<Found>(`/api/search?${query}`);
  const names = new Map(hits.map(({ room }) => [room.id, roomName(room)]));
  const messages = hits.map(({ message }) => message).reverse();
  conversation.transcript.messages(messages, (room) => names.get(room));
  const older = next === undefined ? "" : ", and there may be older ones";
  conversation.transcript.heading(`${hits.length || "Nothing"} found${older}`);
}

async function leaveRoom({ conversation, api }: Desk): Promise<void> {
  const { id } = here(conversation);
  await api.post(`/api/rooms/${encodeURIComponent(id)}/leave`, {});
}

async function hideRoom({ conversation, api }: Desk): Promise<void> {
  const { id } = here(conversation);
  await api.post(`/api/rooms/${encodeURIComponent(id)}/hide`, {});
}

function help({ conversation }: Desk): void {
  const rows = [...COMMANDS].map(([word, { wants, about }]) => [`${word} ${wants}`, about]);
  conversation.transcript.table([
    ...rows,
    ["//TEXT", "Say something that begins with a slash"],
    ["Tab", "Complete a command, a room or a name"],
    ["Alt-Enter", "Begin another line of a message"],
  ]);
}

function here(conversation: Conversation): Spot {
  if (conversation.current) return conversation.current;
  throw refusal("You are in no room. /rooms lists those that you may /join.");
}

function latest(
  conversation: Conversation,
  matches: (message: Message) => boolean,
): Message | undefined {
  return conversation.logs.latest(here(conversation).id, Infinity).findLast((message) =>
    message.type === "message" && !message.deleted && matches(message)
  );
}

/** A text after the number of a message, as in `#41 yes`. */
function numbered(rest: string): { seq?: number; text: string } {
  const [, number, text] = rest.match(/^#(\d{1,15})(?:\s+|$)(.*)$/s) ?? [];
  return number === undefined ? { text: rest } : { seq: Number(number), text: text ?? "" };
}

function refusal(message: string): Failure {
  return new Failure(EXIT.refused, message);
}
