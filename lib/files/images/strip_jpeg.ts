import { orientationExif, readOrientation } from "./exif.ts";
import {
  ByteReader,
  ByteWriter,
  concatBytes,
  InvalidImage,
  latin1Bytes,
  type StrippedImage,
} from "./image_bytes.ts";

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT_MARKER = 0xfe;

/** Segments of applications that say how the pixels are to be read: JFIF, colours, Adobe's transform. */
const PRESERVED_SEGMENTS: Readonly<Record<number, string>> = {
  0xe0: "JFIF\0",
  0xe2: "ICC_PROFILE\0",
  0xee: "Adobe",
};

/**
 * A JPEG (ITU-T T.81) without comments, Exif, XMP, IPTC, previews, and what follows its end, where phones
 * keep films and depth maps. No pixel is touched.
 * @throws InvalidImage
 */
export function stripJpeg(bytes: Uint8Array<ArrayBuffer>): StrippedImage {
  const reader = new ByteReader(bytes);
  const writer = new ByteWriter(bytes.length);
  writer.add(latin1Bytes("\xff\xd8"));
  let [width, height, orientation, at] = [0, 0, 1, 2];
  for (let marker = markerAt(reader, at); marker !== END_OF_IMAGE; marker = markerAt(reader, at)) {
    while (reader.u8(at + 1) === 0xff) at++;
    const next = at + 2 + reader.u16(at + 2);
    const segment = reader.slice(at, next);
    if (isFrameHeader(marker)) {
      height = Math.max(height, reader.u16(at + 5));
      width = Math.max(width, reader.u16(at + 7));
    }
    if (marker === 0xe1 && reader.text(at + 4, 4) === "Exif") {
      orientation = readOrientation(segment.subarray(10));
    }
    if (isPreservedSegment(marker, reader, at)) writer.add(segment);
    at = next;
    if (marker !== START_OF_SCAN) continue;
    const end = endOfScan(bytes, at);
    writer.add(bytes.subarray(at, end));
    at = end;
  }
  writer.add(latin1Bytes("\xff\xd9"));
  return { bytes: withOrientation(writer.written, orientation), width, height, orientation };
}

/** The marker at a place, after any fill bytes; a file that just ends has its end there. */
function markerAt(reader: ByteReader, at: number): number {
  if (at === reader.length) return END_OF_IMAGE;
  if (reader.u8(at) !== 0xff) throw new InvalidImage("it has no marker where one must be");
  let marker = at + 1;
  while (reader.u8(marker) === 0xff) marker++;
  return reader.u8(marker);
}

function isFrameHeader(marker: number): boolean {
  // C4, C8 and CC are tables.
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function isPreservedSegment(marker: number, reader: ByteReader, at: number): boolean {
  if (marker === COMMENT_MARKER) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = PRESERVED_SEGMENTS[marker];
  return name !== undefined && reader.u16(at + 2) > name.length + 2 &&
    reader.text(at + 4, name.length) === name;
}

/** Where the data of a scan ends: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? END_OF_IMAGE;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** A JPEG that says how it must be turned. */
function withOrientation(
  bytes: Uint8Array<ArrayBuffer>,
  orientation: number,
): Uint8Array<ArrayBuffer> {
  if (orientation === 1) return bytes.slice();
  // JFIF must come first.
  const exifOffset = bytes[3] === 0xe0 ? 4 + new ByteReader(bytes).u16(4) : 2;
  const exif = concatBytes([latin1Bytes("\xff\xe1\0\x22Exif\0\0"), orientationExif(orientation)]);
  return concatBytes([bytes.subarray(0, exifOffset), exif, bytes.subarray(exifOffset)]);
}
