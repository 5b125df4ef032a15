import { ByteReader, latin1Bytes } from "./image_bytes.ts";

/** The tag of the orientation (Exif 2.32, section 4.6.4). */
const ORIENTATION_TAG = 0x0112;

/** How a picture must be turned, out of its Exif data; 1, upright, when that does not say. */
export function readOrientation(tiff: Uint8Array<ArrayBuffer>): number {
  try {
    const reader = new ByteReader(tiff);
    const order = reader.text(0, 2);
    if (order !== "II" && order !== "MM") return 1;
    const little = order === "II";
    const table = reader.u32(4, little);
    const count = reader.u16(table, little);
    for (let n = 0; n < count; n++) {
      const entry = table + 2 + 12 * n;
      if (reader.u16(entry, little) !== ORIENTATION_TAG) continue;
      const value = reader.u16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // Exif data that cannot be read says nothing.
  }
  return 1;
}

/** Exif data that says how a picture must be turned, and nothing else. */
export function orientationExif(orientation: number): Uint8Array<ArrayBuffer> {
  const entry = `\x12\x01\x03\0\x01\0\0\0${String.fromCharCode(orientation)}\0\0\0`;
  return latin1Bytes(`II*\0\x08\0\0\0\x01\0${entry}\0\0\0\0`);
}

/** Exif data without the mark that some files put before it. */
export function skipExifHeader(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes[0] === 0x45 ? bytes.subarray(6) : bytes;
}
