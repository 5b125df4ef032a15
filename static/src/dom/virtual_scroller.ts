import { DrawnRows } from "./drawn_rows.ts";
import { nextStop, offsetsOf, rowAt, type RowRange, visibleRanges } from "./virtual_window.ts";
import { RowHeights } from "./row_heights.ts";
import type { Anchor, ScrollerOptions, ScrollGoal, VirtualList } from "./virtual_list.ts";

/** Within this many pixels of the end a list that comes down follows new rows, or counts as at its end. */
const NEAR_BOTTOM_PX = 32;
const AT_BOTTOM_PX = 2;
/** Screens from an end within which more rows are loaded. */
const LOAD_MORE_SCREENS = 1.5;
/** Screens above and below the visible part that are drawn, and the least of them that must be. */
const DRAWN_SCREENS = 1.25;
const REDRAW_SCREENS = 0.5;
/** Milliseconds for which a row that was scrolled to is highlighted. */
const LANDED_HIGHLIGHT_MS = 2_500;

/**
 * Keeps a list in place: at its newest row when the user is there, else at what the user reads. By hand,
 * because rows have unknown heights, grow at both ends, and the list follows its end.
 */
export class VirtualScroller<R extends { key: string }> {
  readonly #options: ScrollerOptions<R>;
  readonly #heights: RowHeights<R>;
  readonly #keys = new WeakMap<Element, string>();
  // A keyboard that opens, a picture that arrives, a window that grows.
  readonly #resized = new ResizeObserver(() => this.after());
  #list: VirtualList<R> = { id: "", rows: [], whole: true };
  readonly #drawn = new DrawnRows<R>();
  /** Whether the list follows its newest row; unknown until it is drawn. */
  #following: boolean | undefined;
  #reported: boolean | undefined;
  /** `scrollTop` after the last change. */
  #lastTop = 0;
  #anchors: Anchor[] = [];
  #goal: ScrollGoal | undefined;
  /** The row that has the focus, or had it before something opened over the page. */
  #focusedKey: string | undefined;

  constructor(options: ScrollerOptions<R>) {
    this.#options = options;
    this.#heights = new RowHeights(options.estimateHeight);
  }

