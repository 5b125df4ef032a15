import { exifOf, orientationOf } from "./exif.ts";
import { BrokenPicture, type Cleaned, join, latin, Reader, Writer } from "./image_bytes.ts";

const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;

/** Segments of applications that say how the pixels are to be read: JFIF, colours, Adobe's transform. */
const KEPT: Readonly<Record<number, string>> = {
  0xe0: "JFIF\0",
  0xe2: "ICC_PROFILE\0",
  0xee: "Adobe",
};

/**
 * A JPEG (ITU-T T.81) without comments, Exif, XMP, IPTC, previews, and what follows its end, where phones
 * keep films and depth maps. No pixel is touched.
 * @throws BrokenPicture
 */
export function cleanJpeg(bytes: Uint8Array<ArrayBuffer>): Cleaned {
  const reader = new Reader(bytes);
  const writer = new Writer(bytes.length);
  writer.add(latin("\xff\xd8"));
  let [width, height, orientation, at] = [0, 0, 1, 2];
  for (let marker = markerAt(reader, at); marker !== END; marker = markerAt(reader, at)) {
    while (reader.u8(at + 1) === 0xff) at++;
    const next = at + 2 + reader.u16(at + 2);
    const segment = reader.slice(at, next);
    if (isFrame(marker)) {
      height = Math.max(height, reader.u16(at + 5));
      width = Math.max(width, reader.u16(at + 7));
    }
    if (marker === 0xe1 && reader.text(at + 4, 4) === "Exif") {
      orientation = orientationOf(segment.subarray(10));
    }
    if (isKept(marker, reader, at)) writer.add(segment);
    at = next;
    if (marker !== SCAN) continue;
    const end = endOfScan(bytes, at);
    writer.add(bytes.subarray(at, end));
    at = end;
  }
  writer.add(latin("\xff\xd9"));
  return { bytes: turned(writer.written, orientation), width, height, orientation };
}

/** The marker at a place, after any fill bytes; a file that just ends has its end there. */
function markerAt(reader: Reader, at: number): number {
  if (at === reader.length) return END;
  if (reader.u8(at) !== 0xff) throw new BrokenPicture("it has no marker where one must be");
  let marker = at + 1;
  while (reader.u8(marker) === 0xff) marker++;
  return reader.u8(marker);
}

function isFrame(marker: number): boolean {
  // C4, C8 and CC are tables.
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function isKept(marker: number, reader: Reader, at: number): boolean {
  if (marker === COMMENT) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const name = KEPT[marker];
  return name !== undefined && reader.u16(at + 2) > name.length + 2 &&
    reader.text(at + 4, name.length) === name;
}

/** Where the data of a scan ends: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? END;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** A JPEG that says how it must be turned. */
function turned(bytes: Uint8Array<ArrayBuffer>, orientation: number): Uint8Array<ArrayBuffer> {
  if (orientation === 1) return bytes.slice();
  // JFIF must come first.
  const first = bytes[3] === 0xe0 ? 4 + new Reader(bytes).u16(4) : 2;
  const exif = join([latin("\xff\xe1\0\x22Exif\0\0"), exifOf(orientation)]);
  return join([bytes.subarray(0, first), exif, bytes.subarray(first)]);
}
