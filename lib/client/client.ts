import type { Room } from "../protocol/model.ts";
import type { ServerEvent } from "../protocol/server_events.ts";
import { backoffDelay } from "./backoff.ts";
import { systemClock } from "./clock.ts";
import { reportFault } from "./client_error.ts";
import { createEventEmitter } from "./event_emitter.ts";
import { createReconnectingConnection } from "./reconnecting_connection.ts";
import { createOutbox } from "./outbox.ts";
import type { JoinedRoomsLoader } from "./joined_rooms_loader.ts";
import { createPendingRequests } from "./pending_requests.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { createOutboxStorage } from "./outbox_storage.ts";
import type { Client, ClientOptions, ClientState } from "./types.ts";

const LEFT_ROOM_FAILURE = {
  code: "not_joined",
  message: "You left the room before this was sent.",
} as const;

/**
 * Makes a client that is not connected yet. What an earlier one of the account left in the storage is
 * pending at once.
 */
export function createClient(options: ClientOptions): Client {
  const { storage, account, clock = systemClock, fetch } = options;
  const events = createEventEmitter();
  const connection = createReconnectingConnection({
    ...options,
    clock,
    onState,
    onServerEvent,
  });
  const { send } = connection;
  const subscriptions = createSubscriptions({ clock, send });
  const pendingRequests = createPendingRequests({ clock, send });
  const outbox = createOutbox({
    storage: createOutboxStorage(storage, account),
    account,
    clock,
    history: () => history,
    subscriptions,
    send,
    onChange: (pending) => events.emit({ type: "outbox", pending }),
  });

  let joinedRooms: JoinedRoomsLoader | undefined;

  let history = options.history;
  const onRooms = (rooms: Room[]) => events.emit({ type: "rooms", rooms });
  let presence: "active" | "idle" = "active";

  function onState(state: ClientState): void {
    if (state.kind === "online") history = state.history ?? history;
    else {
      subscriptions.onDisconnected();
      outbox.onDisconnected();
      pendingRequests.onDisconnected();
      joinedRooms?.stop();
    }
    events.emit({ type: "state", state });
    // The owner may have joined rooms on hearing of it, or closed.
    if (state.kind !== "online" || connection.state !== state) return;
    subscriptions.onConnected();
    outbox.onConnected();
    // To the server, whoever connects is there.
    if (presence === "idle") send({ type: "presence", state: presence });
    if (!state.more || !fetch) return;
    // Few have so many rooms, so that what gathers them is loaded when it is needed.
    import("./joined_rooms_loader.ts").then(({ JoinedRoomsLoader }) => {
      if (connection.state !== state) return;
      joinedRooms ??= new JoinedRoomsLoader({ clock, backoffDelay, fetch, onRooms });
      joinedRooms.start();
    }).catch(reportFault);
  }

  function emitServerEvent(event: ServerEvent): void {
    events.emit({ type: "line", line: event });
  }

  function onServerEvent(event: ServerEvent): void {
    joinedRooms?.applyEvent(event);
    switch (event.type) {
      case "joined":
        if (!subscriptions.acceptJoined(event)) return;
        emitServerEvent(event);
        return outbox.resumeRoom(event.room.id, event.messages);
      case "message":
      case "system":
        // A message may be stored just before its author leaves.
        if (
          !subscriptions.acceptMessage(event) &&
          (subscriptions.has(event.room) || !outbox.isPending(event))
        ) return;
        emitServerEvent(event);
        return outbox.acknowledge([event]);
      case "left":
        // Without a ref it is no answer: the room was left elsewhere, or one was removed.
        if (event.ref === undefined) forgetRoom(event.room);
        return emitServerEvent(event);
      case "history":
        return pendingRequests.resolveHistory(event);
      case "error": {
        if (pendingRequests.handleError(event) || outbox.handleError(event)) return;
        const joinError = subscriptions.handleError(event);
        if (joinError && joinError.closedRoom === undefined) return;
        emitServerEvent(event);
        if (joinError?.closedRoom) {
          outbox.abandon(joinError.closedRoom, event);
        }
        return;
      }
      case "ack":
        return pendingRequests.acknowledge(event.ref);
      case "pong":
        return;
      default:
        return emitServerEvent(event);
    }
  }

  function forgetRoom(room: string): void {
    subscriptions.forget(room);
    outbox.abandon(room, LEFT_ROOM_FAILURE);
  }

  /** What is asked without a connection ends at once. */
  function failWhenOffline<T>(pending: T): T {
    if (connection.state.kind !== "online") pendingRequests.onDisconnected();
    return pending;
  }

  const command = (...[command]: Parameters<typeof pendingRequests.command>) =>
    failWhenOffline(pendingRequests.command(command));

  return {
    get state() {
      return connection.state;
    },
    get pending() {
      return outbox.pending;
    },
    subscribe: events.subscribe,
    open: connection.open,
    join: subscriptions.join,
    leave(room) {
      subscriptions.leave(room);
      outbox.abandon(room, LEFT_ROOM_FAILURE);
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
      if (connection.state.kind === "online") send({ type: "presence", state });
    },
    history: (room, before, limit) =>
      failWhenOffline(pendingRequests.history({ room, before, limit })),
    retry: outbox.retry,
    discard: outbox.discard,
    reconnectNow: connection.reconnectNow,
    close: connection.close,
  };
}
