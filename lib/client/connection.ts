import type { ClientCommand } from "../protocol/client_commands.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { ServerEvent } from "../protocol/server_events.ts";
import { parseFrame } from "./parse_frame.ts";
import type { ClientOptions, Clock, SocketTarget } from "./types.ts";

/** Milliseconds until a server must have said `welcome`, or have answered a `ping`. */
const RESPONSE_DEADLINE_MS = 10_000;

/** WebSocket's `readyState` when it can be written to. */
const SOCKET_OPEN = 1;

/** What browsers report when no close code came: RFC 6455, 7.4.1. */
const NO_CLOSE_CODE = [1005, 1006];

export interface SocketConnectionOptions extends Pick<ClientOptions, "WebSocket"> {
  target: SocketTarget;
  clock: Clock;
  /** Called for every line from `welcome` on, which is the first. */
  onServerEvent(event: ServerEvent): void;
  /** Called once, when the connection is lost or never came about; `opened` is false for the latter. */
  onEnd(code: number, reason: string, opened: boolean): void;
}

/** One WebSocket, from its opening to its end; a server that does not welcome, or falls silent, is left. */
export class SocketConnection {
  readonly #options: SocketConnectionOptions;
  readonly #socket: WebSocket;
  #phase: "opening" | "welcomed" | "probing" | "ended" = "opening";
  #opened = false;
  #bye: { code: number; reason: string } | undefined;
  #cancelDeadline: () => void;

  /** @throws what the constructor of the socket throws, for a wrong `url` */
  constructor(options: SocketConnectionOptions) {
    this.#options = options;
    const { url, headers } = options.target;
    const socket = headers ? new options.WebSocket(url, { headers }) : new options.WebSocket(url);
    this.#socket = socket;
    this.#cancelDeadline = this.#deadline("The server did not answer.");
    socket.onopen = () => this.#opened = true;
    socket.onclose = ({ code, reason }) => this.#end(code, reason);
    socket.onmessage = ({ data }) => this.#handleFrame(data);
  }

  send(command: ClientCommand): void {
    if (this.#phase !== "ended" && this.#socket.readyState === SOCKET_OPEN) {
      this.#socket.send(JSON.stringify(command));
    }
  }

  /** Asks whether the server is still there; a connection that gives no answer ends. */
  probe(): void {
    if (this.#phase !== "welcomed") return;
    this.#phase = "probing";
    this.#cancelDeadline();
    this.#cancelDeadline = this.#deadline("The server fell silent.");
    this.send({ type: "ping" });
  }

  /** Closes without a call of `onEnd`. A close event may take minutes to come, so nothing waits for it. */
  close(): void {
    this.#phase = "ended";
    this.#cancelDeadline();
    this.#socket.close(1000);
  }

  #handleFrame(data: unknown): void {
    if (this.#phase === "ended" || typeof data !== "string") return;
    if (this.#phase !== "opening") this.#restartHeartbeat();
    for (const event of parseFrame(data)) {
      if (!this.#hasEnded()) this.#handleEvent(event);
    }
  }

  #handleEvent(event: ServerEvent): void {
    if (event.type === "bye") this.#bye = event;
    if (this.#phase === "opening") {
      if (event.type !== "welcome") return;
      this.#restartHeartbeat();
    }
    this.#options.onServerEvent(event);
  }

  #restartHeartbeat(): void {
    this.#phase = "welcomed";
    this.#cancelDeadline();
    this.#cancelDeadline = this.#options.clock.after(LIMITS.heartbeatMs, () => this.probe());
  }

  #deadline(reason: string): () => void {
    return this.#options.clock.after(RESPONSE_DEADLINE_MS, () => this.#end(1006, reason));
  }

  #end(code: number, reason: string): void {
    if (this.#phase === "ended") return;
    this.close();
    const bye = NO_CLOSE_CODE.includes(code) ? this.#bye : undefined;
    this.#options.onEnd(bye?.code ?? code, bye?.reason ?? reason, this.#opened);
  }

  /** A method, so that the compiler does not narrow the phase across a callback. */
  #hasEnded(): boolean {
    return this.#phase === "ended";
  }
}
