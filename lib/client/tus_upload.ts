import type { ErrorBody } from "../protocol/errors.ts";
import type { SentFile } from "../protocol/model.ts";
import { retryDelay } from "./backoff.ts";
import { systemClock } from "./clock.ts";
import { ClientError } from "./client_error.ts";
import type { Clock } from "./types.ts";

const DEFAULT_CHUNK_BYTES = 1024 * 1024;

/** Failures in a row after which somebody has to say that it goes on. */
const MAX_FAILURES_IN_A_ROW = 8;

/** How often a file is sent from its beginning. */
const MAX_STARTS_PER_FILE = 3;

export interface UploadOptions {
  /** Speaks to the server with a path, as one account. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Ends the upload, and what the server has of it. */
  signal?: AbortSignal;
  /** Bytes that the server has. */
  onProgress?(sent: number): void;
  /** A name and a media type for others to see; the server looks at the content for itself. */
  name: string;
  type?: string;
  /** Bytes of one request, a megabyte if nobody says: what a lost network costs at most. */
  chunkBytes?: number;
  clock?: Clock;
}

/**
 * Brings a file to the server in chunks, and goes on where it stopped when the network is lost (tus 1.0,
 * https://tus.io/protocols/resumable-upload). What it returns is to be sent with a message.
 *
 * @throws ClientError when the server refuses it, or `offline` after eight failures in a row
 * @throws the reason of the signal
 */
export async function uploadFile(content: Blob, options: UploadOptions): Promise<SentFile> {
  const { signal, onProgress, chunkBytes = DEFAULT_CHUNK_BYTES } = options;
  const client = new TusClient(options);
  try {
    let path = await client.createUpload(content.size);
    for (let [sent, starts] = [0, 1]; sent < content.size;) {
      const next = await client.sendChunk(path, content.slice(sent, sent + chunkBytes), sent);
      if (next === undefined) {
        // What the server does not know any more begins again.
        if (++starts > MAX_STARTS_PER_FILE) {
          throw new ClientError("not_found", "The upload was lost.");
        }
        path = await client.createUpload(content.size);
      }
      sent = next ?? 0;
      onProgress?.(sent);
    }
    return await client.fetchSentFile(path);
  } catch (error) {
    if (signal?.aborted) client.abandon();
    throw error;
  }
}

/** Lets the server throw away an upload, or a file that was not sent. It does so by itself after a while. */
export async function deleteUpload(id: string, fetch: UploadOptions["fetch"]): Promise<void> {
  await fetch(`/api/uploads/${id}`, { method: "DELETE", headers: TUS_HEADERS });
}

/** The requests of one upload, each tried again for as long as there is hope. */
class TusClient {
  readonly #options: UploadOptions;
  readonly #clock: Clock;
  #path: string | undefined;
  #failures = 0;

  constructor(options: UploadOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  async createUpload(size: number): Promise<string> {
    const { name, type } = this.#options;
    const metadata = [["filename", name], ["filetype", type ?? ""]]
      .map(([key, value]) => `${key} ${base64(value!)}`.trim()).join(",");
    const response = await this.#withRetries(() =>
      this.#request("/api/uploads", "POST", {
        headers: { "upload-length": String(size), "upload-metadata": metadata },
      })
    );
    await response.body?.cancel();
    const path = new URL(response.headers.get("location") ?? "", "http://server").pathname;
    return this.#path = path;
  }

  /** Sends a chunk. Returns how much the server has now; `undefined` when it has forgotten all of it. */
  async sendChunk(path: string, chunk: Blob, from: number): Promise<number | undefined> {
    try {
      return await this.#withRetries(async (isFirst) => {
        // Some of it may have arrived.
        const offset = isFirst ? from : offsetOf(await this.#request(path, "HEAD"));
        if (offset !== from) return offset;
        const headers = { ...CHUNK_HEADERS, "upload-offset": String(from) };
        return offsetOf(await this.#request(path, "PATCH", { headers, body: chunk }));
      });
    } catch (error) {
      if (error instanceof ClientError && error.code === "not_found") return undefined;
      throw error;
    }
  }

  async fetchSentFile(path: string): Promise<SentFile> {
    const response = await this.#withRetries(() => this.#request(path, "GET"));
    return (await response.json()).file;
  }

  /** Lets the server throw away what it has. */
  abandon(): void {
    if (this.#path === undefined) return;
    const { signal: _, ...options } = this.#options;
    options.fetch(this.#path, { method: "DELETE", headers: TUS_HEADERS }).catch(() => {});
  }

  async #request(path: string, method: string, init: RequestInit = {}): Promise<Response> {
    const { fetch, signal } = this.#options;
    const headers = { ...TUS_HEADERS, ...init.headers };
    const response = await fetch(path, { ...init, method, headers, ...(signal ? { signal } : {}) })
      .catch((cause) => {
        signal?.throwIfAborted();
        throw new ClientError("offline", "The server did not answer.", { cause });
      });
    if (response.ok) return response;
    throw await toClientError(response);
  }

  async #withRetries<T>(run: (isFirst: boolean) => Promise<T>): Promise<T> {
    for (let isFirst = true;; isFirst = false) {
      try {
        const result = await run(isFirst);
        this.#failures = 0;
        return result;
      } catch (error) {
        if (!isTransient(error) || ++this.#failures > MAX_FAILURES_IN_A_ROW) throw error;
        await this.#pause(retryDelay(error.retryAfter, this.#failures, this.#clock.random()));
      }
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#options;
    return new Promise((resolve, reject) => {
      const abort = () => {
        cancel();
        reject(signal!.reason);
      };
      const cancel = this.#clock.after(ms, () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      });
      signal?.addEventListener("abort", abort, { once: true });
    });
  }
}

const TUS_HEADERS = { "tus-resumable": "1.0.0" };
const CHUNK_HEADERS = { "content-type": "application/offset+octet-stream" };

function offsetOf(response: Response): number {
  const offset = Number(response.headers.get("upload-offset") ?? NaN);
  if (Number.isSafeInteger(offset)) return offset;
  throw new ClientError("internal", "The server does not say how much it has.");
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}

/** A HEAD has no body, and a proxy a body of its own. */
async function toClientError(response: Response): Promise<ClientError> {
  const { status } = response;
  const body: Partial<ErrorBody> = await response.json().catch(() => ({}));
  const code = body.code ??
    (status === 404 ? "not_found" : status === 413 ? "too_large" : "unavailable");
  const message = body.message ?? `The server answered with ${status}.`;
  return new ClientError(code, message, body);
}

/** Whether the same may succeed later, as it is. */
function isTransient(error: unknown): error is ClientError {
  return error instanceof ClientError &&
    ["offline", "unavailable", "internal", "rate_limited", "wrong_offset"].includes(error.code);
}