  /** The rows to draw. What the user reads, what has the focus and what is scrolled to are among them. */
  near(list: VirtualList<R>): RowRange[] {
    const isNew = list.id !== this.#list.id || this.#drawn.element?.isConnected === false;
    if (isNew) this.#reset();
    this.#list = list;
    const rows = this.#drawn.rows = list.rows;
    this.#drawn.offsets = offsetsOf(rows.length, (at) => this.#heights.heightOf(rows[at]!));
    const height = this.#drawn.element?.isConnected
      ? this.#drawn.element.clientHeight
      : innerHeight;
    this.#setGoal(isNew, height);
    const top = this.#topIn(height);
    const from = rowAt(this.#drawn.offsets, top - height * DRAWN_SCREENS);
    const to = rowAt(this.#drawn.offsets, top + height * (1 + DRAWN_SCREENS)) + 1;
    const focused = this.#focusedRow();
    return this.#drawn.ranges = visibleRanges(
      this.#drawn.offsets,
      from,
      Math.min(rows.length, to),
      focused < 0 ? undefined : focused,
    );
  }

  /** Watches a list that has just come into the page. */
  attach(element: HTMLElement): void {
    this.#resized.disconnect();
    this.#drawn.element = element;
    element.addEventListener("scroll", this.#onScroll, { passive: true });
    element.addEventListener("keydown", this.#onKey);
    this.#resized.observe(element);
    if (element.firstElementChild) this.#resized.observe(element.firstElementChild);
  }

  /** To be called before the page changes: what the user reads stays where it is. */
  before(): void {
    if (!this.#drawn.isDrawn) return;
    if (this.#following === false || this.#hasLeftEnd()) this.#leaveEnd();
  }

  /** To be called after the page has changed, or rows may have other heights. */
  after(): void {
    if (!this.#drawn.isDrawn) return;
    if (this.#hasLeftEnd()) this.#leaveEnd();
    this.#measure();
    this.#settle();
    this.#lastTop = this.#drawn.element!.scrollTop;
    this.#onScroll();
  }

  /** Shows the newest row. */
  toBottom(): void {
    this.#following = this.#reported = this.#goal = undefined;
    this.#anchors = [];
    this.#options.redraw();
  }

  /** The first row at or below the top of the screen that passes a test. */
  sight(is: (row: R) => boolean): R | undefined {
    const at = this.#drawn.indexOf(this.#anchors[0]?.key ?? "");
    return at < 0 ? undefined : this.#list.rows.find((row, index) => index >= at && is(row));
  }

  #reset(): void {
    this.#resized.disconnect();
    this.#drawn.element =
      this.#following =
      this.#reported =
      this.#goal =
      this.#focusedKey =
        undefined;
    this.#anchors = [];
  }

  #setGoal(isNew: boolean, height: number): void {
    const { start, goal } = this.#list;
    const line = isNew && start !== undefined ? this.#drawn.indexOf(start) : -1;
    if (line >= 0 && this.#drawn.offsets.at(-1)! - this.#drawn.offsets[line]! > height) {
      this.#goal = { key: start!, part: 1 / 4, kind: "start" };
    }
    if (goal !== undefined) this.#goal = { key: goal, part: 1 / 3, kind: "land" };
  }

  /** Where the screen is going to begin in the list. */
  #topIn(height: number): number {
    const bottom = this.#drawn.offsets.at(-1)! - height;
    const goal = this.#goal ? this.#drawn.indexOf(this.#goal.key) : -1;
    if (goal >= 0) return this.#drawn.offsets[goal]! - height * this.#goal!.part;
    if (this.#following !== false) return bottom;
    for (const { key, top } of this.#anchors) {
      const at = this.#drawn.indexOf(key);
      if (at >= 0) return this.#drawn.offsets[at]! - top;
    }
    return bottom;
  }

  #focusedRow(): number {
    const focused = document.activeElement;
    const row = focused?.closest("li");
    const key = row ? this.#keys.get(row) : undefined;
    if (key !== undefined && this.#drawn.element?.contains(row!)) this.#focusedKey = key;
    else if (!focused?.closest("dialog, [popover]")) this.#focusedKey = undefined;
    return this.#focusedKey === undefined ? -1 : this.#drawn.indexOf(this.#focusedKey);
  }

  #measure(): void {
    this.#heights.prune();
    for (const [at, row] of this.#drawn.entries()) {
      const { key } = this.#list.rows[at]!;
      this.#keys.set(row, key);
      this.#heights.measure(key, row);
    }
  }

  #settle(): void {
    const element = this.#drawn.element!;
    if (this.#goal) return this.#land(this.#goal);
    if (this.#following !== false && this.#list.whole) {
      element.scrollTop = element.scrollHeight;
      return;
    }
    for (const { key, element: before, top } of this.#anchors) {
      const text = before?.isConnected ? before : this.#drawn.elementOf(key);
      if (!text) continue;
      const moved = this.#drawn.topOf(text) - top;
      if (Math.abs(moved) >= 1) element.scrollTop += moved;
      return;
    }
  }

  #land({ key, part, kind }: ScrollGoal): void {
    const row = this.#drawn.elementOf(key);
    this.#goal = undefined;
    if (row) {
      this.#following = undefined;
      this.#drawn.element!.scrollTop += this.#drawn.topOf(row) -
        this.#drawn.element!.clientHeight * part;
      if (kind !== "start" && row.tabIndex >= -1) row.focus({ preventScroll: true });
      if (kind === "land") {
        row.classList.add("landed");
        setTimeout(() => row.classList.remove("landed"), LANDED_HIGHLIGHT_MS);
      }
    }
    if (kind === "land") this.#options.onLand();
  }

  readonly #onScroll = (): void => {
    if (!this.#drawn.isDrawn) return;
    const { clientHeight, scrollTop } = this.#drawn.element!;
    this.#anchors = this.#drawn.visibleAnchors(this.#options.isStop);
    this.#following = this.#isFollowing();
    this.#lastTop = scrollTop;
    const { onFollow } = this.#options;
    if (this.#reported !== this.#following) onFollow(this.#reported = this.#following);
    // At once, so that nobody who drags the bar sees an empty place.
    if (!this.#drawn.isCovered(REDRAW_SCREENS)) this.#options.redraw();
    if (scrollTop < clientHeight * LOAD_MORE_SCREENS) this.#options.onStart();
    const isNearEnd = this.#drawn.below < clientHeight * LOAD_MORE_SCREENS;
    if (!this.#list.whole && isNearEnd) this.#options.onEnd();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const key = this.#keys.get(event.target as HTMLElement);
    if (key === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const isStop = (at: number) => this.#options.isStop(this.#list.rows[at]!);
    const page = this.#drawn.element!.clientHeight * 0.9;
    const next = nextStop(event.key, this.#drawn.indexOf(key), this.#drawn.offsets, page, isStop);
    if (next === undefined) return;
    event.preventDefault();
    this.#focusRow(this.#list.rows[next]!.key, ["ArrowUp", "PageUp"].includes(event.key));
  };

  #focusRow(key: string, isUp: boolean): void {
    const row = this.#drawn.elementOf(key);
    if (!row) {
      this.#goal = { key, part: isUp ? 1 / 4 : 2 / 3, kind: "focus" };
      return this.#options.redraw();
    }
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    this.#onScroll();
  }

  /** Whether the user went up; the top of a list that became shorter moves, but not away from its end. */
  #isUp(): boolean {
    return this.#drawn.element!.scrollTop < this.#lastTop - 1 && this.#drawn.below > AT_BOTTOM_PX;
  }

  /** Whether the user went up from the newest row and the scroll event has not come yet. */
  #hasLeftEnd(): boolean {
    return this.#following === true && this.#isUp();
  }

  #leaveEnd(): void {
    this.#following = false;
    this.#anchors = this.#drawn.visibleAnchors(this.#options.isStop);
  }

  /** Even the smallest step up leaves the newest row, or the next row would undo it. */
  #isFollowing(): boolean {
    const below = this.#drawn.below;
    if (!this.#list.whole || below > NEAR_BOTTOM_PX) return false;
    if (below <= AT_BOTTOM_PX) return true;
    return this.#following === false
      ? this.#drawn.element!.scrollTop > this.#lastTop + 1
      : !this.#isUp();
  }
}
