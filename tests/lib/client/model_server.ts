import type { ClientEvent } from "../../../lib/client/types.ts";
import type { Message } from "../../../lib/protocol/model.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import type { FakeSocket } from "../../helpers/fake_socket.ts";
import { errorEvent, joined, ME, message } from "./client_fixture.ts";

/** Changes that a resume sends before it says `reset`, and messages of a page: few, so that both happen. */
const MAX_RESUME_CHANGES = 4;
const MESSAGES_PER_PAGE = 3;

// deno-lint-ignore no-explicit-any
type ReceivedCommand = any;

interface Peer {
  socket: FakeSocket;
  joined: Set<string>;
  /** Frames that the server has not taken. */
  up: ReceivedCommand[];
  /** Live lines that the server has not flushed. */
  live: Message[];
  /** Lines on their way to the client. */
  down: ServerEvent[];
}

/** A server in a few lines: room logs by `seq` and `rev`, and connections whose every step is told. */
export class ModelServer {
  readonly logs = new Map<string, Message[]>();
  /** Its logs as they were when it was last backed up. */
  #backup = new Map<string, Message[]>();
  #history = 1;
  peer: Peer | undefined;
  /** What the next frames that may be refused get. */
  pendingErrors: ("rate_limited" | "internal" | "not_joined")[] = [];

  log(room: string): Message[] {
    const log = this.logs.get(room) ?? [];
    this.logs.set(room, log);
    return log;
  }

  rev(room: string): number {
    return Math.max(0, ...this.log(room).map(({ rev }) => rev));
  }

  accept(socket: FakeSocket): void {
    this.peer = { socket, joined: new Set(), up: [], live: [], down: [] };
    socket.accept();
    const history = this.history;
    this.peer.down.push({ type: "welcome", account: ME, rooms: [], history });
  }

  get history(): string {
    return `history-${this.#history}`;
  }

  backUp(): void {
    this.#backup = new Map(Array.from(this.logs, ([room, log]) => [room, [...log]]));
  }

  /** Goes back to the backup, as the beginning of another history. */
  restore(): void {
    this.cut(0);
    this.#history++;
    for (const [room, log] of this.logs) log.splice(0, Infinity, ...this.#backup.get(room) ?? []);
  }

  append(room: string, posted: { id: string; userId: string; content: string }): void {
    const log = this.log(room);
    const line = message(this.rev(room) + 1, { ...posted, room, seq: log.length + 1 });
    log.push(line);
    this.#publish(line);
  }

  edit(room: string, at: number): void {
    const log = this.log(room);
    if (log.length === 0) return;
    const index = at % log.length;
    const old = log[index]!;
    const line = { ...old, content: `${old.content}*`, rev: this.rev(room) + 1 };
    log[index] = line;
    this.#publish(line);
  }

  #publish(line: Message): void {
    if (this.peer?.joined.has(line.room)) this.peer.live.push(line);
  }

  flush(): void {
    this.peer?.down.push(...this.peer.live.splice(0));
  }

  /** Takes one frame from the client, and takes it once more if the network doubles it. */
  take(doubled = false): boolean {
    const { peer } = this;
    if (!peer) return false;
    peer.up.push(...peer.socket.takeSent());
    const frame = peer.up.shift();
    if (!frame) return false;
    this.#handle(peer, frame);
    if (doubled && frame.type === "message") this.#handle(peer, frame);
    return true;
  }

  /** Delivers up to `count` lines as one frame. */
  give(count: number): boolean {
    const { peer } = this;
    const lines = peer?.down.splice(0, count) ?? [];
    if (lines.length > 0) peer!.socket.receive(...lines);
    return lines.length > 0;
  }

  /** Loses a live line of someone else's on its way, as a server with a fault would. */
  lose(at: number): void {
    const live = this.peer?.live ?? [];
    const index = at % live.length;
    if (live[index]?.userId !== ME.id) live.splice(index, 1);
  }

  /** Cuts the connection; what the server still took from it is not answered. */
  cut(taken: number): void {
    for (let i = 0; i < taken; i++) this.take();
    const { peer } = this;
    this.peer = undefined;
    peer?.socket.disconnect();
  }

  /** Goes without a word; only a heartbeat can tell. */
  vanish(): void {
    this.peer = undefined;
  }

  #handle(peer: Peer, frame: ReceivedCommand): void {
    const { type, room, ref, id } = frame;
    if (type === "ping") return void peer.down.push({ type: "pong" });
    const errorCode = this.pendingErrors.shift();
    if (errorCode === "not_joined") this.#forget(peer, room);
    else if (errorCode) {
      return void peer.down.push(errorEvent(errorCode, { ref: ref ?? id, room, retryAfter: 1 }));
    }
    if (type === "join") return this.#join(peer, frame);
    if (!peer.joined.has(room)) {
      return void peer.down.push(errorEvent("not_joined", { ref: id, room }));
    }
    const known = this.log(room).find((line) => line.id === id && line.userId === ME.id);
    if (known) peer.down.push(known);
    else this.append(room, { id, userId: ME.id, content: frame.content });
  }

  #forget(peer: Peer, room: string): void {
    peer.joined.delete(room);
    peer.live = peer.live.filter((line) => line.room !== room);
  }

  #join(peer: Peer, frame: ReceivedCommand): void {
    const { room } = frame;
    const since = frame.history === this.history ? frame.since : undefined;
    const log = this.log(room);
    const rev = this.rev(room);
    const changes = log.filter((line) => since !== undefined && line.rev > since)
      .sort((a, b) => a.rev - b.rev);
    const reset = since === undefined || changes.length > MAX_RESUME_CHANGES;
    const messages = reset ? log.slice(-MESSAGES_PER_PAGE) : changes;
    this.#forget(peer, room);
    peer.joined.add(room);
    const more = reset && log.length > MESSAGES_PER_PAGE;
    peer.down.push({ ...joined(frame, { rev, reset, more, messages }), history: this.history });
  }
}

/** What someone who listens to a client holds of each room, by the rules of the protocol. */
export class ReceivedState {
  readonly rooms = new Map<string, { from: number; messages: Map<number, Message> }>();
  readonly seen = new Set<string>();
  readonly faults: string[] = [];

  apply(event: ClientEvent): void {
    if (event.type !== "line") return;
    const { line } = event;
    if (line.type === "message" || line.type === "system") {
      const loaded = this.rooms.get(line.room)!;
      const last = Math.max(loaded.from - 1, ...loaded.messages.keys());
      if (line.seq > last + 1) this.faults.push(`${line.id} was delivered beyond a hole`);
      this.#storeMessage(line);
    }
    if (line.type !== "joined") return;
    if (line.reset) {
      const from = line.more ? line.messages[0]!.seq : 1;
      this.rooms.set(line.room.id, { from, messages: new Map() });
    }
    line.messages.forEach((message) => this.#storeMessage(message));
  }

  #storeMessage(message: Message): void {
    this.seen.add(message.id);
    const messages = this.rooms.get(message.room)!.messages;
    const existing = messages.get(message.seq);
    if (!existing || existing.rev < message.rev) messages.set(message.seq, message);
  }
}
