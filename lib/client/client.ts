import type { Room } from "../protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../protocol/server_events.ts";
import { backoffDelay } from "./backoff.ts";
import { reportFault } from "./client_error.ts";
import { systemClock } from "./clock.ts";
import { createEventEmitter } from "./event_emitter.ts";
import type { JoinedRoomsLoader } from "./joined_rooms_loader.ts";
import { Outbox } from "./outbox.ts";
import { createOutboxStorage } from "./outbox_storage.ts";
import { PendingRequests } from "./pending_requests.ts";
import { ReconnectingConnection } from "./reconnecting_connection.ts";
import { Subscriptions } from "./subscriptions.ts";
import type { Client, ClientEvent, ClientOptions, ClientState, PendingMessage } from "./types.ts";

const LEFT_ROOM_FAILURE = {
  code: "not_joined",
  message: "You left the room before this was sent.",
} as const;

/**
 * Makes a client that is not connected yet. What an earlier client of the account left in the storage is
 * pending at once.
 */
export function createClient(options: ClientOptions): Client {
  return new ChatClient(options);
}

class ChatClient implements Client {
  readonly #options: ClientOptions;
  readonly #clock;
  readonly #events = createEventEmitter();
  readonly #connection: ReconnectingConnection;
  readonly #subscriptions: Subscriptions;
  readonly #requests: PendingRequests;
  readonly #outbox: Outbox;
  #joinedRooms: JoinedRoomsLoader | undefined;
  #history: string | undefined;
  #presence: "active" | "idle" = "active";

