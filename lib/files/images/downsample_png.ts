import { crc32, deflateSync } from "node:zlib";
import { concatBytes, InvalidImage } from "./image_bytes.ts";
import { inflatePng, pngChunks, type PngHeader, type PngPass, readPngHeader } from "./png_data.ts";
import { PngRowReader } from "./png_rows.ts";

/** Pixels from which on a PNG is reduced, and of the longer side that is left at least: two thumbnails'. */
const DOWNSAMPLE_MIN_PIXELS = 12_000_000;
const DOWNSAMPLED_SIDE_PX = 1_440;

/** Bytes of the longest row that is reduced; browsers show none as wide. */
const MAX_PNG_ROW_BYTES = 2 ** 20;

/** Chunks of an animation, of which the first picture is drawn. */
const ANIMATION_CHUNKS = ["acTL", "fcTL", "fdAT"];

/**
 * Makes of a large PNG one with every second, third or nth pixel of every such row, as it is inflated: the
 * library takes seconds and 256 MB for what becomes a thumbnail. A small one is only looked through.
 * @throws InvalidImage when its data does not fit its header.
 */
export async function downsamplePng(
  png: Uint8Array<ArrayBuffer>,
  minPixels = DOWNSAMPLE_MIN_PIXELS,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = readPngHeader(png);
  const { width, height, pixelBits } = header;
  const step = Math.floor(Math.max(width, height) / DOWNSAMPLED_SIDE_PX);
  if (width * height < minPixels || step < 2 || width * pixelBits / 8 > MAX_PNG_ROW_BYTES) {
    await inflatePng(png);
    return png;
  }
  const sampler = new PixelSampler(header, step);
  const rows = new PngRowReader(header, (row, pass, y) => sampler.sampleRow(row, pass, y));
  await inflatePng(png, (part) => rows.push(part));
  if (!rows.isComplete) throw new InvalidImage("its data is damaged or cut off");
  return withPixels(png, sampler);
}

/** Collects every nth pixel of every nth row. */
class PixelSampler {
  readonly width: number;
  readonly height: number;
  /** The rows, each after its filter, which is none. */
  readonly rows: Uint8Array;
  readonly #rowLength: number;

  constructor(private readonly header: PngHeader, private readonly step: number) {
    this.width = Math.ceil(header.width / step);
    this.height = Math.ceil(header.height / step);
    this.#rowLength = 1 + Math.ceil(this.width * header.pixelBits / 8);
    this.rows = new Uint8Array(this.height * this.#rowLength);
  }

  sampleRow(row: Uint8Array, { x, across }: PngPass, y: number): void {
    if (y % this.step !== 0) return;
    const start = y / this.step * this.#rowLength + 1;
    const target = this.rows.subarray(start, start + this.#rowLength - 1);
    for (let n = 0; n < this.width; n++) {
      const column = (n * this.step - x) / across;
      if (column >= 0 && Number.isInteger(column)) this.#copy(row, column, target, n);
    }
  }

  #copy(row: Uint8Array, from: number, target: Uint8Array, to: number): void {
    const bits = this.header.pixelBits;
    if (bits < 8) {
      const value = row[from * bits >> 3]! >> 8 - bits - (from * bits & 7) & 2 ** bits - 1;
      target[to * bits >> 3]! |= value << 8 - bits - (to * bits & 7);
      return;
    }
    const size = bits / 8;
    for (let i = 0; i < size; i++) target[to * size + i] = row[from * size + i]!;
  }
}

/** The PNG with other pixels of the same kind. */
function withPixels(png: Uint8Array<ArrayBuffer>, { width, height, rows }: PixelSampler) {
  const parts: Uint8Array[] = [png.subarray(0, 8)];
  let hasData = false;
  for (const { type, whole } of pngChunks(png)) {
    if (type === "IHDR") parts.push(withChecksum(headerChunk(whole, width, height)));
    else if (type !== "IDAT" && !ANIMATION_CHUNKS.includes(type)) parts.push(whole);
    else if (type === "IDAT" && !hasData) {
      parts.push(dataChunk(deflateSync(rows, { level: 1 })));
      hasData = true;
    }
  }
  return concatBytes(parts);
}

function headerChunk(chunk: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = Uint8Array.from(chunk);
  const view = new DataView(header.buffer);
  view.setUint32(8, width);
  view.setUint32(12, height);
  // The pixels come in one pass.
  view.setUint8(20, 0);
  return header;
}

function dataChunk(data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(12 + data.length);
  new DataView(chunk.buffer).setUint32(0, data.length);
  chunk.set([0x49, 0x44, 0x41, 0x54], 4);
  chunk.set(data, 8);
  return withChecksum(chunk);
}

/** A chunk with the sum that belongs to it. */
function withChecksum(chunk: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  new DataView(chunk.buffer).setUint32(chunk.length - 4, crc32(chunk.subarray(4, -4)));
  return chunk;
}
