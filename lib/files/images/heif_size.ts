import { ByteReader } from "./image_bytes.ts";

/** Where the sizes of an HEIF's pictures are: boxes in boxes (ISO/IEC 14496-12), `meta` with a version. */
const SIZE_BOX_PATH = ["meta", "iprp", "ipco", "ispe"];

/** The largest picture in an HEIC or AVIF file. @throws InvalidImage */
export function readHeifSize(bytes: Uint8Array<ArrayBuffer>): { width: number; height: number } {
  const reader = new ByteReader(bytes);
  let [width, height] = [0, 0];
  const visit = (from: number, to: number, depth: number) => {
    for (const { type, start, end } of readBoxes(reader, from, to)) {
      if (type !== SIZE_BOX_PATH[depth]) continue;
      if (type === "ispe") {
        width = Math.max(width, reader.u32(start + 4));
        height = Math.max(height, reader.u32(start + 8));
      } else visit(type === "meta" ? start + 4 : start, end, depth + 1);
    }
  };
  visit(0, bytes.length, 0);
  return { width, height };
}

function* readBoxes(reader: ByteReader, from: number, to: number) {
  for (let at = from; at + 8 <= to;) {
    const size = reader.u32(at);
    // 1 stands for a size of 64 bits, which only the pixels may need; 0 for all the rest.
    const length = size === 1 ? reader.u32(at + 12) : size === 0 ? to - at : size;
    if (length < 8) return;
    yield { type: reader.text(at + 4, 4), start: at + 8, end: Math.min(at + length, to) };
    at += length;
  }
}
