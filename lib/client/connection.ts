import type { Frame } from "../protocol/client_commands.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Line } from "../protocol/model.ts";
import { read } from "./parse_frame.ts";
import type { ClientOptions, Clock, SocketTarget } from "./types.ts";

/** Milliseconds until a server must have said `welcome`, or have answered a `ping`. */
const DEADLINE = 10_000;

/** WebSocket's `readyState` when it can be written to. */
const OPEN = 1;

/** What browsers report when no close code came: RFC 6455, 7.4.1. */
const NO_CODE = [1005, 1006];

export interface ConnectionOptions extends Pick<ClientOptions, "WebSocket"> {
  target: SocketTarget;
  clock: Clock;
  /** Called for every line from `welcome` on, which is the first. */
  onLine(line: Line): void;
  /** Called once, when the connection is lost or never came about; `opened` is false for the latter. */
  onEnd(code: number, reason: string, opened: boolean): void;
}

/** One WebSocket, from its opening to its end. */
export interface Connection {
  send(frame: Frame): void;
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
export function connect(options: ConnectionOptions): Connection {
  const { clock, onLine, onEnd } = options;
  const { url, headers } = options.target;
  const socket = headers ? new options.WebSocket(url, { headers }) : new options.WebSocket(url);
  let phase: "opening" | "welcomed" | "probing" | "ended" = "opening";
  let opened = false;
  let bye: { code: number; reason: string } | undefined;
  let cancel = clock.after(DEADLINE, () => end(1006, "The server did not answer."));

  socket.onopen = () => opened = true;
  socket.onclose = ({ code, reason }) => end(code, reason);
  socket.onmessage = ({ data }) => {
    if (phase === "ended" || typeof data !== "string") return;
    if (phase !== "opening") watch();
    for (const line of read(data)) {
      if (!isEnded()) take(line);
    }
  };

  function take(line: Line): void {
    if (line.type === "bye") bye = line;
    if (phase === "opening") {
      if (line.type !== "welcome") return;
      watch();
    }
    onLine(line);
  }

  function watch(): void {
    phase = "welcomed";
    cancel();
    cancel = clock.after(LIMITS.heartbeat, probe);
  }

  function probe(): void {
    if (phase !== "welcomed") return;
    phase = "probing";
    cancel();
    cancel = clock.after(DEADLINE, () => end(1006, "The server fell silent."));
    send({ type: "ping" });
  }

  function send(frame: Frame): void {
    if (phase !== "ended" && socket.readyState === OPEN) socket.send(JSON.stringify(frame));
  }

  function end(code: number, reason: string): void {
    if (phase === "ended") return;
    close();
    if (bye && NO_CODE.includes(code)) onEnd(bye.code, bye.reason, opened);
    else onEnd(code, reason, opened);
  }

  /** A close event may take minutes to come, so nothing waits for it. */
  function close(): void {
    phase = "ended";
    cancel();
    socket.close(1000);
  }

  // A function, so that the compiler does not think that it knows the answer.
  const isEnded = () => phase === "ended";

  return { send, probe, close };
}
