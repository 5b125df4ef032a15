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

/** Questions that have one answer, matched by `ref`. */
export interface PendingRequests {
  history(command: Omit<ClientCommands["history"], "type" | "ref">): Promise<HistoryEvent>;
  resolveHistory(page: HistoryEvent): void;
  /** Asks for something to be done. Resolves when it is so and stored, or with why it may not be. */
  command(command: CommandWithoutRef): Promise<ClientError | undefined>;
  /** Ends what was asked as `ref`. */
  acknowledge(ref: string): void;
  /** Whether the error is the answer to a question; that of a command is its owner's to show, too. */
  handleError(error: ServerEvents["error"]): boolean;
  /** Ends all that is open. */
  onDisconnected(): void;
}

/** Makes the questions of one client; each ends within ten seconds. */
export function createPendingRequests(
  { clock, send }: {
    clock: Clock;
    send: (command: ClientCommands["history"] | AcknowledgedCommand) => void;
  },
): PendingRequests {
  const pendingHistory = new Map<string, PendingRequest>();
  const pendingCommands = new Map<string, (error?: ClientError) => void>();
  let refCount = 0;

  /** Takes a question off the list, so that it is answered once. */
  function removePending(ref: string | undefined): PendingRequest | undefined {
    const request = ref === undefined ? undefined : pendingHistory.get(ref);
    if (request) {
      pendingHistory.delete(ref!);
      request.cancel();
    }
    return request;
  }

  function fail(
    ref: string | undefined,
    ...error: ConstructorParameters<typeof ClientError>
  ): boolean {
    const request = removePending(ref);
    request?.reject(new ClientError(...error));
    return request !== undefined;
  }

  function settleCommand(ref: string | undefined, error?: ClientError): void {
    pendingCommands.get(ref ?? "")?.(error);
    pendingCommands.delete(ref ?? "");
  }

  return {
    command(command) {
      const ref = `${command.type}-${command.seq}-${++refCount}`;
      return new Promise((resolve) => {
        pendingCommands.set(ref, resolve);
        send({ ...command, ref });
      });
    },
    acknowledge: settleCommand,
    history(command) {
      const ref = `history-${++refCount}`;
      return new Promise((resolve, reject) => {
        const onTimeout = () => fail(ref, "timeout", "The server did not answer in time.");
        pendingHistory.set(ref, {
          resolve,
          reject,
          cancel: clock.after(RESPONSE_TIMEOUT_MS, onTimeout),
        });
        send({ type: "history", ...command, ref });
      });
    },
    resolveHistory: (page) => removePending(page.ref)?.resolve(page),
    handleError({ ref, code, message, ...details }) {
      settleCommand(ref, new ClientError(code, message, details));
      return fail(ref, code, message, details);
    },
    onDisconnected() {
      const message = "The connection was lost.";
      for (const ref of [...pendingHistory.keys()]) fail(ref, "offline", message);
      for (const ref of [...pendingCommands.keys()]) {
        settleCommand(ref, new ClientError("offline", message));
      }
    },
  };
}
