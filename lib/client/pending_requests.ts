import type { Frames } from "../protocol/client_commands.ts";
import type { Lines } from "../protocol/model.ts";
import { ClientError } from "./client_error.ts";
import type { Clock } from "./types.ts";

/** Milliseconds that an answer may take. */
const DEADLINE = 10_000;

type Page = Lines["history"];

interface Asked {
  resolve(page: Page): void;
  reject(error: ClientError): void;
  cancel(): void;
}

/** What a frame asks to be done to a room or a message of it. */
type Sent = Frames["edit" | "delete" | "react" | "pin" | "read"];
type Command = Without<Sent, "ref">;
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Questions that have one answer, matched by `ref`. */
export interface Requests {
  history(frame: Omit<Frames["history"], "type" | "ref">): Promise<Page>;
  answered(page: Page): void;
  /** Asks for something to be done. Resolves when it is so and stored, or with why it may not be. */
  command(command: Command): Promise<ClientError | undefined>;
  /** Ends what was asked as `ref`. */
  end(ref: string): void;
  /** Whether the error is the answer to a question; that of a command is its owner's to show, too. */
  refused(error: Lines["error"]): boolean;
  /** Ends all that is open. */
  offline(): void;
}

/** Makes the questions of one client; each ends within ten seconds. */
export function createRequests(
  { clock, send }: { clock: Clock; send: (frame: Frames["history"] | Sent) => void },
): Requests {
  const open = new Map<string, Asked>();
  const commands = new Map<string, (error?: ClientError) => void>();
  let count = 0;

  /** Takes a question off the list, so that it is answered once. */
  function take(ref: string | undefined): Asked | undefined {
    const asked = ref === undefined ? undefined : open.get(ref);
    if (asked) {
      open.delete(ref!);
      asked.cancel();
    }
    return asked;
  }

  function fail(
    ref: string | undefined,
    ...error: ConstructorParameters<typeof ClientError>
  ): boolean {
    const asked = take(ref);
    asked?.reject(new ClientError(...error));
    return asked !== undefined;
  }

  function end(ref: string | undefined, error?: ClientError): void {
    commands.get(ref ?? "")?.(error);
    commands.delete(ref ?? "");
  }

  return {
    command(command) {
      const ref = `${command.type}-${command.seq}-${++count}`;
      return new Promise((resolve) => {
        commands.set(ref, resolve);
        send({ ...command, ref });
      });
    },
    end,
    history(frame) {
      const ref = `history-${++count}`;
      return new Promise((resolve, reject) => {
        const late = () => fail(ref, "timeout", "The server did not answer in time.");
        open.set(ref, { resolve, reject, cancel: clock.after(DEADLINE, late) });
        send({ type: "history", ...frame, ref });
      });
    },
    answered: (page) => take(page.ref)?.resolve(page),
    refused({ ref, code, message, ...details }) {
      end(ref, new ClientError(code, message, details));
      return fail(ref, code, message, details);
    },
    offline() {
      const message = "The connection was lost.";
      for (const ref of [...open.keys()]) fail(ref, "offline", message);
      for (const ref of [...commands.keys()]) end(ref, new ClientError("offline", message));
    },
  };
}
