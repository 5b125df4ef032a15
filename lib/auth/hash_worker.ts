/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { lowerConfinedThread } from "../util/sandboxed_worker.ts";
import { argon2id, type Derive } from "./argon2id.ts";

/** A hash to make. */
export interface HashRequest {
  id: number;
  args: Parameters<Derive>;
}

/** What became of it; without a tag it failed. */
export interface HashAnswer {
  id: number;
  tag?: Uint8Array<ArrayBuffer>;
}

// This file is the start of a thread: it is never imported, and this is its main().
lowerConfinedThread();
self.onmessage = async ({ data: { id, args } }: MessageEvent<HashRequest>) => {
  const tag = await argon2id(...args).catch(() => undefined);
  self.postMessage({ id, ...(tag ? { tag } : {}) } satisfies HashAnswer);
};
