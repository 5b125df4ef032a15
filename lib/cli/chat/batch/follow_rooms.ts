import { memoryStorage } from "../../../client/storage_adapters.ts";
import type { Client, ClientEvent, ClientState } from "../../../client/types.ts";
import type { Message, Room } from "../../../protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../../../protocol/server_events.ts";
import { connectClient, type ServerSession } from "../server/server_session.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { fetchRooms, findRoom } from "../server/room_lookup.ts";
import { MessageLogs, RESTORED_TEXT } from "../messages/message_logs.ts";
import { retryWhileUnreachable } from "../server/retry.ts";

export interface FollowOptions {
  session: ServerSession;
  /** One room; without it, all joined rooms, also those that are joined later. */
  room?: string | undefined;
  /** Milliseconds in which the server must be reached for the first time. */
  connectTimeoutMs: number;
  /** Called for every new message that is not deleted, once and in the order of its room. */
  onMessage(message: Message, room: Room): void;
  /** Called when the connection is lost, and when it is back. */
  onConnectionText(text: string): void;
  /** Called when positions begin anew, because the server went back to a backup. */
  onReset(history: string): void;
  /** Ends it. */
  stop: Promise<void>;
}

/**
 * Follows rooms until it is stopped, over lost connections too.
 * @throws CliError when there is no coming back, or a server was never reached
 */
export async function followRooms(options: FollowOptions): Promise<void> {
  const { session, room, connectTimeoutMs } = options;
  const onlyRoom = room === undefined
    ? undefined
    : await retryWhileUnreachable(connectTimeoutMs, async () =>
      findRoom(await fetchRooms(session.api), room));
  await new RoomFollower(options, onlyRoom).run();
}

class RoomFollower {
  readonly #options: FollowOptions;
  readonly #onlyRoom: Room | undefined;
  readonly #ended = Promise.withResolvers<never>();
  readonly #rooms = new Map<string, Room>();
  readonly #client: Client;
  readonly #logs: MessageLogs;
  #connectTimer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the user knows of a connection; `undefined` before the first one. */
  #isOnline: boolean | undefined;
  /** The server's history that the logs belong to. */
  #history: string | undefined;

  constructor(options: FollowOptions, onlyRoom: Room | undefined) {
    this.#options = options;
    this.#onlyRoom = onlyRoom;
    this.#client = connectClient(options.session, memoryStorage(), this.#ended.reject);
    this.#logs = new MessageLogs(this.#client, {
      onOpened: () => {},
      onMessage: (message) =>
        !message.deleted && options.onMessage(message, this.#rooms.get(message.room)!),
      onChanged: () => {},
      onSkipped: () => {},
    });
    this.#client.subscribe((event) => this.#handleEvent(event));
  }

  async run(): Promise<void> {
    const { session: { origin }, connectTimeoutMs, stop } = this.#options;
    this.#connectTimer = setTimeout(() => {
      this.#ended.reject(new CliError(EXIT_CODES.unreachable, `${origin} cannot be reached.`));
    }, connectTimeoutMs);
    try {
      this.#client.open();
      await Promise.race([this.#ended.promise, stop]);
    } finally {
      clearTimeout(this.#connectTimer);
      this.#client.close();
    }
  }

  #handleEvent(event: ClientEvent): void {
    if (event.type === "state") this.#handleState(event.state);
    else if (event.type === "rooms") {
      if (!this.#onlyRoom) event.rooms.forEach((room) => this.#subscribe(room));
    } else if (event.type === "line") this.#handleServerEvent(event.line);
  }

  #handleState(state: ClientState): void {
    const { onConnectionText } = this.#options;
    if (state.kind === "online") {
      clearTimeout(this.#connectTimer);
      if (this.#isOnline === false) onConnectionText("Online again.");
      this.#isOnline = true;
      if (state.history !== undefined) this.#setHistory(state.history);
      for (const room of this.#onlyRoom ? [this.#onlyRoom] : state.rooms) this.#subscribe(room);
    } else if (state.kind === "offline" && this.#isOnline) {
      this.#isOnline = false;
      onConnectionText("Offline. Trying again.");
    }
  }

  #handleServerEvent(event: ServerEvent): void {
    if (event.type === "room" || event.type === "joined") this.#subscribe(event.room);
    if (event.type === "left") this.#handleLeft(event);
    if (event.type === "error") this.#reportError(event.message);
    this.#logs.handleEvent(event);
  }

  #subscribe(room: Room): void {
    if (this.#onlyRoom && room.id !== this.#onlyRoom.id) return;
    if (!this.#rooms.has(room.id)) this.#client.join(room.id, 1);
    this.#rooms.set(room.id, room);
  }

  #setHistory(history: string): void {
    if (this.#history !== undefined && history !== this.#history) {
      this.#logs.clear();
      this.#options.onConnectionText(RESTORED_TEXT);
      this.#options.onReset(history);
    }
    this.#history = history;
  }

  #handleLeft({ room }: ServerEvents["left"]): void {
    if (!this.#rooms.delete(room)) return;
    this.#logs.removeRoom(room);
    this.#reportError(`You are no longer in ${room}.`);
  }

  #reportError(message: string): void {
    if (this.#onlyRoom) this.#ended.reject(new CliError(EXIT_CODES.failed, message));
    else this.#options.onConnectionText(message);
  }
}
