/** Rows that are drawn, and the height of those before them that are not. */
export interface RowRange {
  /** Pixels. */
  gap: number;
  from: number;
  to: number;
}

/** Where rows of these heights begin, and where the last one ends. */
export function offsetsOf(count: number, heightOf: (at: number) => number): Float64Array {
  const offsets = new Float64Array(count + 1);
  for (let at = 0; at < count; at++) offsets[at + 1] = offsets[at]! + heightOf(at);
  return offsets;
}

/** The row that is at a height; the first or the last when it is beyond them. */
export function rowAt(offsets: Float64Array, height: number): number {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! <= height) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** The rows from one to before another and one more that stays, with gaps for all others. */
export function visibleRanges(
  offsets: Float64Array,
  from: number,
  to: number,
  stored: number | undefined,
): RowRange[] {
  const parts: [number, number][] = [[from, to]];
  if (stored !== undefined && stored < from) parts.unshift([stored, stored + 1]);
  if (stored !== undefined && stored >= to) parts.push([stored, stored + 1]);
  const count = offsets.length - 1;
  parts.push([count, count]);
  let end = 0;
  return parts.map(([from, to]) => {
    const gap = offsets[from]! - offsets[end]!;
    end = to;
    return { gap, from, to };
  });
}

/** Where a key leads from a row, among those at which one stops; `screen` is how far a page goes. */
export function nextStop(
  key: string,
  at: number,
  offsets: Float64Array,
  screen: number,
  isStop: (at: number) => boolean,
): number | undefined {
  const last = offsets.length - 2;
  const seek = (from: number, step: 1 | -1) => {
    for (let to = from; to >= 0 && to <= last; to += step) if (isStop(to)) return to;
    return undefined;
  };
  const pageFrom = (by: number) => rowAt(offsets, offsets[at]! + by);
  switch (key) {
    case "ArrowUp":
      return seek(at - 1, -1);
    case "ArrowDown":
      return seek(at + 1, 1);
    case "Home":
      return seek(0, 1);
    case "End":
      return seek(last, -1);
    case "PageUp":
      return seek(Math.min(at - 1, pageFrom(-screen)), -1) ?? seek(0, 1);
    case "PageDown":
      return seek(Math.max(at + 1, pageFrom(screen)), 1) ?? seek(last, -1);
    default:
      return undefined;
  }
}
