import { exifOf, orientationOf, withoutMark } from "./exif.ts";
import { Frames } from "./animation_limits.ts";
import { type Cleaned, latin, Reader, Writer } from "./image_bytes.ts";
import { WebpSizes } from "./webp_sizes.ts";

/** Chunks of pixels, colours and frames. */
const KEPT = new Set(["VP8 ", "VP8L", "VP8X", "ICCP", "ANIM", "ANMF", "ALPH"]);

/** Flags of VP8X: there is Exif, there is XMP. */
const EXIF = 0x08;
const XMP = 0x04;

/**
 * A WebP (RFC 9649) without Exif, XMP and unknown chunks. No pixel and no frame is touched.
 * @throws BrokenPicture, AnimationTooLarge
 */
export function cleanWebp(bytes: Uint8Array<ArrayBuffer>): Cleaned {
  const reader = new Reader(bytes);
  const writer = new Writer(bytes.length);
  writer.add(latin("RIFF\0\0\0\0WEBP"));
  const sizes = new WebpSizes(new Frames());
  let orientation = 1;
  const end = Math.min(8 + reader.u32(4, true), bytes.length);
  for (let at = 12; at + 8 <= end;) {
    const type = reader.text(at, 4);
    const length = reader.u32(at + 4, true);
    const body = reader.slice(at + 8, at + 8 + length);
    sizes.add(type, body);
    if (type === "EXIF") orientation = orientationOf(withoutMark(body));
    if (KEPT.has(type)) writer.add(chunk(type, body));
    at += 8 + length + length % 2;
  }
  if (new Reader(writer.written).text(12, 4) === "VP8X") {
    const flags = writer.written.subarray(20, 21);
    flags[0] = flags[0]! & ~(EXIF | XMP) | (orientation === 1 ? 0 : EXIF);
    if (orientation !== 1) writer.add(chunk("EXIF", exifOf(orientation)));
  }
  const cleaned = writer.written.slice();
  new DataView(cleaned.buffer).setUint32(4, cleaned.length - 8, true);
  return { bytes: cleaned, ...sizes.whole, orientation };
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + body.length + body.length % 2);
  bytes.set(latin(type));
  new DataView(bytes.buffer).setUint32(4, body.length, true);
  bytes.set(body, 8);
  return bytes;
}
