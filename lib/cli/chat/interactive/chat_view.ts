import { isJoin } from "../../../client/subscriptions.ts";
import type { Client, ClientEvent, ClientState } from "../../../client/types.ts";
import { LIMITS } from "../../../protocol/limits.ts";
import type { Line, Lines, Message, Room, SentFile } from "../../../protocol/model.ts";
import { called } from "../../../protocol/notices.ts";
import { roomTitle } from "../server/room_lookup.ts";
import { formatChange, type Look } from "../messages/message_format.ts";
import { createLogs, type Logs, WENT_BACK } from "../messages/message_logs.ts";
import { mentionsOf } from "../messages/mentions.ts";
import { plain } from "../terminal/escape_terminal.ts";
import type { Prompt } from "../terminal/prompt.ts";
import { Transcript } from "../messages/transcript.ts";

/** Messages that are shown of a room that one turns to. */
const SHOWN = 20;

/** Messages that are told after one was away; before those, only their number. */
const MISSED = 100;

/** A room as far as it can be written to before the server was reached. */
export type Spot = Pick<Room, "id" | "name" | "people">;

export interface ConversationOptions {
  client: Client;
  prompt: Pick<Prompt, "print" | "show" | "remember">;
  /** How things look right now: a terminal changes its size. */
  look(): Look;
  /** One's own account id. */
  self: string;
  /** Called when one turns to a room. */
  onTurn(room: Spot): void;
  /** Called when one has been shown a room up to a `seq`. */
  onShown(room: string, seq: number): void;
}

/** Why somebody is no longer in a room. */
const LEFT: Record<Lines["left"]["reason"], (room: string) => string> = {
  left: (room) => `You left ${room}.`,
  removed: (room) => `You were removed from ${room}.`,
  banned: (room) => `You were banned from ${room}.`,
  deleted: (room) => `${room} was deleted.`,
  hidden: (room) => `${room} is hidden until somebody writes.`,
};

/** What one sees: the rooms that one is in, and the one that is written to. */
export class Conversation {
  /** The rooms that one is in. */
  readonly rooms = new Map<string, Room>();
  /** The names of people whom one met here. */
  readonly people = new Map<string, string>();
  /** Those of them who are guests. */
  readonly #guests = new Set<string>();
  /** How much came in each room since one looked. */
  readonly unseen = new Map<string, number>();
  readonly logs: Logs;
  readonly transcript: Transcript;
  #current: Spot | undefined;
  /** Who was there when it was last told. */
  readonly #here = new Map<string, boolean>();
  /** How many are online, by room. */
  readonly #online = new Map<string, number>();
  /** Rooms that one is about to enter. */
  readonly #entering = new Set<string>();
  #isOffline = false;
  /** The server's history that all of this is of. */
  #history: string | undefined;

