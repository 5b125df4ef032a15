/** A picture as it came, without what tells of place, camera and time. */
export interface StrippedImage {
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels, as they are stored: the largest of its frames. */
  width: number;
  height: number;
  /** How it must be turned to be upright: 1 to 8, as Exif counts. */
  orientation: number;
}

/** A picture that is not what its beginning says, or is cut off. */
export class InvalidImage extends Error {
  override readonly name = "InvalidImage";
}

/** Reads numbers of a picture. @throws InvalidImage beyond its end. */
export class ByteReader {
  readonly #view: DataView;

  constructor(readonly bytes: Uint8Array<ArrayBuffer>) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.#checkedView(at, 1).getUint8(at);
  }

  u16(at: number, little = false): number {
    return this.#checkedView(at, 2).getUint16(at, little);
  }

  u32(at: number, little = false): number {
    return this.#checkedView(at, 4).getUint32(at, little);
  }

  text(at: number, length: number): string {
    return String.fromCharCode(...this.slice(at, at + length));
  }

  slice(start: number, end: number): Uint8Array<ArrayBuffer> {
    if (start > end || end > this.length) throw new InvalidImage("it is cut off");
    return this.bytes.subarray(start, end);
  }

  #checkedView(at: number, length: number): DataView {
    if (at + length > this.length) throw new InvalidImage("it is cut off");
    return this.#view;
  }
}

/** Bytes that a picture may gain: data on how it must be turned, an end, a byte that pads. */
const WRITER_SLACK_BYTES = 64;

/**
 * Puts the parts of a picture together as they are found. It holds their bytes alone: a picture may have
 * millions of parts, and a list of them would take many times its size.
 */
export class ByteWriter {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** @param size bytes of the picture as it came */
  constructor(size: number) {
    this.#bytes = new Uint8Array(size + WRITER_SLACK_BYTES);
  }

  add(part: Uint8Array): void {
    this.#bytes.set(part, this.#length);
    this.#length += part.length;
  }

  /** What was added; it stays the writer's. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Puts a few parts together. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The bytes of a text of Latin-1. */
export function latin1Bytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
