/** Heights that are remembered. */
const REMEMBERED_HEIGHTS_MAX = 20_000;

/** The height of each row in pixels: estimated until it was measured. */
export class RowHeights<R extends { key: string }> {
  readonly #estimate: (row: R) => number;
  readonly #heights = new Map<string, number>();

  constructor(estimate: (row: R) => number) {
    this.#estimate = estimate;
  }

  heightOf(row: R): number {
    return this.#heights.get(row.key) ?? this.#estimate(row);
  }

  /** Forgets all heights when there are too many. */
  prune(): void {
    if (this.#heights.size > REMEMBERED_HEIGHTS_MAX) this.#heights.clear();
  }

  measure(key: string, element: Element): void {
    const { marginTop, marginBottom } = getComputedStyle(element);
    const { height } = element.getBoundingClientRect();
    this.#heights.set(key, height + parseFloat(marginTop) + parseFloat(marginBottom));
  }
}
