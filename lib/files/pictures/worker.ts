/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import {
  initializeImageMagick,
  MagickError,
  MagickErrorSeverity,
  ResourceLimits,
} from "@imagemagick/magick-wasm";
import wasm from "@imagemagick/magick-wasm/magick.wasm" with { type: "bytes" };
import { draw, type Drawn, PIXELS } from "./draw.ts";

/** A picture to look at. */
export interface Asked {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/** What became of it. `large`: it has too many pixels; `broken`: it cannot be read. */
export type Answer = { kind: "drawn"; drawn: Drawn } | { kind: "large" | "broken"; why: string };

const ready = begin();

// This file is the start of a thread: it is never imported, and this is its main().
self.onmessage = async ({ data }: MessageEvent<Asked>) => {
  await ready;
  self.postMessage(answer(data));
};

async function begin(): Promise<void> {
  await initializeImageMagick(wasm);
  // What the headers do not tell is held by the library itself; four bytes a pixel, and some room.
  ResourceLimits.area = BigInt(PIXELS);
  ResourceLimits.memory = BigInt(PIXELS * 6);
  ResourceLimits.disk = 0n;
}

function answer({ bytes, type }: Asked): Answer {
  try {
    return { kind: "drawn", drawn: draw(bytes, type) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: isTooLarge(error) ? "large" : "broken", why };
  }
}

/** Whether the pixels are too many, or those that have more bytes than others too many for the library. */
function isTooLarge(error: unknown): boolean {
  const { CacheError, ResourceLimitError } = MagickErrorSeverity;
  return error instanceof RangeError ||
    error instanceof MagickError &&
      (error.severity === CacheError || error.severity === ResourceLimitError);
}
