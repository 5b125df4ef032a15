import type { ClientCommands } from "../protocol/client_commands.ts";
import type { ServerEvents } from "../protocol/server_events.ts";
import { ClientError } from "./client_error.ts";
import type { Clock } from "./types.ts";

/** Milliseconds that an answer may take. */
const RESPONSE_TIMEOUT_MS = 10_000;

type HistoryEvent = ServerEvents["history"];

interface PendingRequest {
  resolve(page: HistoryEvent): void;
  reject(error: ClientError): void;
  cancel(): void;
}

/** What a frame asks to be done to a room or a message of it. */
type AcknowledgedCommand = ClientCommands["edit" | "delete" | "react" | "pin" | "read"];
type CommandWithoutRef = Without<AcknowledgedCommand, "ref">;
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/**
 * Requests that have one answer, matched by `ref`. Those for history end within ten seconds, and all of
 * them when the connection is lost.
 */
export class PendingRequests {
  readonly #clock: Clock;
  readonly #send: (command: ClientCommands["history"] | AcknowledgedCommand) => void;
  readonly #pendingHistory = new Map<string, PendingRequest>();
  readonly #pendingCommands = new Map<string, (error?: ClientError) => void>();
  #refCount = 0;

  constructor(
    { clock, send }: {
      clock: Clock;
      send: (command: ClientCommands["history"] | AcknowledgedCommand) => void;
    },
  ) {
    this.#clock = clock;
    this.#send = send;
  }

  /** Sends a command. Resolves when the server has stored its effect, or with why that may not be. */
  command(command: CommandWithoutRef): Promise<ClientError | undefined> {
    const ref = `${command.type}-${command.seq}-${++this.#refCount}`;
    return new Promise((resolve) => {
      this.#pendingCommands.set(ref, resolve);
      this.#send({ ...command, ref });
    });
  }

  /** Resolves the command with this `ref`. */
  acknowledge(ref: string): void {
    this.#settleCommand(ref);
  }

  /** Asks for a page of history. Rejects with a ClientError when refused, offline or too slow. */
  history(command: Omit<ClientCommands["history"], "type" | "ref">): Promise<HistoryEvent> {
    const ref = `history-${++this.#refCount}`;
    return new Promise((resolve, reject) => {
      const onTimeout = () => this.#fail(ref, "timeout", "The server did not answer in time.");
      const cancel = this.#clock.after(RESPONSE_TIMEOUT_MS, onTimeout);
      this.#pendingHistory.set(ref, { resolve, reject, cancel });
      this.#send({ type: "history", ...command, ref });
    });
  }

  resolveHistory(page: HistoryEvent): void {
    this.#removePending(page.ref)?.resolve(page);
  }

  /** Whether the error answers a request for history; the error of a command is its owner's to show, too. */
  handleError({ ref, code, message, ...details }: ServerEvents["error"]): boolean {
    this.#settleCommand(ref, new ClientError(code, message, details));
    return this.#fail(ref, code, message, details);
  }

  onDisconnected(): void {
    const message = "The connection was lost.";
    for (const ref of [...this.#pendingHistory.keys()]) this.#fail(ref, "offline", message);
    for (const ref of [...this.#pendingCommands.keys()]) {
      this.#settleCommand(ref, new ClientError("offline", message));
    }
  }

  /** Takes a request off the list, so that it is answered once. */
  #removePending(ref: string | undefined): PendingRequest | undefined {
    const request = ref === undefined ? undefined : this.#pendingHistory.get(ref);
    if (request) {
      this.#pendingHistory.delete(ref!);
      request.cancel();
    }
    return request;
  }

  #fail(ref: string | undefined, ...error: ConstructorParameters<typeof ClientError>): boolean {
    const request = this.#removePending(ref);
    request?.reject(new ClientError(...error));
    return request !== undefined;
  }

  #settleCommand(ref: string | undefined, error?: ClientError): void {
    this.#pendingCommands.get(ref ?? "")?.(error);
    this.#pendingCommands.delete(ref ?? "");
  }
}
