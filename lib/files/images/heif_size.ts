import { Reader } from "./image_bytes.ts";

/** Where the sizes of an HEIF's pictures are: boxes in boxes (ISO/IEC 14496-12), `meta` with a version. */
const PATH = ["meta", "iprp", "ipco", "ispe"];

/** The largest picture in an HEIC or AVIF file. @throws BrokenPicture */
export function sizeOfHeif(bytes: Uint8Array<ArrayBuffer>): { width: number; height: number } {
  const reader = new Reader(bytes);
  let [width, height] = [0, 0];
  const look = (from: number, to: number, depth: number) => {
    for (const { type, start, end } of boxes(reader, from, to)) {
      if (type !== PATH[depth]) continue;
      if (type === "ispe") {
        width = Math.max(width, reader.u32(start + 4));
        height = Math.max(height, reader.u32(start + 8));
      } else look(type === "meta" ? start + 4 : start, end, depth + 1);
    }
  };
  look(0, bytes.length, 0);
  return { width, height };
}

function* boxes(reader: Reader, from: number, to: number) {
  for (let at = from; at + 8 <= to;) {
    const size = reader.u32(at);
    // 1 stands for a size of 64 bits, which only the pixels may need; 0 for all the rest.
    const length = size === 1 ? reader.u32(at + 12) : size === 0 ? to - at : size;
    if (length < 8) return;
    yield { type: reader.text(at + 4, 4), start: at + 8, end: Math.min(at + length, to) };
    at += length;
  }
}
