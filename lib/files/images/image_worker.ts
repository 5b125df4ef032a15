import { IMAGE_LIMITS } from "../../protocol/limits.ts";
import { withTimeout } from "../../util/with_timeout.ts";
import { startSandboxedWorker } from "../../util/sandboxed_worker.ts";
import { FairQueue, type QueueRequester } from "../../util/fair_queue.ts";
import { ChatError } from "../../protocol/chat_error.ts";
import type { ProcessedImage } from "./process_image.ts";
import type { ImageRequest, ImageResponse } from "./image_worker_thread.ts";

const IMAGE_THREAD_URL = new URL("./image_worker_thread.ts", import.meta.url);

/** Starts the thread, without permissions where it can be confined. */
export function startImageThread(isSandboxed?: boolean): Worker {
  return startSandboxedWorker(IMAGE_THREAD_URL, "pictures", isSandboxed);
}

/** Pictures that wait for their turn, of one account and of how many. */
const IMAGE_QUEUE_LIMITS = { each: 20, accounts: 200 };

/** Milliseconds that one picture may take, and that the thread may take to begin. */
const IMAGE_TIMEOUT_MS = 5_000;
const IMAGE_THREAD_START_TIMEOUT_MS = 30_000;

/** Milliseconds of rest after which the library's memory is given back. */
const IMAGE_WORKER_IDLE_MS = 20_000;

/** What is answered to a picture that cannot be taken. */
const ERROR_OF_OUTCOME: Readonly<Record<string, () => ChatError>> = {
  large: () => new ChatError("too_many_pixels", { params: { max: 64 } }),
  frames: () =>
    new ChatError("animation_too_long", {
      params: { frames: IMAGE_LIMITS.animationFrames, pixels: IMAGE_LIMITS.animationPixels / 1e6 },
    }),
  late: () => new ChatError("picture_too_slow"),
  failed: () =>
    new ChatError("pictures_unavailable", {
      retryAfter: 60,
    }),
};

/** What the thread answers, or became of it: `late`, it took too long; `failed`, it has ended. */
type ImageOutcome = ImageResponse | { kind: "late" | "failed" };

/**
 * Looks at pictures on a thread of its own, one at a time and in fair turns. The thread and its library are
 * there from the first picture on, and go when there is none for a while.
 */
export class ImageWorker {
  readonly #queue = new FairQueue(
    IMAGE_QUEUE_LIMITS,
    "busy_pictures",
  );
  readonly #start: () => Worker;
  readonly #timeoutMs: number;
  #worker: Worker | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param onError told when the thread fails, which is no picture's fault.
   * @param options how the thread starts, and milliseconds that one picture may take.
   */
  constructor(
    private readonly onError: (message: string) => void,
    { start = () => startImageThread(), mostMs: timeoutMs = IMAGE_TIMEOUT_MS }: {
      start?: () => Worker;
      mostMs?: number;
    } = {},
  ) {
    this.#start = start;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Takes the metadata out of a picture and draws its thumbnail.
   * @param read called when it is the picture's turn.
   * @throws ChatError `too_large` with too many bytes, pixels or frames, or when it takes too long, `bad_type`
   * when it cannot be read, `unavailable` when too many wait, or the thread fails.
   */
  async process(
    requester: QueueRequester,
    type: string,
    size: number,
    read: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<ProcessedImage> {
    if (size > IMAGE_LIMITS.bytes) {
      throw new ChatError("picture_too_large", { params: { max: IMAGE_LIMITS.bytes / 2 ** 20 } });
    }
    return await this.#queue.run(requester, async () => {
      const outcome = await this.#request({ bytes: await read(), type });
      if (outcome.kind === "drawn") return outcome.image;
      throw ERROR_OF_OUTCOME[outcome.kind]?.() ??
        new ChatError("picture_broken");
    });
  }

  /** Ends the thread. */
  close(): void {
    clearTimeout(this.#idleTimer);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #request(request: ImageRequest): Promise<ImageOutcome> {
    clearTimeout(this.#idleTimer);
    const outcome = await this.#ensureStarted() ??
      await this.#nextResponse(this.#timeoutMs, request);
    // When the library gave up or was stopped, nobody knows in which state it is.
    if (["failed", "late", "unreadable"].includes(outcome.kind)) this.close();
    else this.#scheduleStop();
    return outcome;
  }

  /** Starts the thread unless it is there; says why when it does not begin. */
  async #ensureStarted(): Promise<ImageOutcome | undefined> {
    if (this.#worker) return undefined;
    this.#worker = this.#start();
    const { kind } = await this.#nextResponse(IMAGE_THREAD_START_TIMEOUT_MS);
    if (kind === "ready") return undefined;
    if (kind === "late") this.onError("the thread did not begin in time");
    return { kind: "failed" };
  }

  /** What the thread says next, after what it is asked. */
  async #nextResponse(ms: number, request?: ImageRequest): Promise<ImageOutcome> {
    const worker = this.#worker;
    if (!worker) return { kind: "failed" };
    const { promise, resolve } = Promise.withResolvers<ImageOutcome>();
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      // Unhandled, it would end the whole process.
      event.preventDefault();
      this.onError(event.message);
      resolve({ kind: "failed" });
    };
    if (request) worker.postMessage(request, [request.bytes.buffer]);
    return await withTimeout(ms, promise) ?? { kind: "late" };
  }

  #scheduleStop(): void {
    this.#idleTimer = setTimeout(() => this.close(), IMAGE_WORKER_IDLE_MS);
    Deno.unrefTimer(this.#idleTimer);
  }
}
