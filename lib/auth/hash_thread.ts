import { startSandboxedWorker } from "../util/sandboxed_worker.ts";
import { argon2id, type Derive } from "./argon2id.ts";
import type { HashAnswer, HashRequest } from "./hash_worker.ts";

const HASH_WORKER_URL = new URL("./hash_worker.ts", import.meta.url);

interface Pending {
  args: Parameters<Derive>;
  resolve(tag: ReturnType<Derive>): void;
}

/**
 * Makes hashes on threads that yield to all others, so that a storm of sign-ins takes nothing from the chat.
 * Where that fails, hashes are made as without it.
 */
export class HashThread {
  #worker: Worker | undefined;
  #hasFailed = false;
  #lastId = 0;
  readonly #pending = new Map<number, Pending>();

  /** @param start starts the thread. */
  constructor(private readonly start = () => startSandboxedWorker(HASH_WORKER_URL, "hashes")) {}

  readonly derive: Derive = (...args) => {
    if (this.#hasFailed) return argon2id(...args);
    const { promise, resolve } = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
    const id = ++this.#lastId;
    this.#pending.set(id, { args, resolve });
    this.open();
    this.#worker!.postMessage({ id, args } satisfies HashRequest);
    return promise;
  };

  /**
   * Starts the thread, before the first hash: those by which the runtime loads its module yield to nobody,
   * and end when they had nothing to do for ten seconds.
   */
  open(): void {
    this.#worker ??= this.#begin();
  }

  /** Ends the thread. */
  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #begin(): Worker {
    const worker = this.start();
    worker.onmessage = ({ data: { id, tag } }: MessageEvent<HashAnswer>) => {
      const pending = this.#pending.get(id);
      this.#pending.delete(id);
      pending?.resolve(tag ? Promise.resolve(tag) : argon2id(...pending.args));
    };
    worker.onerror = (event) => {
      // Unhandled, it would end the whole process.
      event.preventDefault();
      this.#fail();
    };
    return worker;
  }

  #fail(): void {
    this.#hasFailed = true;
    this.close();
    for (const { args, resolve } of this.#pending.values()) resolve(argon2id(...args));
    this.#pending.clear();
  }
}
