import { within } from "../../util/with_timeout.ts";
import { startWorker } from "../../util/sandboxed_worker.ts";
import { type Asker, FairTurns } from "../../util/fair_queue.ts";
import { Refused } from "../../protocol/chat_error.ts";
import type { Drawn } from "./process_image.ts";
import { MAX_FRAME_PIXELS, MAX_FRAMES } from "./animation_limits.ts";
import type { Answer, Asked } from "./image_worker_thread.ts";

const WORKER = new URL("./image_worker_thread.ts", import.meta.url);

/** Starts the thread, without permissions where it can be confined. */
export function startPictures(isConfined?: boolean): Worker {
  return startWorker(WORKER, "pictures", isConfined);
}

/** Bytes of a picture, since all of it is held in memory while it is looked at. */
const MOST = 32 * 2 ** 20;

/** Pictures that wait for their turn, of one account and of how many. */
const WAITING = { each: 20, accounts: 200 };

/** Milliseconds that one picture may take, and that the thread may take to begin. */
const PICTURE_MAX_MS = 5_000;
const START_MAX_MS = 30_000;

/** Milliseconds of rest after which the library's memory is given back. */
const REST = 20_000;

/** What is answered to a picture that cannot be taken. */
const REFUSALS: Readonly<Record<string, () => Refused>> = {
  large: () => new Refused("too_many_pixels", { params: { max: 64 } }),
  frames: () =>
    new Refused("animation_too_long", {
      params: { frames: MAX_FRAMES, pixels: MAX_FRAME_PIXELS / 1e6 },
    }),
  late: () => new Refused("picture_too_slow"),
  failed: () =>
    new Refused("pictures_unavailable", {
      retryAfter: 60,
    }),
};

/** What the thread answers, or became of it: `late`, it took too long; `failed`, it has ended. */
type Outcome = Answer | { kind: "late" | "failed" };

/**
 * Looks at pictures on a thread of its own, one at a time and in fair turns. The thread and its library are
 * there from the first picture on, and go when there is none for a while.
 */
export class Pictures {
  readonly #turns = new FairTurns(
    WAITING,
    "busy_pictures",
  );
  readonly #start: () => Worker;
  readonly #mostMs: number;
  #worker: Worker | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onError told when the thread fails, which is no picture's fault.
   * @param options how the thread starts, and milliseconds that one picture may take.
   */
  constructor(
    private readonly onError: (message: string) => void,
    { start = () => startPictures(), mostMs = PICTURE_MAX_MS }: {
      start?: () => Worker;
      mostMs?: number;
    } = {},
  ) {
    this.#start = start;
    this.#mostMs = mostMs;
  }

  /**
   * Takes the metadata out of a picture and draws its thumbnail.
   * @param read called when it is the picture's turn.
   * @throws Refused `too_large` with too many bytes, pixels or frames, or when it takes too long, `bad_type`
   * when it cannot be read, `unavailable` when too many wait, or the thread fails.
   */
  async draw(
    asker: Asker,
    type: string,
    size: number,
    read: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Drawn> {
    if (size > MOST) {
      throw new Refused("picture_too_large", { params: { max: MOST / 2 ** 20 } });
    }
    return await this.#turns.take(asker, async () => {
      const outcome = await this.#ask({ bytes: await read(), type });
      if (outcome.kind === "drawn") return outcome.drawn;
      throw REFUSALS[outcome.kind]?.() ??
        new Refused("picture_broken");
    });
  }

  /** Ends the thread. */
  close(): void {
    clearTimeout(this.#rest);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #ask(asked: Asked): Promise<Outcome> {
    clearTimeout(this.#rest);
    const outcome = await this.#begin() ?? await this.#answer(this.#mostMs, asked);
    // When the library gave up or was stopped, nobody knows in which state it is.
    if (["failed", "late", "unreadable"].includes(outcome.kind)) this.close();
    else this.#restLater();
    return outcome;
  }

  /** Starts the thread unless it is there; says why when it does not begin. */
  async #begin(): Promise<Outcome | undefined> {
    if (this.#worker) return undefined;
    this.#worker = this.#start();
    const { kind } = await this.#answer(START_MAX_MS);
    if (kind === "ready") return undefined;
    if (kind === "late") this.onError("the thread did not begin in time");
    return { kind: "failed" };
  }

  /** What the thread says next, after what it is asked. */
  async #answer(ms: number, asked?: Asked): Promise<Outcome> {
    const worker = this.#worker;
    if (!worker) return { kind: "failed" };
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      // Unhandled, it would end the whole process.
      event.preventDefault();
      this.onError(event.message);
      resolve({ kind: "failed" });
    };
    if (asked) worker.postMessage(asked, [asked.bytes.buffer]);
    return await within(ms, promise) ?? { kind: "late" };
  }

  #restLater(): void {
    this.#rest = setTimeout(() => this.close(), REST);
    Deno.unrefTimer(this.#rest);
  }
}
