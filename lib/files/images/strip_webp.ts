import { orientationExif, readOrientation, skipExifHeader } from "./exif.ts";
import { AnimationFrameCounter } from "./animation_limits.ts";
import { ByteReader, ByteWriter, latin1Bytes, type StrippedImage } from "./image_bytes.ts";
import { WebpSizeChecker } from "./webp_sizes.ts";

/** Chunks of pixels, colours and frames. */
const PRESERVED_CHUNKS = new Set(["VP8 ", "VP8L", "VP8X", "ICCP", "ANIM", "ANMF", "ALPH"]);

/** Flags of VP8X: there is Exif, there is XMP. */
const EXIF_FLAG = 0x08;
const XMP_FLAG = 0x04;

/**
 * A WebP (RFC 9649) without Exif, XMP and unknown chunks. No pixel and no frame is touched.
 * @throws InvalidImage, AnimationTooLarge
 */
export function stripWebp(bytes: Uint8Array<ArrayBuffer>): StrippedImage {
  const reader = new ByteReader(bytes);
  const writer = new ByteWriter(bytes.length);
  writer.add(latin1Bytes("RIFF\0\0\0\0WEBP"));
  const sizes = new WebpSizeChecker(new AnimationFrameCounter());
  let orientation = 1;
  const end = Math.min(8 + reader.u32(4, true), bytes.length);
  for (let at = 12; at + 8 <= end;) {
    const type = reader.text(at, 4);
    const length = reader.u32(at + 4, true);
    const body = reader.slice(at + 8, at + 8 + length);
    sizes.addChunk(type, body);
    if (type === "EXIF") orientation = readOrientation(skipExifHeader(body));
    if (PRESERVED_CHUNKS.has(type)) writer.add(chunk(type, body));
    at += 8 + length + length % 2;
  }
  if (new ByteReader(writer.written).text(12, 4) === "VP8X") {
    const flags = writer.written.subarray(20, 21);
    flags[0] = flags[0]! & ~(EXIF_FLAG | XMP_FLAG) | (orientation === 1 ? 0 : EXIF_FLAG);
    if (orientation !== 1) writer.add(chunk("EXIF", orientationExif(orientation)));
  }
  const stripped = writer.written.slice();
  new DataView(stripped.buffer).setUint32(4, stripped.length - 8, true);
  return { bytes: stripped, ...sizes.imageSize, orientation };
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + body.length + body.length % 2);
  bytes.set(latin1Bytes(type));
  new DataView(bytes.buffer).setUint32(4, body.length, true);
  bytes.set(body, 8);
  return bytes;
}
