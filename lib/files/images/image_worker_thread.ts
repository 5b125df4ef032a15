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
import { IMAGE_LIMITS } from "../../protocol/limits.ts";
import { type ProcessedImage, processImage } from "./process_image.ts";
import { AnimationTooLarge } from "./animation_limits.ts";
import { InvalidImage } from "./image_bytes.ts";

/** A picture to look at. */
export interface ImageRequest {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

/**
 * What became of it. `large`: it has too many pixels; `frames`: too many frames; `broken`: it was refused
 * before the library saw it; `unreadable`: the library gave up. `ready` is the first of all answers.
 */
export type ImageResponse =
  | { kind: "ready" }
  | { kind: "drawn"; image: ProcessedImage }
  | { kind: "large" | "frames" | "broken" | "unreadable"; reason: string };

// This file is the start of a thread: it is never imported, and this is its main().
lowerConfinedThread();
self.onmessage = async ({ data }: MessageEvent<ImageRequest>) =>
  self.postMessage(await handleRequest(data));
await initialize();
self.postMessage({ kind: "ready" });

async function initialize(): Promise<void> {
  // Given the bytes, the library would copy them twice, and 16 MB would stay.
  await initializeImageMagick(await WebAssembly.compile(wasm));
  // What the headers do not tell is held by the library itself; four bytes a pixel, and some room.
  ResourceLimits.area = BigInt(IMAGE_LIMITS.pixels);
  ResourceLimits.memory = BigInt(IMAGE_LIMITS.pixels * 6);
  ResourceLimits.disk = 0n;
}

async function handleRequest({ bytes, type }: ImageRequest): Promise<ImageResponse> {
  try {
    return { kind: "drawn", image: await processImage(bytes, type) };
  } catch (error) {
    return {
      kind: failureKind(error),
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

function failureKind(error: unknown) {
  if (isTooLarge(error)) return "large";
  if (error instanceof AnimationTooLarge) return "frames";
  return error instanceof InvalidImage ? "broken" : "unreadable";
}

/** Whether the pixels are too many, or those that have more bytes than others too many for the library. */
function isTooLarge(error: unknown): boolean {
  const { CacheError, ResourceLimitError } = MagickErrorSeverity;
  return error instanceof RangeError ||
    error instanceof MagickError &&
      (error.severity === CacheError || error.severity === ResourceLimitError);
}