  constructor(options: ClientOptions) {
    const { storage, account, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#history = options.history;
    const connection = this.#connection = new ReconnectingConnection({
      ...options,
      clock,
      onState: (state) => this.#onState(state),
      onServerEvent: (event) => this.#onServerEvent(event),
    });
    const send = connection.send.bind(connection);
    const subscriptions = this.#subscriptions = new Subscriptions({ clock, send });
    this.#requests = new PendingRequests({ clock, send });
    this.#outbox = new Outbox({
      storage: createOutboxStorage(storage, account),
      account,
      clock,
      history: () => this.#history,
      subscriptions,
      send,
      onChange: (pending) => this.#events.emit({ type: "outbox", pending }),
    });
  }

  get state(): ClientState {
    return this.#connection.state;
  }

  get pending(): readonly PendingMessage[] {
    return this.#outbox.pending;
  }

  subscribe(listener: (event: ClientEvent) => void): () => void {
    return this.#events.subscribe(listener);
  }

  open(): void {
    this.#connection.open();
  }

  join(room: string, limit?: number): void {
    this.#subscriptions.join(room, limit);
  }

  leave(room: string): void {
    this.#subscriptions.leave(room);
    this.#outbox.abandon(room, LEFT_ROOM_FAILURE);
  }

  send(...message: Parameters<Client["send"]>): string {
    return this.#outbox.add(...message);
  }

  edit(room: string, seq: number, content: string, mentions?: string[]) {
    const options = mentions?.length ? { mentions } : {};
    return this.#command({ type: "edit", room, seq, content, ...options });
  }

  delete(room: string, seq: number) {
    return this.#command({ type: "delete", room, seq });
  }

  react(room: string, seq: number, emoji: string, on: boolean) {
    return this.#command({ type: "react", room, seq, emoji, on });
  }

  pin(room: string, seq: number, on: boolean) {
    return this.#command({ type: "pin", room, seq, on });
  }

  read(room: string, seq: number, thread?: number) {
    return this.#command({ type: "read", room, seq, ...(thread === undefined ? {} : { thread }) });
  }

  typing(room: string): void {
    this.#connection.send({ type: "typing", room });
  }

  presence(state: "active" | "idle"): void {
    if (state === this.#presence) return;
    this.#presence = state;
    if (this.state.kind === "online") this.#connection.send({ type: "presence", state });
  }

  history(room: string, before?: number, limit?: number): Promise<ServerEvents["history"]> {
    return this.#failWhenOffline(this.#requests.history({ room, before, limit }));
  }

  retry(id: string): void {
    this.#outbox.retry(id);
  }

  discard(id: string): void {
    this.#outbox.discard(id);
  }

  reconnectNow(): void {
    this.#connection.reconnectNow();
  }

  close(): void {
    this.#connection.close();
  }

  #command(command: Parameters<PendingRequests["command"]>[0]) {
    return this.#failWhenOffline(this.#requests.command(command));
  }

  /** A request without a connection ends at once. */
  #failWhenOffline<T>(pending: T): T {
    if (this.state.kind !== "online") this.#requests.onDisconnected();
    return pending;
  }

  #onState(state: ClientState): void {
    if (state.kind === "online") this.#history = state.history ?? this.#history;
    else this.#onDisconnected();
    this.#events.emit({ type: "state", state });
    // The owner may have joined rooms on that event, or closed.
    if (state.kind === "online" && this.state === state) this.#onConnected(state);
  }

  #onDisconnected(): void {
    this.#subscriptions.onDisconnected();
    this.#outbox.onDisconnected();
    this.#requests.onDisconnected();
    this.#joinedRooms?.stop();
  }

  #onConnected(state: ClientState & { kind: "online" }): void {
    this.#subscriptions.onConnected();
    this.#outbox.onConnected();
    // The server takes a new connection for an active user.
    if (this.#presence === "idle") this.#connection.send({ type: "presence", state: "idle" });
    if (state.more) this.#loadJoinedRooms(state);
  }

  /** Loads the rooms that `welcome` left out; few users have so many, so the loader is loaded, too. */
  #loadJoinedRooms(state: ClientState): void {
    const { fetch } = this.#options;
    if (!fetch) return;
    const clock = this.#clock;
    const onRooms = (rooms: Room[]) => this.#events.emit({ type: "rooms", rooms });
    import("./joined_rooms_loader.ts").then(({ JoinedRoomsLoader }) => {
      if (this.state !== state) return;
      this.#joinedRooms ??= new JoinedRoomsLoader({ clock, backoffDelay, fetch, onRooms });
      this.#joinedRooms.start();
    }).catch(reportFault);
  }

  #onServerEvent(event: ServerEvent): void {
    this.#joinedRooms?.applyEvent(event);
    switch (event.type) {
      case "joined":
        if (!this.#subscriptions.acceptJoined(event)) return;
        this.#emit(event);
        return this.#outbox.resumeRoom(event.room.id, event.messages);
      case "message":
      case "system":
        // A message may be stored just before its author leaves.
        if (
          !this.#subscriptions.acceptMessage(event) &&
          (this.#subscriptions.has(event.room) || !this.#outbox.isPending(event))
        ) return;
        this.#emit(event);
        return this.#outbox.acknowledge([event]);
      case "left":
        // Without a ref it is no answer: the user left elsewhere, or was removed.
        if (event.ref === undefined) this.#forgetRoom(event.room);
        return this.#emit(event);
      case "history":
        return this.#requests.resolveHistory(event);
      case "error":
        return this.#onError(event);
      case "ack":
        return this.#requests.acknowledge(event.ref);
      case "pong":
        return;
      default:
        return this.#emit(event);
    }
  }

  #onError(event: ServerEvents["error"]): void {
    if (this.#requests.handleError(event) || this.#outbox.handleError(event)) return;
    const joinError = this.#subscriptions.handleError(event);
    if (joinError && joinError.closedRoom === undefined) return;
    this.#emit(event);
    if (joinError?.closedRoom) this.#outbox.abandon(joinError.closedRoom, event);
  }

  #forgetRoom(room: string): void {
    this.#subscriptions.forget(room);
    this.#outbox.abandon(room, LEFT_ROOM_FAILURE);
  }

  #emit(event: ServerEvent): void {
    this.#events.emit({ type: "line", line: event });
  }
}