  constructor(private readonly options: ConversationOptions) {
    const { client, prompt, look } = options;
    this.transcript = new Transcript(prompt.print, look, (room) => this.#tag(room));
    this.logs = createLogs(client, {
      opened: (line) => line.room.id === this.#current?.id && this.#showRoom(line.room),
      said: (message) => this.#said(message),
      changed: (message, before) => this.#changed(message, before),
      skipped: (room, count) => this.transcript.quiet(`${count} messages were not fetched.`, room),
    }, MISSED);
  }

  /** The room that is written to. */
  get current(): Spot | undefined {
    return this.#current;
  }

  /** Turns to a room, which one is in. */
  turnTo(room: Spot): void {
    this.#current = room;
    this.unseen.delete(room.id);
    this.options.onTurn(room);
    this.refresh();
    if (this.logs.latest(room.id, 1).length > 0) this.#showRoom(room);
  }

  /** Enters a room by a request; that one is in it then is no news. */
  async enter(id: string, request: () => Promise<Room>): Promise<Room> {
    this.#entering.add(id);
    try {
      const room = await request();
      this.listen(room);
      return room;
    } finally {
      this.#entering.delete(id);
    }
  }

  /** Listens to a room, now and after every reconnect. */
  listen(room: Room): void {
    if (!this.rooms.has(room.id)) {
      this.options.client.join(room.id, SHOWN);
      this.#count(room.id, room.unread);
    }
    this.rooms.set(room.id, room);
    for (const one of room.people ?? []) this.meet(one);
    if (room.id === this.#current?.id) this.#current = room;
    this.refresh();
  }

  /** Notes what someone is called, and whether as a guest. */
  meet({ id, name, guest }: { id: string; name: string; guest?: boolean | undefined }): void {
    this.people.set(id, name);
    if (guest) this.#guests.add(id);
    else this.#guests.delete(id);
  }

  /** Says something in the current room, or in another. */
  say(
    text: string,
    { room = this.#current, reply, files = [] }: {
      room?: Spot | undefined;
      reply?: number;
      files?: SentFile[];
    } = {},
  ): void {
    if (!room) {
      return this.transcript.trouble("You are in no room. /rooms lists those that you may /join.");
    }
    const length = [...text].length;
    if (length > LIMITS.content) {
      this.transcript.trouble(
        `A message may have ${LIMITS.content} characters; this one has ${length}.`,
      );
      return this.options.prompt.remember(text);
    }
    const mentions = mentionsOf(text, this.people);
    this.options.client.send(room.id, text, {
      ...(reply === undefined ? {} : { reply }),
      ...(mentions.length === 0 ? {} : { mentions }),
      files,
    });
    if (this.#isOffline) this.transcript.quiet(`Waits to be sent: ${saidOf(text, files)}`, room.id);
  }

  /** Takes what the client tells. */
  take(event: ClientEvent): void {
    if (event.type === "line") this.#line(event.line);
    else if (event.type === "state") this.#state(event.state);
    else if (event.type === "rooms") event.rooms.forEach((room) => this.listen(room));
    else this.#failed();
    this.refresh();
  }

  /** Draws the prompt as things stand. */
  refresh(): void {
    const { client, look, prompt } = this.options;
    const waiting = this.#isOffline ? client.pending.length : 0;
    const state = this.#isOffline ? ` (offline${waiting ? `, ${waiting} waiting` : ""})` : "";
    const name = this.#current ? plain(roomTitle(this.#current)) : "Parley";
    prompt.show(`${look().paint.bold(name)}${state} › `);
  }

  #showRoom(room: Spot): void {
    const { topic, members } = this.rooms.get(room.id) ?? {};
    const online = this.#online.get(room.id);
    const facts = [
      roomTitle(room),
      ...(topic ? [topic] : []),
      ...(online === undefined ? [] : [`${online} of ${members} online`]),
    ];
    this.transcript.heading(facts.join(" · "));
    const messages = this.logs.latest(room.id, SHOWN);
    this.transcript.messages(messages);
    this.options.onShown(room.id, messages.at(-1)?.seq ?? 0);
  }

  /** Keeps how much is new in a room that one does not look at. */
  #count(room: string, unread: number): void {
    if (unread === 0 || room === this.#current?.id) this.unseen.delete(room);
    else this.unseen.set(room, unread);
  }

  #line(line: Line): void {
    switch (line.type) {
      case "joined":
        this.listen(line.room);
        this.#online.set(line.room.id, line.online);
        for (const message of line.messages) this.meet({ ...message, id: message.userId });
        return this.logs.take(line);
      case "message":
      case "system":
        this.meet({ ...line, id: line.userId });
        return this.logs.take(line);
      case "room": {
        const isNew = !this.rooms.has(line.room.id) && !this.#entering.has(line.room.id);
        this.listen(line.room);
        return isNew ? this.transcript.quiet(`You are in ${roomTitle(line.room)} now.`) : undefined;
      }
      case "left":
        return this.#left(line);
      case "read":
        return line.thread === undefined ? this.#count(line.room, line.unread) : undefined;
      case "presence":
        return this.#presence(line);
      case "error":
        if (isJoin(line.ref) && line.room !== undefined) this.#forget(line.room);
        return this.transcript.trouble(line.message);
    }
  }

  #said(message: Message): void {
    const { self, onShown } = this.options;
    const { room, seq, type, userId, mentions } = message;
    if (room === this.#current?.id) {
      this.transcript.messages([message]);
      return onShown(room, seq);
    }
    if (type === "system") return;
    const { kind, level } = this.rooms.get(room)!;
    const isForMe = mentions?.some((id) => id === self || id === "here") ?? false;
    if (kind === "direct" || isForMe) this.transcript.messages([message]);
    if (userId === self) return;
    const before = this.unseen.get(room) ?? 0;
    this.unseen.set(room, before + 1);
    const isQuiet = kind === "direct" || isForMe || level === "none";
    if (before === 0 && !isQuiet) this.transcript.quiet(`New in ${this.#nameOf(room)}.`);
  }

