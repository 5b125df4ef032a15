import { isJoinRef } from "../../../client/subscriptions.ts";
import type { Client, ClientEvent, ClientState } from "../../../client/types.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { Message, Room, SentFile } from "../../../protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../../../protocol/server_events.ts";
import { nameWithGuestMark } from "../../../protocol/notices.ts";
import { roomTitle } from "../server/room_lookup.ts";
import { formatChange, type TerminalFormat } from "../messages/message_format.ts";
import { MessageLogs, RESTORED_TEXT } from "../messages/message_logs.ts";
import { findMentions } from "../messages/mentions.ts";
import { escapeLine } from "../terminal/escape_terminal.ts";
import type { Prompt } from "../terminal/prompt.ts";
import { Transcript } from "../messages/transcript.ts";

/** Messages that are shown of a room that one turns to. */
const SHOWN_MESSAGES = 20;

/** Messages that are told after one was away; before those, only their number. */
const MAX_MISSED_MESSAGES = 100;

/** A room as far as it can be written to before the server was reached. */
export type RoomRef = Pick<Room, "id" | "name" | "people">;

export interface ChatViewOptions {
  client: Client;
  prompt: Pick<Prompt, "print" | "show" | "remember">;
  /** How things look right now: a terminal changes its size. */
  format(): TerminalFormat;
  /** The user's account id. */
  self: string;
  /** Called when the user switches to a room. */
  onSwitch(room: RoomRef): void;
  /** Called when one has been shown a room up to a `seq`. */
  onShown(room: string, seq: number): void;
}

/** Why somebody is no longer in a room. */
const LEFT_TEXTS: Record<ServerEvents["left"]["reason"], (room: string) => string> = {
  left: (room) => `You left ${room}.`,
  removed: (room) => `You were removed from ${room}.`,
  banned: (room) => `You were banned from ${room}.`,
  deleted: (room) => `${room} was deleted.`,
  hidden: (room) => `${room} is hidden until somebody writes.`,
};

/** What one sees: the rooms that one is in, and the one that is written to. */
export class ChatView {
  /** The rooms that one is in. */
  readonly rooms = new Map<string, Room>();
  /** The names of people whom one met here. */
  readonly people = new Map<string, string>();
  /** Those of them who are guests. */
  readonly #guests = new Set<string>();
  /** How much came in each room since one looked. */
  readonly unseenCounts = new Map<string, number>();
  readonly logs: MessageLogs;
  readonly transcript: Transcript;
  #current: RoomRef | undefined;
  /** Who was there when it was last told. */
  readonly #isPresent = new Map<string, boolean>();
  /** How many are online, by room. */
  readonly #onlineCounts = new Map<string, number>();
  /** Rooms that one is about to enter. */
  readonly #joining = new Set<string>();
  #isOffline = false;
  /** The server's history that all of this is of. */
  #history: string | undefined;

  constructor(private readonly options: ChatViewOptions) {
    const { client, prompt, format } = options;
    this.transcript = new Transcript(
      (text) => prompt.print(text),
      format,
      (room) => this.#otherRoomLabel(room),
    );
    this.logs = new MessageLogs(client, {
      onOpened: (line) => line.room.id === this.#current?.id && this.#showRoom(line.room),
      onMessage: (message) => this.#onMessage(message),
      onChanged: (message, before) => this.#onChanged(message, before),
      onSkipped: (room, count) => this.transcript.info(`${count} messages were not fetched.`, room),
    }, MAX_MISSED_MESSAGES);
  }

  /** The room that is written to. */
  get current(): RoomRef | undefined {
    return this.#current;
  }

  /** Turns to a room, which one is in. */
  switchTo(room: RoomRef): void {
    this.#current = room;
    this.unseenCounts.delete(room.id);
    this.options.onSwitch(room);
    this.refresh();
    if (this.logs.latest(room.id, 1).length > 0) this.#showRoom(room);
  }

  /** Enters a room by a request; that one is in it then is no news. */
  async joinRoom(id: string, request: () => Promise<Room>): Promise<Room> {
    this.#joining.add(id);
    try {
      const room = await request();
      this.subscribe(room);
      return room;
    } finally {
      this.#joining.delete(id);
    }
  }

