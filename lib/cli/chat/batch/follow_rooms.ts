import { memoryStorage } from "../../../client/storage_adapters.ts";
import type { Message, Room } from "../../../protocol/model.ts";
import type { ServerEvents } from "../../../protocol/server_events.ts";
import { connectClient, type ServerSession } from "../server/server_session.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { fetchRooms, findRoom } from "../server/room_lookup.ts";
import { createMessageLogs, RESTORED_TEXT } from "../messages/message_logs.ts";
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
  const {
    session,
    connectTimeoutMs: timeout,
    stop,
    onMessage,
    onConnectionText: onState,
    onReset,
  } = options;
  const onlyRoom = options.room === undefined
    ? undefined
    : await retryWhileUnreachable(timeout, async () =>
      findRoom(await fetchRooms(session.api), options.room!));
  const ended = Promise.withResolvers<never>();
  const rooms = new Map<string, Room>();
  const client = connectClient(session, memoryStorage(), ended.reject);
  const logs = createMessageLogs(client, {
    onOpened: () => {},
    onMessage: (message) => !message.deleted && onMessage(message, rooms.get(message.room)!),
    onChanged: () => {},
    onSkipped: () => {},
  });
  const connectTimer = setTimeout(() => {
    ended.reject(new CliError(EXIT_CODES.unreachable, `${session.origin} cannot be reached.`));
  }, timeout);
  /** Whether people know that there is a connection; nothing before the first one. */
  let isOnline: boolean | undefined;
  /** The server's history that the logs are of. */
  let history: string | undefined;

  function subscribe(room: Room): void {
    if (onlyRoom && room.id !== onlyRoom.id) return;
    if (!rooms.has(room.id)) client.join(room.id, 1);
    rooms.set(room.id, room);
  }

  function setHistory(next: string): void {
    if (history !== undefined && next !== history) {
      logs.clear();
      onState(RESTORED_TEXT);
      onReset(next);
    }
    history = next;
  }

  client.subscribe((event) => {
    if (event.type === "state") {
      const { state } = event;
      if (state.kind === "online") {
        clearTimeout(connectTimer);
        if (isOnline === false) onState("Online again.");
        isOnline = true;
        if (state.history !== undefined) setHistory(state.history);
        for (const room of onlyRoom ? [onlyRoom] : state.rooms) subscribe(room);
      } else if (state.kind === "offline" && isOnline) {
        isOnline = false;
        onState("Offline. Trying again.");
      }
    } else if (event.type === "rooms") {
      if (!onlyRoom) event.rooms.forEach(subscribe);
    } else if (event.type === "line") {
      const { line } = event;
      if (line.type === "room" || line.type === "joined") subscribe(line.room);
      if (line.type === "left") handleLeft(line);
      if (line.type === "error") reportError(line.message);
      logs.handleEvent(line);
    }
  });

  function handleLeft({ room }: ServerEvents["left"]): void {
    if (!rooms.delete(room)) return;
    logs.removeRoom(room);
    reportError(`You are no longer in ${room}.`);
  }

  function reportError(message: string): void {
    if (onlyRoom) ended.reject(new CliError(EXIT_CODES.failed, message));
    else onState(message);
  }

  try {
    client.open();
    await Promise.race([ended.promise, stop]);
  } finally {
    clearTimeout(connectTimer);
    client.close();
  }
}
