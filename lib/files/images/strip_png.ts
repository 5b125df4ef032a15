import { crc32 } from "node:zlib";
import { orientationExif, readOrientation } from "./exif.ts";
import { AnimationFrameCounter } from "./animation_limits.ts";
import {
  ByteReader,
  ByteWriter,
  concatBytes,
  InvalidImage,
  latin1Bytes,
  type StrippedImage,
} from "./image_bytes.ts";

/** Chunks that say how the pixels are to be read, those of animations among them. */
const PRESERVED_CHUNKS = new Set([
  ..."IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs".split(" "),
  ..."acTL fcTL fdAT".split(" "),
]);

/**
 * A PNG (W3C, third edition) without texts, times, Exif and what follows its end. No pixel is touched.
 * @throws InvalidImage, AnimationTooLarge
 */
export function stripPng(bytes: Uint8Array<ArrayBuffer>): StrippedImage {
  const reader = new ByteReader(bytes);
  const writer = new ByteWriter(bytes.length);
  writer.add(reader.slice(0, 8));
  const frames = new AnimationFrameCounter();
  let orientation = 1;
  let type = "";
  for (let at = 8; type !== "IEND";) {
    const length = reader.u32(at);
    const next = at + 12 + length;
    const chunk = reader.slice(at, next);
    type = reader.text(at + 4, 4);
    if (at === 8 && type !== "IHDR") throw new InvalidImage("it has no header");
    if (type === "eXIf") orientation = readOrientation(chunk.subarray(8, -4));
    if (type === "fcTL") frames.add(reader.u32(at + 12), reader.u32(at + 16));
    if (type === "IEND" && orientation !== 1) writer.add(exifChunk(orientation));
    if (PRESERVED_CHUNKS.has(type)) writer.add(chunk);
    at = next;
  }
  const [width, height] = [reader.u32(16), reader.u32(20)];
  return { bytes: writer.written.slice(), width, height, orientation };
}

function exifChunk(orientation: number): Uint8Array {
  const body = concatBytes([latin1Bytes("eXIf"), orientationExif(orientation)]);
  return concatBytes([uint32Bytes(body.length - 4), body, uint32Bytes(crc32(body))]);
}

function uint32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
