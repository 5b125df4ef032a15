/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import {
  initializeImageMagick,
  MagickError,
  MagickErrorSeverity,
  ResourceLimits,
} from "@imagemagick/magick-wasm";
import wasm from "@imagemagick/magick-wasm/magick.wasm" with { type: "bytes" };
import { lowerConfinedThread } from "../../util/sandboxed_worker.ts";
import { draw, type Drawn, PIXELS } from "./process_image.ts";
import { AnimationTooLarge } from "./animation_limits.ts";
import { BrokenPicture } from "./image_bytes.ts";

/** A picture to look at. */
export interface Asked {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/**
 * What became of it. `large`: it has too many pixels; `frames`: too many frames; `broken`: it was refused
 * before the library saw it; `unreadable`: the library gave up. `ready` is the first of all answers.
 */
export type Answer =
  | { kind: "ready" }
  | { kind: "drawn"; drawn: Drawn }
  | { kind: "large" | "frames" | "broken" | "unreadable"; why: string };

// This file is the start of a thread: it is never imported, and this is its main().
lowerConfinedThread();
self.onmessage = async ({ data }: MessageEvent<Asked>) => self.postMessage(await answer(data));
await begin();
self.postMessage({ kind: "ready" });

async function begin(): Promise<void> {
  await initializeImageMagick(wasm);
  // What the headers do not tell is held by the library itself; four bytes a pixel, and some room.
  ResourceLimits.area = BigInt(PIXELS);
  ResourceLimits.memory = BigInt(PIXELS * 6);
  ResourceLimits.disk = 0n;
}

async function answer({ bytes, type }: Asked): Promise<Answer> {
  try {
    return { kind: "drawn", drawn: await draw(bytes, type) };
  } catch (error) {
    return { kind: kindOf(error), why: error instanceof Error ? error.message : String(error) };
  }
}

function kindOf(error: unknown) {
  if (isTooLarge(error)) return "large";
  if (error instanceof AnimationTooLarge) return "frames";
  return error instanceof BrokenPicture ? "broken" : "unreadable";
}

/** Whether the pixels are too many, or those that have more bytes than others too many for the library. */
function isTooLarge(error: unknown): boolean {
  const { CacheError, ResourceLimitError } = MagickErrorSeverity;
  return error instanceof RangeError ||
    error instanceof MagickError &&
      (error.severity === CacheError || error.severity === ResourceLimitError);
}
