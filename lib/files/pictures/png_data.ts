import { createInflate } from "node:zlib";
import { BrokenPicture, Reader, Writer } from "./picture.ts";

/** Values of a pixel, by the colour type of the header (W3C PNG, third edition, 11.2.1). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Where the pixels of each Adam7 pass begin, and how far they are apart (section 8.1). */
const PASSES = [
  { x: 0, y: 0, across: 8, down: 8 },
  { x: 4, y: 0, across: 8, down: 8 },
  { x: 0, y: 4, across: 4, down: 8 },
  { x: 2, y: 0, across: 4, down: 4 },
  { x: 0, y: 2, across: 2, down: 4 },
  { x: 1, y: 0, across: 2, down: 2 },
  { x: 0, y: 1, across: 1, down: 2 },
];
const WHOLE = [{ x: 0, y: 0, across: 1, down: 1 }];

/** Bytes that may follow the last row: some encoders fill a buffer up. */
const SLACK_BYTES = 64 * 1024;

/** Bytes inflated in one go. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Inflates the pixels of a PNG without keeping them, and no further than its header needs: the library
 * would inflate gigabytes that no row has.
 * @returns how many bytes were inflated.
 * @throws BrokenPicture when there are more.
 */
export async function inflatePng(png: Uint8Array<ArrayBuffer>): Promise<number> {
  const most = bytesNeeded(new Reader(png)) + SLACK_BYTES;
  const inflate = createInflate({ chunkSize: CHUNK_BYTES });
  inflate.end(dataOf(png));
  let inflated = 0;
  try {
    for await (const chunk of inflate) {
      inflated += chunk.length;
      if (inflated > most) break;
    }
  } catch {
    // Where the data is damaged the library stops as well, and says so.
  }
  if (inflated > most) throw new BrokenPicture("its data inflates to more than its size needs");
  return inflated;
}

/** Bytes of all rows, each with its filter's, out of the header. @throws BrokenPicture */
export function bytesNeeded(reader: Reader): number {
  const [width, height] = [reader.u32(16), reader.u32(20)];
  const channels = CHANNELS[reader.u8(25)];
  if (channels === undefined) throw new BrokenPicture("it has colours of no known kind");
  const bits = reader.u8(24) * channels;
  return (reader.u8(28) === 0 ? WHOLE : PASSES).reduce((sum, { x, y, across, down }) => {
    const columns = Math.ceil(Math.max(width - x, 0) / across);
    const rows = Math.ceil(Math.max(height - y, 0) / down);
    return columns === 0 ? sum : sum + rows * (1 + Math.ceil(columns * bits / 8));
  }, 0);
}

function dataOf(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const reader = new Reader(png);
  const writer = new Writer(png.length);
  for (let at = 8; at < png.length; at += 12 + reader.u32(at)) {
    if (reader.text(at + 4, 4) === "IDAT") {
      writer.add(reader.slice(at + 8, at + 8 + reader.u32(at)));
    }
  }
  return writer.written;
}
