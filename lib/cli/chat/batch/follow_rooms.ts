import { memoryStorage } from "../../../client/storage_adapters.ts";
import type { Lines, Message, Room } from "../../../protocol/model.ts";
import { connect, type Place } from "../server/server_session.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import { listRooms, pickRoom } from "../server/room_lookup.ts";
import { createLogs, WENT_BACK } from "../messages/message_logs.ts";
import { patiently } from "../server/retry.ts";

export interface Follow {
  place: Place;
  /** One room; without it, all of one's own, also those that come later. */
  room?: string | undefined;
  /** Milliseconds in which the server must be reached for the first time. */
  timeout: number;
  /** Called for every new message that is not deleted, once and in the order of its room. */
  onMessage(message: Message, room: Room): void;
  /** Called when the connection is lost, and when it is back. */
  onState(text: string): void;
  /** Called when positions begin anew, because the server went back to a backup. */
  onReset(history: string): void;
  /** Ends it. */
  stop: Promise<void>;
}

/**
 * Follows rooms until it is stopped, over lost connections too.
 * @throws Failure when there is no coming back, or a server was never reached
 */
export async function follow(options: Follow): Promise<void> {
  const { place, timeout, stop, onMessage, onState, onReset } = options;
  const only = options.room === undefined
    ? undefined
    : await patiently(timeout, async () => pickRoom(await listRooms(place.api), options.room!));
  const ended = Promise.withResolvers<never>();
  const rooms = new Map<string, Room>();
  const client = connect(place, memoryStorage(), ended.reject);
  const logs = createLogs(client, {
    opened: () => {},
    said: (message) => !message.deleted && onMessage(message, rooms.get(message.room)!),
    changed: () => {},
    skipped: () => {},
  });
  const late = setTimeout(() => {
    ended.reject(new Failure(EXIT.unreachable, `${place.origin} cannot be reached.`));
  }, timeout);
  /** Whether people know that there is a connection; nothing before the first one. */
  let isOnline: boolean | undefined;
  /** The server's history that the logs are of. */
  let history: string | undefined;

  function listen(room: Room): void {
    if (only && room.id !== only.id) return;
    if (!rooms.has(room.id)) client.join(room.id, 1);
    rooms.set(room.id, room);
  }

  function inHistory(next: string): void {
    if (history !== undefined && next !== history) {
      logs.clear();
      onState(WENT_BACK);
      onReset(next);
    }
    history = next;
  }

  client.subscribe((event) => {
    if (event.type === "state") {
      const { state } = event;
      if (state.kind === "online") {
        clearTimeout(late);
        if (isOnline === false) onState("Online again.");
        isOnline = true;
        if (state.history !== undefined) inHistory(state.history);
        for (const room of only ? [only] : state.rooms) listen(room);
      } else if (state.kind === "offline" && isOnline) {
        isOnline = false;
        onState("Offline. Trying again.");
      }
    } else if (event.type === "rooms") {
      if (!only) event.rooms.forEach(listen);
    } else if (event.type === "line") {
      const { line } = event;
      if (line.type === "room" || line.type === "joined") listen(line.room);
      if (line.type === "left") leave(line);
      if (line.type === "error") trouble(line.message);
      logs.take(line);
    }
  });

  function leave({ room }: Lines["left"]): void {
    if (!rooms.delete(room)) return;
    logs.forget(room);
    trouble(`You are no longer in ${room}.`);
  }

  function trouble(message: string): void {
    if (only) ended.reject(new Failure(EXIT.refused, message));
    else onState(message);
  }

  try {
    client.open();
    await Promise.race([ended.promise, stop]);
  } finally {
    clearTimeout(late);
    client.close();
  }
}
