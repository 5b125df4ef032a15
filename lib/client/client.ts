import type { Line, Room } from "../protocol/model.ts";
import { backoff } from "./backoff.ts";
import { systemClock } from "./clock.ts";
import { report } from "./client_error.ts";
import { createEvents } from "./event_emitter.ts";
import { createLink } from "./reconnecting_connection.ts";
import { createOutbox } from "./outbox.ts";
import type { OwnRooms } from "./joined_rooms_loader.ts";
import { createRequests } from "./pending_requests.ts";
import { createRooms } from "./subscriptions.ts";
import { createShelf } from "./outbox_storage.ts";
import type { Client, ClientOptions, ClientState } from "./types.ts";

const LEFT = { code: "not_joined", message: "You left the room before this was sent." } as const;

/**
 * Makes a client that is not connected yet. What an earlier one of the account left in the storage is
 * pending at once.
 */
export function createClient(options: ClientOptions): Client {
  const { storage, account, clock = systemClock, fetch } = options;
  const events = createEvents();
  const link = createLink({ ...options, clock, onState, onLine });
  const { send } = link;
  const rooms = createRooms({ clock, send });
  const requests = createRequests({ clock, send });
  const outbox = createOutbox({
    shelf: createShelf(storage, account),
    account,
    clock,
    history: () => history,
    rooms,
    send,
    onChange: (pending) => events.emit({ type: "outbox", pending }),
  });

  let ownRooms: OwnRooms | undefined;

  let history = options.history;
  const onRooms = (rooms: Room[]) => events.emit({ type: "rooms", rooms });
  let presence: "active" | "idle" = "active";

  function onState(state: ClientState): void {
    if (state.kind === "online") history = state.history ?? history;
    else {
      rooms.offline();
      outbox.offline();
      requests.offline();
      ownRooms?.stop();
    }
    events.emit({ type: "state", state });
    // The owner may have joined rooms on hearing of it, or closed.
    if (state.kind !== "online" || link.state !== state) return;
    rooms.online();
    outbox.online();
    // To the server, whoever connects is there.
    if (presence === "idle") send({ type: "presence", state: presence });
    if (!state.more || !fetch) return;
    // Few have so many rooms, so that what gathers them is loaded when it is needed.
    import("./joined_rooms_loader.ts").then(({ OwnRooms }) => {
      if (link.state !== state) return;
      ownRooms ??= new OwnRooms({ clock, backoff, fetch, onRooms });
      ownRooms.start();
    }).catch(report);
  }

  function deliver(line: Line): void {
    events.emit({ type: "line", line });
  }

  function onLine(line: Line): void {
    ownRooms?.take(line);
    switch (line.type) {
      case "joined":
        if (!rooms.joined(line)) return;
        deliver(line);
        return outbox.resume(line.room.id, line.messages);
      case "message":
      case "system":
        // A message may be stored just before its author leaves.
        if (!rooms.live(line) && (rooms.has(line.room) || !outbox.isPending(line))) return;
        deliver(line);
        return outbox.acknowledge([line]);
      case "left":
        // Without a ref it is no answer: the room was left elsewhere, or one was removed.
        if (line.ref === undefined) stop(line.room);
        return deliver(line);
      case "history":
        return requests.answered(line);
      case "error": {
        if (requests.refused(line) || outbox.refused(line)) return;
        const refused = rooms.refused(line);
        if (refused && refused.gone === undefined) return;
        deliver(line);
        if (refused?.gone) {
          outbox.abandon(refused.gone, line);
        }
        return;
      }
      case "ack":
        return requests.end(line.ref);
      case "pong":
        return;
      default:
        return deliver(line);
    }
  }

  function stop(room: string): void {
    rooms.forget(room);
    outbox.abandon(room, LEFT);
  }

  /** What is asked without a connection ends at once. */
  function asked<T>(answer: T): T {
    if (link.state.kind !== "online") requests.offline();
    return answer;
  }

  const command = (...[about]: Parameters<typeof requests.command>) =>
    asked(requests.command(about));

  return {
    get state() {
      return link.state;
    },
    get pending() {
      return outbox.pending;
    },
    subscribe: events.subscribe,
    open: link.open,
    join: rooms.join,
    leave(room) {
      rooms.leave(room);
      outbox.abandon(room, LEFT);
    },
    send: outbox.add,
    edit: (room, seq, content, mentions) =>
      command({ type: "edit", room, seq, content, ...(mentions?.length ? { mentions } : {}) }),
    delete: (room, seq) => command({ type: "delete", room, seq }),
    react: (room, seq, emoji, on) => command({ type: "react", room, seq, emoji, on }),
    pin: (room, seq, on) => command({ type: "pin", room, seq, on }),
    read: (room, seq, thread) =>
      command({ type: "read", room, seq, ...(thread === undefined ? {} : { thread }) }),
    typing: (room) => send({ type: "typing", room }),
    presence(state) {
      if (state === presence) return;
      presence = state;
      if (link.state.kind === "online") send({ type: "presence", state });
    },
    history: (room, before, limit) => asked(requests.history({ room, before, limit })),
    retry: outbox.retry,
    discard: outbox.discard,
    wake: link.wake,
    close: link.close,
  };
}
