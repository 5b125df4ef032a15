import { within } from "../../ops/deadline.ts";
import { Turns } from "../../ops/turns.ts";
import { Refused } from "../../protocol/refused.ts";
import type { Drawn } from "./draw.ts";
import type { Answer, Asked } from "./worker.ts";

/** Bytes of a picture, since all of it is held in memory while it is looked at. */
const MOST = 32 * 2 ** 20;

/** Pictures that wait for their turn. */
const LINE = 200;

/** Milliseconds that one picture may take. */
const PATIENCE = 30_000;

/** Milliseconds of rest after which the library's memory is given back. */
const REST = 20_000;

/**
 * Looks at pictures on a thread of its own, one at a time. The thread and its library are there from the
 * first picture on, and go when there is none for a while.
 */
export class Pictures {
  readonly #turns = new Turns(
    1,
    LINE,
    "Too many pictures come in right now. Try again in a moment.",
  );
  #worker: Worker | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param onError told when the thread fails, which is no picture's fault. */
  constructor(private readonly onError: (message: string) => void) {}

  /**
   * Takes the metadata out of a picture and draws its thumbnail.
   * @param read called when it is the picture's turn.
   * @throws Refused `too_large` with too many bytes or pixels, `bad_type` when it cannot be read,
   * `unavailable` when too many wait, or the thread fails.
   */
  async draw(
    type: string,
    size: number,
    read: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Drawn> {
    if (size > MOST) {
      throw new Refused("too_large", `A picture may have at most ${MOST / 2 ** 20} MB.`);
    }
    return await this.#turns.take(async () => {
      const answer = await this.#ask({ bytes: await read(), type });
      if (answer?.kind === "drawn") return answer.drawn;
      if (answer?.kind === "large") {
        throw new Refused("too_large", "The picture has too many pixels: at most 64 million.");
      }
      if (answer?.kind === "failed") {
        const message = "Pictures cannot be taken in right now. Try again later.";
        throw new Refused("unavailable", message, { retryAfter: 60 });
      }
      throw new Refused("bad_type", "The picture cannot be read: it is broken or cut off.");
    });
  }

  /** Ends the thread. */
  close(): void {
    clearTimeout(this.#rest);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** `undefined`: it took too long. `failed`: the thread could not begin, or has ended. */
  async #ask(asked: Asked): Promise<Answer | { kind: "failed" } | undefined> {
    clearTimeout(this.#rest);
    const worker = this.#worker ??= startWorker();
    const { promise, resolve } = Promise.withResolvers<Answer | { kind: "failed" }>();
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      // Unhandled, it would end the whole process.
      event.preventDefault();
      this.onError(event.message);
      resolve({ kind: "failed" });
    };
    worker.postMessage(asked, [asked.bytes.buffer]);
    const answer = await within(PATIENCE, promise);
    // After a picture that it could not read, nobody knows in which state the library is.
    if (answer?.kind === "drawn" || answer?.kind === "large") this.#restLater();
    else this.close();
    return answer;
  }

  #restLater(): void {
    this.#rest = setTimeout(() => this.close(), REST);
    Deno.unrefTimer(this.#rest);
  }
}

function startWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "pictures" });
}
