import { AnimationFrameCounter } from "./animation_limits.ts";
import {
  ByteReader,
  ByteWriter,
  InvalidImage,
  latin1Bytes,
  type StrippedImage,
} from "./image_bytes.ts";

const EXTENSION_BLOCK = 0x21;
const IMAGE_BLOCK = 0x2c;
const GIF_TRAILER = 0x3b;
const COMMENT_LABEL = 0xfe;
const APPLICATION_LABEL = 0xff;

/** Extensions of applications that say how often an animation runs, and its colours. */
const PRESERVED_APPLICATIONS = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"];

/**
 * A GIF (version 89a) without comments, XMP and what follows its end. No pixel and no frame is touched.
 * @throws InvalidImage, AnimationTooLarge
 */
export function stripGif(bytes: Uint8Array<ArrayBuffer>): StrippedImage {
  const reader = new ByteReader(bytes);
  let [width, height] = [reader.u16(6, true), reader.u16(8, true)];
  let at = 13 + paletteBytes(reader.u8(10));
  const writer = new ByteWriter(bytes.length);
  const frames = new AnimationFrameCounter();
  writer.add(reader.slice(0, at));
  // Some have no trailer.
  while (at < bytes.length && reader.u8(at) !== GIF_TRAILER) {
    const next = endOfBlock(reader, at);
    if (reader.u8(at) === IMAGE_BLOCK) {
      const [across, down] = [reader.u16(at + 5, true), reader.u16(at + 7, true)];
      frames.add(across, down);
      width = Math.max(width, across);
      height = Math.max(height, down);
    }
    if (isPreservedBlock(reader, at)) writer.add(reader.slice(at, next));
    at = next;
  }
  writer.add(latin1Bytes("\x3b"));
  return { bytes: writer.written.slice(), width, height, orientation: 1 };
}

/** Bytes of the colours that a packed field announces. */
function paletteBytes(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

function endOfBlock(reader: ByteReader, at: number): number {
  switch (reader.u8(at)) {
    case EXTENSION_BLOCK:
      return endOfSubBlocks(reader, at + 2);
    case IMAGE_BLOCK:
      return endOfSubBlocks(reader, at + 11 + paletteBytes(reader.u8(at + 9)));
    default:
      throw new InvalidImage("it has a block of no known kind");
  }
}

function endOfSubBlocks(reader: ByteReader, from: number): number {
  let at = from;
  for (let length; (length = reader.u8(at)) !== 0;) at += length + 1;
  return at + 1;
}

function isPreservedBlock(reader: ByteReader, at: number): boolean {
  if (reader.u8(at) !== EXTENSION_BLOCK) return true;
  const label = reader.u8(at + 1);
  if (label === APPLICATION_LABEL) return PRESERVED_APPLICATIONS.includes(reader.text(at + 3, 11));
  return label !== COMMENT_LABEL;
}