  /** Listens to a room, now and after every reconnect. */
  subscribe(room: Room): void {
    if (!this.rooms.has(room.id)) {
      this.options.client.join(room.id, SHOWN_MESSAGES);
      this.#setUnseenCount(room.id, room.unread);
    }
    this.rooms.set(room.id, room);
    for (const person of room.people ?? []) this.addPerson(person);
    if (room.id === this.#current?.id) this.#current = room;
    this.refresh();
  }

  /** Notes what someone is called, and whether as a guest. */
  addPerson({ id, name, guest }: { id: string; name: string; guest?: boolean | undefined }): void {
    this.people.set(id, name);
    if (guest) this.#guests.add(id);
    else this.#guests.delete(id);
  }

  /** Says something in the current room, or in another. */
  post(
    text: string,
    { room = this.#current, reply, files = [] }: {
      room?: RoomRef | undefined;
      reply?: number;
      files?: SentFile[];
    } = {},
  ): void {
    if (!room) {
      return this.transcript.error("You are in no room. /rooms lists those that you may /join.");
    }
    const length = [...text].length;
    if (length > LIMITS.messageChars) {
      this.transcript.error(
        `A message may have ${LIMITS.messageChars} characters; this one has ${length}.`,
      );
      return this.options.prompt.remember(text);
    }
    const mentions = findMentions(text, this.people);
    this.options.client.send(room.id, text, {
      ...(reply === undefined ? {} : { reply }),
      ...(mentions.length === 0 ? {} : { mentions }),
      files,
    });
    if (this.#isOffline) {
      this.transcript.info(`Waits to be sent: ${messageSummary(text, files)}`, room.id);
    }
  }

  /** Takes what the client tells. */
  handleEvent(event: ClientEvent): void {
    if (event.type === "line") this.#handleServerEvent(event.line);
    else if (event.type === "state") this.#onConnectionState(event.state);
    else if (event.type === "rooms") event.rooms.forEach((room) => this.subscribe(room));
    else this.#showUnsent();
    this.refresh();
  }

  /** Draws the prompt as things stand. */
  refresh(): void {
    const { client, format: look, prompt } = this.options;
    const waiting = this.#isOffline ? client.pending.length : 0;
    const state = this.#isOffline ? ` (offline${waiting ? `, ${waiting} waiting` : ""})` : "";
    const name = this.#current ? escapeLine(roomTitle(this.#current)) : "Parley";
    prompt.show(`${look().paint.bold(name)}${state} › `);
  }

  #showRoom(room: RoomRef): void {
    const { topic, members } = this.rooms.get(room.id) ?? {};
    const online = this.#onlineCounts.get(room.id);
    const facts = [
      roomTitle(room),
      ...(topic ? [topic] : []),
      ...(online === undefined ? [] : [`${online} of ${members} online`]),
    ];
    this.transcript.heading(facts.join(" · "));
    const messages = this.logs.latest(room.id, SHOWN_MESSAGES);
    this.transcript.showMessages(messages);
    this.options.onShown(room.id, messages.at(-1)?.seq ?? 0);
  }

  /** Keeps how much is new in a room that one does not look at. */
  #setUnseenCount(room: string, unread: number): void {
    if (unread === 0 || room === this.#current?.id) this.unseenCounts.delete(room);
    else this.unseenCounts.set(room, unread);
  }

