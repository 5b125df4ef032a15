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

/** One WebSocket, from its opening to its end. */
export interface SocketConnection {
  send(command: ClientCommand): void;
  /** Asks whether the server is still there; a connection that gives no answer ends. */
  probe(): void;
  /** Closes without a call of `onEnd`. */
  close(): void;
}

/**
 * Opens a socket and watches over it: a server that does not welcome, or falls silent, is left.
 *
 * @throws what the constructor of the socket throws, for a wrong `url`
 */
export function openConnection(options: SocketConnectionOptions): SocketConnection {
  const { clock, onServerEvent: onLine, onEnd } = options;
  const { url, headers } = options.target;
  const socket = headers ? new options.WebSocket(url, { headers }) : new options.WebSocket(url);
  let phase: "opening" | "welcomed" | "probing" | "ended" = "opening";
  let opened = false;
  let bye: { code: number; reason: string } | undefined;
  let cancelDeadline = clock.after(
    RESPONSE_DEADLINE_MS,
    () => end(1006, "The server did not answer."),
  );

  socket.onopen = () => opened = true;
  socket.onclose = ({ code, reason }) => end(code, reason);
  socket.onmessage = ({ data }) => {
    if (phase === "ended" || typeof data !== "string") return;
    if (phase !== "opening") restartHeartbeat();
    for (const event of parseFrame(data)) {
      if (!isEnded()) handleEvent(event);
    }
  };

  function handleEvent(event: ServerEvent): void {
    if (event.type === "bye") bye = event;
    if (phase === "opening") {
      if (event.type !== "welcome") return;
      restartHeartbeat();
    }
    onLine(event);
  }

  function restartHeartbeat(): void {
    phase = "welcomed";
    cancelDeadline();
    cancelDeadline = clock.after(LIMITS.heartbeatMs, probe);
  }

  function probe(): void {
    if (phase !== "welcomed") return;
    phase = "probing";
    cancelDeadline();
    cancelDeadline = clock.after(RESPONSE_DEADLINE_MS, () => end(1006, "The server fell silent."));
    send({ type: "ping" });
  }

  function send(command: ClientCommand): void {
    if (phase !== "ended" && socket.readyState === SOCKET_OPEN) {
      socket.send(JSON.stringify(command));
    }
  }

  function end(code: number, reason: string): void {
    if (phase === "ended") return;
    close();
    if (bye && NO_CLOSE_CODE.includes(code)) onEnd(bye.code, bye.reason, opened);
    else onEnd(code, reason, opened);
  }

  /** A close event may take minutes to come, so nothing waits for it. */
  function close(): void {
    phase = "ended";
    cancelDeadline();
    socket.close(1000);
  }

  // A function, so that the compiler does not think that it knows the answer.
  const isEnded = () => phase === "ended";

  return { send, probe, close };
}