  #changed(message: Message, before: Message | undefined): void {
    if (message.room !== this.#current?.id) return;
    const text = formatChange(message, before, this.options.look());
    if (text !== undefined) this.options.prompt.print(text);
  }

  #state(state: ClientState): void {
    const wasOffline = this.#isOffline;
    if (state.kind === "online") {
      this.#isOffline = false;
      if (wasOffline) this.transcript.quiet("Online again.");
      this.#inHistory(state.history);
      const isFirst = this.rooms.size === 0;
      state.rooms.forEach((room) => this.listen(room));
      if (isFirst) this.#tellUnseen();
    } else if (state.kind === "offline") {
      this.#isOffline = true;
      if (!wasOffline) {
        this.transcript.quiet("Offline. What you write is sent when the connection is back.");
      }
    }
  }

  /** Takes the server's history. With another one than before, its rooms are opened anew. */
  #inHistory(history: string | undefined): void {
    if (history === undefined || history === this.#history) return;
    if (this.#history !== undefined) {
      for (const room of this.rooms.keys()) this.options.onShown(room, 0);
      this.rooms.clear();
      this.unseen.clear();
      this.logs.clear();
      this.transcript.trouble(WENT_BACK);
    }
    this.#history = history;
  }

  #tellUnseen(): void {
    const rooms = [...this.unseen].filter(([room]) => this.rooms.get(room)?.level !== "none")
      .map(([room, count]) => `${this.#nameOf(room)} (${count})`);
    if (rooms.length > 0) this.transcript.quiet(`New: ${rooms.join(", ")}.`);
  }

  #left({ room, reason }: Lines["left"]): void {
    const name = this.#nameOf(room);
    this.#forget(room);
    this.transcript.quiet(LEFT[reason](name));
  }

  #forget(room: string): void {
    this.rooms.delete(room);
    this.unseen.delete(room);
    this.logs.forget(room);
    if (this.#current?.id !== room) return;
    this.#current = undefined;
    const next = this.rooms.get("lobby") ?? this.rooms.values().next().value;
    if (next) this.turnTo(next);
  }

  /** Coming and going of people whom one knows, in the room that one looks at. */
  #presence({ room, online, people }: Lines["presence"]): void {
    this.#online.set(room, online);
    if (room !== this.#current?.id) return;
    for (const { id, presence } of people) {
      const name = this.people.get(id);
      const isHere = presence !== "offline";
      if (this.#here.get(id) === isHere) continue;
      this.#here.set(id, isHere);
      if (name === undefined || id === this.options.self) continue;
      const who = called({ name, guest: this.#guests.has(id) });
      this.transcript.quiet(isHere ? `${who} is here.` : `${who} is gone.`);
    }
  }

  #failed(): void {
    for (const { id, room, content, files = [], failed } of this.options.client.pending) {
      if (!failed) continue;
      this.transcript.trouble(`Not sent to ${this.#nameOf(room)}: ${failed.message}`);
      this.transcript.quiet(saidOf(content, files));
      this.options.prompt.remember(content);
      this.options.client.discard(id);
    }
  }

  #nameOf(room: string): string {
    const view = this.rooms.get(room);
    return view ? roomTitle(view) : room;
  }

  /** The name of a room that is not the one that one looks at. */
  #tag(room: string): string | undefined {
    return room === this.#current?.id ? undefined : this.#nameOf(room);
  }
}

/** What a message says, and the names of what comes with it. */
function saidOf(content: string, files: readonly SentFile[]): string {
  return [content, ...files.map(({ name }) => name)].filter(Boolean).join(" · ");
}
