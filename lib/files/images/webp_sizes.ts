import type { AnimationFrameCounter } from "./animation_limits.ts";
import { ByteReader, InvalidImage } from "./image_bytes.ts";

interface PixelSize {
  width: number;
  height: number;
}

/** Pixels of each side of a WebP's bitstream (RFC 9649, sections 2.5 and 2.6); a canvas may claim more. */
const MAX_WEBP_SIDE_PX = 16_384;

/** The bytes of a frame's header before its own chunks (RFC 9649, section 2.7.1.1). */
const FRAME_HEADER_BYTES = 16;

/**
 * Compares what a WebP claims with what is in it: the canvas, the frames on it, and the pixels of each. All
 * decoders make room for what is claimed, and some for what is in it.
 */
export class WebpSizeChecker {
  #canvas: PixelSize | undefined;
  #still: PixelSize | undefined;

  constructor(private readonly frames: AnimationFrameCounter) {}

  /** Takes the next chunk. @throws InvalidImage when sizes contradict each other, AnimationTooLarge */
  addChunk(type: string, body: Uint8Array<ArrayBuffer>): void {
    const reader = new ByteReader(body);
    if (type === "VP8X") this.#setCanvas(reader);
    if (type === "ANMF") this.#addFrame(reader);
    this.#setStill(bitstreamSize(type, reader));
  }

  /** The picture's size. */
  get imageSize(): PixelSize {
    return this.#canvas ?? this.#still ?? { width: 0, height: 0 };
  }

  #setCanvas(reader: ByteReader): void {
    if (this.#canvas) throw new InvalidImage("it has two canvases");
    const canvas = { width: readUint24(reader, 4) + 1, height: readUint24(reader, 7) + 1 };
    if (Math.max(canvas.width, canvas.height) > MAX_WEBP_SIDE_PX) {
      throw new InvalidImage("its canvas is larger than its pixels can be");
    }
    if (this.#still && !isSameSize(this.#still, canvas)) throw sizeMismatchError();
    this.#canvas = canvas;
  }

  #setStill(size: PixelSize | undefined): void {
    if (!size) return;
    if (this.#still) throw new InvalidImage("it has two pictures");
    if (this.#canvas && !isSameSize(size, this.#canvas)) throw sizeMismatchError();
    this.#still = size;
  }

  #addFrame(reader: ByteReader): void {
    const [x, y] = [2 * readUint24(reader, 0), 2 * readUint24(reader, 3)];
    const frame = { width: readUint24(reader, 6) + 1, height: readUint24(reader, 9) + 1 };
    const canvas = this.#canvas;
    if (!canvas || x + frame.width > canvas.width || y + frame.height > canvas.height) {
      throw new InvalidImage("it has a frame that is not on its canvas");
    }
    for (let at = FRAME_HEADER_BYTES; at + 8 <= reader.length;) {
      const length = reader.u32(at + 4, true);
      const body = reader.slice(at + 8, at + 8 + length);
      const size = bitstreamSize(reader.text(at, 4), new ByteReader(body));
      if (size && !isSameSize(size, frame)) throw sizeMismatchError();
      at += 8 + length + length % 2;
    }
    this.frames.add(frame.width, frame.height);
  }
}

/** The size that the pixels themselves have; `undefined` when the chunk has none. */
function bitstreamSize(type: string, body: ByteReader): PixelSize | undefined {
  if (type === "VP8 ") {
    return { width: body.u16(6, true) & 0x3fff, height: body.u16(8, true) & 0x3fff };
  }
  if (type !== "VP8L") return undefined;
  if (body.u8(0) !== 0x2f) throw new InvalidImage("it has no signature");
  const bits = body.u32(1, true);
  return { width: (bits & 0x3fff) + 1, height: (bits >>> 14 & 0x3fff) + 1 };
}

function readUint24(reader: ByteReader, at: number): number {
  return reader.u16(at, true) | reader.u8(at + 2) << 16;
}

function isSameSize(a: PixelSize, b: PixelSize): boolean {
  return a.width === b.width && a.height === b.height;
}

function sizeMismatchError(): InvalidImage {
  return new InvalidImage("its pixels have another size than it says");
}
