import type { Anchor } from "./virtual_list.ts";
import { offsetsOf, rowAt, type RowRange } from "./virtual_window.ts";

/** Visible rows that are remembered as anchors; the first may be gone after a change. */
const ANCHORS_MAX = 4;

/** The rows of a list, where each is in pixels, and the elements of those that are drawn. */
export class DrawnRows<R extends { key: string }> {
  rows: readonly R[] = [];
  offsets = offsetsOf(0, () => 0);
  /** Which rows are drawn. */
  ranges: RowRange[] = [];
  /** The scrolled element. */
  element: HTMLElement | undefined;

  /** Whether the list is in the page. */
  get isDrawn(): boolean {
    return this.element?.isConnected === true && !!this.#column();
  }

  indexOf(key: string): number {
    return this.rows.findIndex((row) => row.key === key);
  }

  /** Every drawn row with its element. */
  *entries(): Generator<[number, HTMLElement]> {
    const children = this.#column()?.children ?? [];
    let child = 0;
    for (const { gap, from, to } of this.ranges) {
      if (gap > 0) child++;
      for (let at = from; at < to && child < children.length; at++) {
        yield [at, children[child++] as HTMLElement];
      }
    }
  }

  elementOf(key: string): HTMLElement | undefined {
    for (const [at, row] of this.entries()) if (this.rows[at]!.key === key) return row;
    return undefined;
  }

  /** Pixels from the top of the screen. */
  topOf(child: Element): number {
    return child.getBoundingClientRect().top - this.element!.getBoundingClientRect().top;
  }

  /** Pixels of the list below the screen. */
  get below(): number {
    const { scrollHeight, clientHeight, scrollTop } = this.element!;
    return scrollHeight - clientHeight - scrollTop;
  }

  /** Whether all rows from `screens` above the screen to `screens` below it are drawn. */
  isCovered(screens: number): boolean {
    const { clientHeight } = this.element!;
    const top = this.#scrolled();
    const first = rowAt(this.offsets, top - clientHeight * screens);
    const last = rowAt(this.offsets, top + clientHeight * (1 + screens));
    const isIn = ({ from, to }: RowRange) => from <= first && last < to;
    return this.rows.length === 0 || this.ranges.some(isIn);
  }

  /** The first texts in sight, which the user reads: rows that are stops before the others. */
  visibleAnchors(isStop: (row: R) => boolean): Anchor[] {
    const stops: Anchor[] = [];
    const others: Anchor[] = [];
    const bottom = this.element!.clientHeight;
    for (const [at, row] of this.entries()) {
      const element = row.querySelector(".content") ?? row;
      const top = this.topOf(element);
      if (top + element.clientHeight < 0) continue;
      if (top > bottom || stops.length === ANCHORS_MAX) break;
      // A day begins further up when older messages of it come.
      const { key } = this.rows[at]!;
      (isStop(this.rows[at]!) ? stops : others).push({ key, element, top });
    }
    const anchors = [...stops, ...others];
    return anchors.length > 0 || this.rows.length === 0 ? anchors : [this.#undrawnAnchor(isStop)];
  }

  /** The first row in sight when none of the visible rows is drawn. */
  #undrawnAnchor(isStop: (row: R) => boolean): Anchor {
    const above = this.#scrolled();
    const first = rowAt(this.offsets, above);
    const stop = this.rows.findIndex((row, index) => index >= first && isStop(row));
    const at = stop < 0 ? first : stop;
    return { key: this.rows[at]!.key, top: this.offsets[at]! - above };
  }

  /** Pixels of the list above the screen. */
  #scrolled(): number {
    return -this.topOf(this.#column()!);
  }

  /** The list element; another list may stand above it, as in a thread. */
  #column(): Element | null | undefined {
    return this.element?.querySelector(":scope > .column > ol");
  }
}
