import { createClient } from "../../../lib/client/client.ts";
import type { Client, KeyValueStorage } from "../../../lib/client/types.ts";
import type { Room } from "../../../lib/protocol/model.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import type { StateChange } from "../state/state_change.ts";
import { recentOf, type Snapshot } from "../state/restore_snapshot.ts";

/** Messages that a room brings when it is entered for the first time. */
export const FIRST_PAGE = 50;

/** Messages that a room brings at once when it is not looked at: enough to know what is new. */
const PREVIEW_PAGE = 1;

/** Milliseconds within which a word that someone writes may still be about what they have said. */
const TYPING_SUPPRESS_MS = 1_000;

/**
 * Connects an account, and turns what its client tells into actions. Rooms that were open lately bring a
 * whole page.
 */
export function connectChat(
  account: string,
  window: globalThis.Window & typeof globalThis,
  dispatch: (action: StateChange) => void,
  storage: KeyValueStorage,
  snapshot?: Snapshot,
): Client {
  const recent = recentOf(snapshot);
  const client = createClient({
    url: `${window.location.origin.replace(/^http/, "ws")}/ws`,
    WebSocket: window.WebSocket,
    storage,
    account,
    history: snapshot?.history,
    fetch: (path, init) => window.fetch(path, init),
  });
  /** When people last said something, by room and account. */
  const message = new Map<string, number>();

  function receive(line: ServerEvent): void {
    dispatch({ type: "line", line });
    const at = Date.now();
    if (line.type === "message" && !line.deleted) {
      message.set(`${line.room} ${line.userId}`, at);
      if (line.userId === account) dispatch({ type: "spoke", room: line.room, at });
    }
    if (line.type === "typing") {
      const { room } = line;
      const people = line.people.filter(({ id }) =>
        at - (message.get(`${room} ${id}`) ?? 0) > TYPING_SUPPRESS_MS
      );
      dispatch({ type: "typing", room, people, at });
    }
    if (line.type === "room" && line.room.role) client.join(line.room.id, FIRST_PAGE);
  }

  function joinAll(rooms: readonly Room[]): void {
    for (const { id } of rooms) client.join(id, recent.includes(id) ? FIRST_PAGE : PREVIEW_PAGE);
  }

  client.subscribe((event) => {
    if (event.type === "line") receive(event.line);
    else if (event.type === "outbox") dispatch({ type: "outbox", pending: event.pending });
    else if (event.type === "rooms") {
      dispatch({ type: "ownRooms", rooms: event.rooms });
      joinAll(event.rooms);
    } else {
      dispatch({ type: "link", link: event.state });
      if (event.state.kind === "online") joinAll(event.state.rooms);
    }
  });
  dispatch({ type: "outbox", pending: client.pending });
  client.open();
  return client;
}
