import { InvalidImage } from "./image_bytes.ts";
import { type PngHeader, type PngPass, pngPasses } from "./png_data.ts";

/** Gives the rows of a PNG out of its inflated data, pass by pass, each without its filter. */
export class PngRowReader {
  readonly #passes: PngPass[];
  readonly #pixelBits: number;
  #y = 0;
  #row: Uint8Array;
  #above: Uint8Array;
  /** Bytes of the row that are there; -1 while its filter is not. */
  #filled = -1;
  #filter = 0;

  /** @param onRow called with each row as it is stored; it is good until the call ends. */
  constructor(
    header: PngHeader,
    private readonly onRow: (row: Uint8Array, pass: PngPass, y: number) => void,
  ) {
    this.#passes = pngPasses(header);
    this.#pixelBits = header.pixelBits;
    [this.#row, this.#above] = this.#newRows();
  }

  get isComplete(): boolean {
    return this.#passes.length === 0;
  }

  /** Takes the next inflated bytes; what follows the last row is left alone. @throws InvalidImage */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && !this.isComplete;) {
      if (this.#filled === -1) {
        this.#filter = bytes[at++]!;
        this.#filled = 0;
        continue;
      }
      const part = bytes.subarray(at, at + this.#row.length - this.#filled);
      this.#row.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#row.length) this.#finishRow();
    }
  }

  #finishRow(): void {
    const pass = this.#passes[0]!;
    unfilter(this.#filter, this.#row, this.#above, Math.ceil(this.#pixelBits / 8));
    this.onRow(this.#row, pass, pass.y + this.#y * pass.down);
    [this.#row, this.#above] = [this.#above, this.#row];
    [this.#filled, this.#y] = [-1, this.#y + 1];
    if (this.#y < pass.rows) return;
    this.#passes.shift();
    this.#y = 0;
    [this.#row, this.#above] = this.#newRows();
  }

  #newRows(): [Uint8Array, Uint8Array] {
    const length = Math.ceil((this.#passes[0]?.columns ?? 0) * this.#pixelBits / 8);
    return [new Uint8Array(length), new Uint8Array(length)];
  }
}

/** Undoes a filter (W3C PNG, third edition, section 9.2); `size` is how many bytes a pixel has. */
function unfilter(filter: number, row: Uint8Array, above: Uint8Array, size: number): void {
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let i = size; i < row.length; i++) row[i]! += row[i - size]!;
      return;
    case 2:
      for (let i = 0; i < row.length; i++) row[i]! += above[i]!;
      return;
    case 3:
      for (let i = 0; i < row.length; i++) {
        row[i]! += (i < size ? 0 : row[i - size]!) + above[i]! >> 1;
      }
      return;
    case 4:
      for (let i = 0; i < Math.min(size, row.length); i++) row[i]! += above[i]!;
      for (let i = size; i < row.length; i++) {
        row[i]! += paeth(row[i - size]!, above[i]!, above[i - size]!);
      }
      return;
    default:
      throw new InvalidImage("it has a filter of no known kind");
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp] = [Math.abs(up - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