  #handleServerEvent(line: ServerEvent): void {
    switch (line.type) {
      case "joined":
        this.subscribe(line.room);
        this.#onlineCounts.set(line.room.id, line.online);
        for (const message of line.messages) this.addPerson({ ...message, id: message.userId });
        return this.logs.handleEvent(line);
      case "message":
      case "system":
        this.addPerson({ ...line, id: line.userId });
        return this.logs.handleEvent(line);
      case "room": {
        const isNew = !this.rooms.has(line.room.id) && !this.#joining.has(line.room.id);
        this.subscribe(line.room);
        return isNew ? this.transcript.info(`You are in ${roomTitle(line.room)} now.`) : undefined;
      }
      case "left":
        return this.#onLeft(line);
      case "read":
        return line.thread === undefined ? this.#setUnseenCount(line.room, line.unread) : undefined;
      case "presence":
        return this.#onPresence(line);
      case "error":
        if (isJoinRef(line.ref) && line.room !== undefined) this.#removeRoom(line.room);
        return this.transcript.error(line.message);
    }
  }

  #onMessage(message: Message): void {
    const { self, onShown } = this.options;
    const { room, seq, type, userId, mentions } = message;
    if (room === this.#current?.id) {
      this.transcript.showMessages([message]);
      return onShown(room, seq);
    }
    if (type === "system") return;
    const { kind, level } = this.rooms.get(room)!;
    const isForMe = mentions?.some((id) => id === self || id === "here") ?? false;
    if (kind === "direct" || isForMe) this.transcript.showMessages([message]);
    if (userId === self) return;
    const before = this.unseenCounts.get(room) ?? 0;
    this.unseenCounts.set(room, before + 1);
    const isQuiet = kind === "direct" || isForMe || level === "none";
    if (before === 0 && !isQuiet) this.transcript.info(`New in ${this.#roomTitle(room)}.`);
  }

  #onChanged(message: Message, before: Message | undefined): void {
    if (message.room !== this.#current?.id) return;
    const text = formatChange(message, before, this.options.format());
    if (text !== undefined) this.options.prompt.print(text);
  }

  #onConnectionState(state: ClientState): void {
    const wasOffline = this.#isOffline;
    if (state.kind === "online") {
      this.#isOffline = false;
      if (wasOffline) this.transcript.info("Online again.");
      this.#setHistory(state.history);
      const isFirst = this.rooms.size === 0;
      state.rooms.forEach((room) => this.subscribe(room));
      if (isFirst) this.#showUnseenCounts();
    } else if (state.kind === "offline") {
      this.#isOffline = true;
      if (!wasOffline) {
        this.transcript.info("Offline. What you write is sent when the connection is back.");
      }
    }
  }

  /** Takes the server's history. With another one than before, its rooms are opened anew. */
  #setHistory(history: string | undefined): void {
    if (history === undefined || history === this.#history) return;
    if (this.#history !== undefined) {
      for (const room of this.rooms.keys()) this.options.onShown(room, 0);
      this.rooms.clear();
      this.unseenCounts.clear();
      this.logs.clear();
      this.transcript.error(RESTORED_TEXT);
    }
    this.#history = history;
  }

  #showUnseenCounts(): void {
    const rooms = [...this.unseenCounts].filter(([room]) => this.rooms.get(room)?.level !== "none")
      .map(([room, count]) => `${this.#roomTitle(room)} (${count})`);
    if (rooms.length > 0) this.transcript.info(`New: ${rooms.join(", ")}.`);
  }

  #onLeft({ room, reason }: ServerEvents["left"]): void {
    const name = this.#roomTitle(room);
    this.#removeRoom(room);
    this.transcript.info(LEFT_TEXTS[reason](name));
  }

  #removeRoom(room: string): void {
    this.rooms.delete(room);
    this.unseenCounts.delete(room);
    this.logs.removeRoom(room);
    if (this.#current?.id !== room) return;
    this.#current = undefined;
    const next = this.rooms.get("lobby") ?? this.rooms.values().next().value;
    if (next) this.switchTo(next);
  }

  /** Coming and going of people whom one knows, in the room that one looks at. */
  #onPresence({ room, online, people }: ServerEvents["presence"]): void {
    this.#onlineCounts.set(room, online);
    if (room !== this.#current?.id) return;
    for (const { id, presence } of people) {
      const name = this.people.get(id);
      const isHere = presence !== "offline";
      if (this.#isPresent.get(id) === isHere) continue;
      this.#isPresent.set(id, isHere);
      if (name === undefined || id === this.options.self) continue;
      const who = nameWithGuestMark({ name, guest: this.#guests.has(id) });
      this.transcript.info(isHere ? `${who} is here.` : `${who} is gone.`);
    }
  }

  #showUnsent(): void {
    for (const { id, room, content, files = [], failed } of this.options.client.pending) {
      if (!failed) continue;
      this.transcript.error(`Not sent to ${this.#roomTitle(room)}: ${failed.message}`);
      this.transcript.info(messageSummary(content, files));
      this.options.prompt.remember(content);
      this.options.client.discard(id);
    }
  }

  #roomTitle(room: string): string {
    const view = this.rooms.get(room);
    return view ? roomTitle(view) : room;
  }

  /** The name of a room that is not the one that one looks at. */
  #otherRoomLabel(room: string): string | undefined {
    return room === this.#current?.id ? undefined : this.#roomTitle(room);
  }
}

/** What a message says, and the names of what comes with it. */
function messageSummary(content: string, files: readonly SentFile[]): string {
  return [content, ...files.map(({ name }) => name)].filter(Boolean).join(" · ");
}
