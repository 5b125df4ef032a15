import { crc32 } from "node:zlib";
import { exifOf, orientationOf } from "./exif.ts";
import { Frames } from "./animation_limits.ts";
import { BrokenPicture, type Cleaned, join, latin, Reader, Writer } from "./image_bytes.ts";

/** Chunks that say how the pixels are to be read, those of animations among them. */
const KEPT = new Set([
  ..."IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs".split(" "),
  ..."acTL fcTL fdAT".split(" "),
]);

/**
 * A PNG (W3C, third edition) without texts, times, Exif and what follows its end. No pixel is touched.
 * @throws BrokenPicture, AnimationTooLarge
 */
export function cleanPng(bytes: Uint8Array<ArrayBuffer>): Cleaned {
  const reader = new Reader(bytes);
  const writer = new Writer(bytes.length);
  writer.add(reader.slice(0, 8));
  const frames = new Frames();
  let orientation = 1;
  let type = "";
  for (let at = 8; type !== "IEND";) {
    const length = reader.u32(at);
    const next = at + 12 + length;
    const chunk = reader.slice(at, next);
    type = reader.text(at + 4, 4);
    if (at === 8 && type !== "IHDR") throw new BrokenPicture("it has no header");
    if (type === "eXIf") orientation = orientationOf(chunk.subarray(8, -4));
    if (type === "fcTL") frames.add(reader.u32(at + 12), reader.u32(at + 16));
    if (type === "IEND" && orientation !== 1) writer.add(exifChunk(orientation));
    if (KEPT.has(type)) writer.add(chunk);
    at = next;
  }
  const [width, height] = [reader.u32(16), reader.u32(20)];
  return { bytes: writer.written.slice(), width, height, orientation };
}

function exifChunk(orientation: number): Uint8Array {
  const body = join([latin("eXIf"), exifOf(orientation)]);
  return join([number(body.length - 4), body, number(crc32(body))]);
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
