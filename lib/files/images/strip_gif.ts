import { Frames } from "./animation_limits.ts";
import { BrokenPicture, type Cleaned, latin, Reader, Writer } from "./image_bytes.ts";

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const END = 0x3b;
const COMMENT = 0xfe;
const APPLICATION = 0xff;

/** Extensions of applications that say how often an animation runs, and its colours. */
const KEPT = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"];

/**
 * A GIF (version 89a) without comments, XMP and what follows its end. No pixel and no frame is touched.
 * @throws BrokenPicture, AnimationTooLarge
 */
export function cleanGif(bytes: Uint8Array<ArrayBuffer>): Cleaned {
  const reader = new Reader(bytes);
  let [width, height] = [reader.u16(6, true), reader.u16(8, true)];
  let at = 13 + paletteOf(reader.u8(10));
  const writer = new Writer(bytes.length);
  const frames = new Frames();
  writer.add(reader.slice(0, at));
  // Some have no trailer.
  while (at < bytes.length && reader.u8(at) !== END) {
    const next = endOfBlock(reader, at);
    if (reader.u8(at) === IMAGE) {
      const [across, down] = [reader.u16(at + 5, true), reader.u16(at + 7, true)];
      frames.add(across, down);
      width = Math.max(width, across);
      height = Math.max(height, down);
    }
    if (isKept(reader, at)) writer.add(reader.slice(at, next));
    at = next;
  }
  writer.add(latin("\x3b"));
  return { bytes: writer.written.slice(), width, height, orientation: 1 };
}

/** Bytes of the colours that a packed field announces. */
function paletteOf(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

function endOfBlock(reader: Reader, at: number): number {
  switch (reader.u8(at)) {
    case EXTENSION:
      return endOfParts(reader, at + 2);
    case IMAGE:
      return endOfParts(reader, at + 11 + paletteOf(reader.u8(at + 9)));
    default:
      throw new BrokenPicture("it has a block of no known kind");
  }
}

function endOfParts(reader: Reader, from: number): number {
  let at = from;
  for (let length; (length = reader.u8(at)) !== 0;) at += length + 1;
  return at + 1;
}

function isKept(reader: Reader, at: number): boolean {
  if (reader.u8(at) !== EXTENSION) return true;
  const label = reader.u8(at + 1);
  if (label === APPLICATION) return KEPT.includes(reader.text(at + 3, 11));
  return label !== COMMENT;
}
