import type { Frames } from "../protocol/frames.ts";
import type { Lines } from "../protocol/lines.ts";
import { ClientError } from "./errors.ts";
import type { Clock } from "./types.ts";

/** Milliseconds that an answer may take. */
const DEADLINE = 10_000;

type Page = Lines["history"];

interface Asked {
  resolve(page: Page): void;
  reject(error: ClientError): void;
  cancel(): void;
}

/** Questions that have one answer, matched by `ref`. */
export interface Requests {
  history(frame: Omit<Frames["history"], "type" | "ref">): Promise<Page>;
  answered(page: Page): void;
  /** Whether the error is the answer to a question. */
  refused(error: Lines["error"]): boolean;
  /** Rejects all that is open. */
  offline(): void;
}

/** Makes the questions of one client; each ends within ten seconds. */
export function createRequests(
  { clock, send }: { clock: Clock; send: (frame: Frames["history"]) => void },
): Requests {
  const open = new Map<string, Asked>();
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

  function fail(ref: string | undefined, code: ClientError["code"], message: string): boolean {
    const asked = take(ref);
    asked?.reject(new ClientError(code, message));
    return asked !== undefined;
  }

  return {
    history(frame) {
      const ref = `history-${++count}`;
      return new Promise((resolve, reject) => {
        const late = () => fail(ref, "timeout", "The server did not answer in time.");
        open.set(ref, { resolve, reject, cancel: clock.after(DEADLINE, late) });
        send({ type: "history", ...frame, ref });
      });
    },
    answered: (page) => take(page.ref)?.resolve(page),
    refused: ({ ref, code, message }) => fail(ref, code, message),
    offline() {
      for (const ref of [...open.keys()]) fail(ref, "offline", "The connection was lost.");
    },
  };
}
