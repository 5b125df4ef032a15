import { crc32, createInflate } from "node:zlib";
import { ByteReader, ByteWriter, InvalidImage } from "./image_bytes.ts";

/** What the header of a PNG says of its rows (W3C PNG, third edition, section 11.2.1). */
export interface PngHeader {
  width: number;
  height: number;
  /** Bits of one pixel. */
  pixelBits: number;
  isInterlaced: boolean;
}

/** The pixels of one pass: where they begin, how far they are apart, and how many there are. */
export interface PngPass {
  x: number;
  y: number;
  across: number;
  down: number;
  columns: number;
  rows: number;
}

/** Values of a pixel, by the colour type. */
const CHANNELS_OF_COLOR_TYPE: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The passes of Adam7 (section 8.1), and the one of a PNG that is not interlaced. */
const ADAM7_PASSES = [
  { x: 0, y: 0, across: 8, down: 8 },
  { x: 4, y: 0, across: 8, down: 8 },
  { x: 0, y: 4, across: 4, down: 8 },
  { x: 2, y: 0, across: 4, down: 4 },
  { x: 0, y: 2, across: 2, down: 4 },
  { x: 1, y: 0, across: 2, down: 2 },
  { x: 0, y: 1, across: 1, down: 2 },
];
const SINGLE_PASS = [{ x: 0, y: 0, across: 1, down: 1 }];

/** Bytes that may follow the last row: some encoders fill a buffer up. */
const INFLATE_SLACK_BYTES = 64 * 1024;

/** Bytes inflated in one go. */
const INFLATE_CHUNK_BYTES = 256 * 1024;

/** Reads the header of a PNG. @throws InvalidImage */
export function readPngHeader(png: Uint8Array<ArrayBuffer>): PngHeader {
  const reader = new ByteReader(png);
  const channels = CHANNELS_OF_COLOR_TYPE[reader.u8(25)];
  if (channels === undefined) throw new InvalidImage("it has colours of no known kind");
  const pixelBits = reader.u8(24) * channels;
  const [width, height] = [reader.u32(16), reader.u32(20)];
  return { width, height, pixelBits, isInterlaced: reader.u8(28) !== 0 };
}

/** The passes in which the rows of a PNG come; those without a pixel have no data. */
export function pngPasses({ width, height, isInterlaced }: PngHeader): PngPass[] {
  return (isInterlaced ? ADAM7_PASSES : SINGLE_PASS).map((pass) => ({
    ...pass,
    columns: Math.ceil(Math.max(width - pass.x, 0) / pass.across),
    rows: Math.ceil(Math.max(height - pass.y, 0) / pass.down),
  })).filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** Bytes of all rows, each with the one that names its filter. */
export function inflatedBytes(header: PngHeader): number {
  return pngPasses(header).reduce(
    (sum, { columns, rows }) => sum + rows * (1 + Math.ceil(columns * header.pixelBits / 8)),
    0,
  );
}

/**
 * Inflates the pixels of a PNG, and no further than its header needs: the library would inflate gigabytes
 * that no row has. Where the data is damaged it ends early, as the library does.
 * @param onPart called with each part.
 * @returns how many bytes were inflated.
 * @throws InvalidImage when there are more.
 */
export async function inflatePng(
  png: Uint8Array<ArrayBuffer>,
  onPart: (part: Uint8Array) => void = () => {},
): Promise<number> {
  const maxBytes = inflatedBytes(readPngHeader(png)) + INFLATE_SLACK_BYTES;
  const inflate = createInflate({ chunkSize: INFLATE_CHUNK_BYTES });
  inflate.end(compressedData(png));
  let inflated = 0;
  try {
    for await (const part of inflate) {
      inflated += part.length;
      if (inflated > maxBytes) break;
      onPart(part);
    }
  } catch (error) {
    if (error instanceof InvalidImage) throw error;
  }
  if (inflated > maxBytes) throw new InvalidImage("its data inflates to more than its size needs");
  return inflated;
}

/** The chunks of a PNG after its signature. @throws InvalidImage */
export function* pngChunks(png: Uint8Array<ArrayBuffer>) {
  const reader = new ByteReader(png);
  for (let at = 8; at < png.length;) {
    const next = at + 12 + reader.u32(at);
    yield { type: reader.text(at + 4, 4), whole: reader.slice(at, next) };
    at = next;
  }
}

/** The compressed data of all its chunks. @throws InvalidImage when a sum is wrong. */
function compressedData(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter(png.length);
  for (const { type, whole } of pngChunks(png)) {
    if (type !== "IDAT") continue;
    if (crc32(whole.subarray(4, -4)) !== new ByteReader(whole).u32(whole.length - 4)) {
      throw new InvalidImage("its data is damaged");
    }
    writer.add(whole.subarray(8, -4));
  }
  return writer.written;
}
