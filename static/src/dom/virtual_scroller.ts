import { nextStop, offsetsOf, rowAt, type RowRange, visibleRanges } from "./virtual_window.ts";

/** Pixels from the bottom within which whoever comes down reads the newest, and that are none. */
const NEAR_BOTTOM_PX = 32;
const AT_BOTTOM_PX = 2;
/** Screens from an end within which more is asked for. */
const LOAD_MORE_SCREENS = 1.5;
/** Screens above and below what is in sight that are drawn, and the least of them that must be. */
const DRAWN_SCREENS = 1.25;
const REDRAW_SCREENS = 0.5;
/** Milliseconds for which it is shown where one has landed. */
const LANDED_HIGHLIGHT_MS = 2_500;
/** Heights that are remembered. */
const REMEMBERED_HEIGHTS_MAX = 20_000;

/** A list of which only what is near is drawn. */
export interface VirtualList<R> {
  /** Another list begins anew: at `start`, if that is more than a screen above the end, or at its end. */
  id: string;
  rows: readonly R[];
  /** Whether the last row is the newest there is. */
  whole: boolean;
  start?: string | undefined;
  /** The key of the row to bring into sight. */
  goal?: string | undefined;
}

export interface VirtualScroller<R> {
  /** Which rows are to be drawn. What one reads, what has the focus and what is wanted are among them. */
  near(list: VirtualList<R>): RowRange[];
  /** Takes a list that has just come into the page. */
  attach(element: HTMLElement): void;
  /** To be called before and after the page changes: what one reads stays where it is. */
  before(): void;
  after(): void;
  /** Shows the newest row. */
  toBottom(): void;
  /** The first row in sight of which something is so. */
  sight(is: (row: R) => boolean): R | undefined;
}

export interface ScrollerOptions<R> {
  /** Pixels that a row may take, until it is measured. */
  estimateHeight(row: R): number;
  /** Whether arrow keys stop at a row. */
  isStop(row: R): boolean;
  /** The list came to its newest row, or left it. */
  onFollow(following: boolean): void;
  /** The first or the last row that is held is near. */
  onStart(): void;
  onEnd(): void;
  /** What was wanted is in sight. */
  onLand(): void;
  /** Rows that are not drawn come into sight. */
  redraw(): void;
}

interface Anchor {
  key: string;
  /** What is kept in place; absent when it was not drawn. */
  element?: Element | undefined;
  top: number;
}

interface Goal {
  key: string;
  /** Where it is to stand, as a part of the screen. */
  part: number;
  kind: "start" | "land" | "focus";
}

/** Keeps a list in place: at its newest row when one is there, else at what one reads. */
export function createVirtualScroller<R extends { key: string }>(
  options: ScrollerOptions<R>,
): VirtualScroller<R> {
  const heights = new Map<string, number>();
  const keys = new WeakMap<Element, string>();
  let list: VirtualList<R> = { id: "", rows: [], whole: true };
  let offsets = offsetsOf(0, () => 0);
  let drawn: RowRange[] = [];
  let element: HTMLElement | undefined;
  let following: boolean | undefined;
  let notice: boolean | undefined;
  /** Where the list stood when it was last looked at. */
  let stood = 0;
  let anchors: Anchor[] = [];
  let goal: Goal | undefined;
  let stored: string | undefined;

  // A keyboard that opens, a picture that arrives, a window that grows.
  const resized = new ResizeObserver(() => place());

  const indexOf = (key: string) => list.rows.findIndex((row) => row.key === key);
  // What stands above the rows, as what a thread is about, may be a list, too.
  const lines = () => element?.querySelector(":scope > .column > ol");
  const topOf = (child: Element) =>
    child.getBoundingClientRect().top - element!.getBoundingClientRect().top;

  function near(next: VirtualList<R>): RowRange[] {
    const isNew = next.id !== list.id || element?.isConnected === false;
    if (isNew) {
      resized.disconnect();
      element =
        following =
        notice =
        goal =
        stored =
          undefined;
      anchors = [];
    }
    list = next;
    const { rows, start } = list;
    offsets = offsetsOf(
      rows.length,
      (at) => heights.get(rows[at]!.key) ?? options.estimateHeight(rows[at]!),
    );
    const height = element?.isConnected ? element.clientHeight : innerHeight;
    const total = offsets.at(-1)!;
    const line = isNew && start !== undefined ? indexOf(start) : -1;
    if (line >= 0 && total - offsets[line]! > height) {
      goal = { key: start!, part: 1 / 4, kind: "start" };
    }
    if (next.goal !== undefined) goal = { key: next.goal, part: 1 / 3, kind: "land" };
    const top = topIn(height, total);
    const from = rowAt(offsets, top - height * DRAWN_SCREENS);
    const to = Math.min(rows.length, rowAt(offsets, top + height * (1 + DRAWN_SCREENS)) + 1);
    const focused = save();
    return drawn = visibleRanges(offsets, from, to, focused < 0 ? undefined : focused);
  }

  /** Where the screen is going to begin in the list. */
  function topIn(height: number, total: number): number {
    const wanted = goal ? indexOf(goal.key) : -1;
    if (wanted >= 0) return offsets[wanted]! - height * goal!.part;
    if (following !== false) return total - height;
    for (const { key, top } of anchors) {
      const at = indexOf(key);
      if (at >= 0) return offsets[at]! - top;
    }
    return total - height;
  }

  /** The row that has the focus, or had it before something opened over the page. */
  function save(): number {
    const focused = document.activeElement;
    const row = focused?.closest("li");
    const key = row ? keys.get(row) : undefined;
    if (key !== undefined && element?.contains(row!)) stored = key;
    else if (!focused?.closest("dialog, [popover]")) stored = undefined;
    return stored === undefined ? -1 : indexOf(stored);
  }

  function attach(next: HTMLElement): void {
    resized.disconnect();
    element = next;
    next.addEventListener("scroll", scrolled, { passive: true });
    next.addEventListener("keydown", pressed);
    resized.observe(next);
    if (next.firstElementChild) resized.observe(next.firstElementChild);
  }

  /** Every drawn row with its element. */
  function* shown(): Generator<[number, Element]> {
    const children = lines()?.children ?? [];
    let child = 0;
    for (const { gap, from, to } of drawn) {
      if (gap > 0) child++;
      for (let at = from; at < to && child < children.length; at++) yield [at, children[child++]!];
    }
  }

  function elementOf(key: string): Element | undefined {
    for (const [at, row] of shown()) if (list.rows[at]!.key === key) return row;
    return undefined;
  }

  function measure(): void {
    if (heights.size > REMEMBERED_HEIGHTS_MAX) heights.clear();
    for (const [at, row] of shown()) {
      const { key } = list.rows[at]!;
      keys.set(row, key);
      const { marginTop, marginBottom } = getComputedStyle(row);
      const { height } = row.getBoundingClientRect();
      heights.set(key, height + parseFloat(marginTop) + parseFloat(marginBottom));
    }
  }

  function settle(): void {
    if (goal) return land();
    if (following !== false && list.whole) {
      element!.scrollTop = element!.scrollHeight;
      return;
    }
    for (const { key, element: held, top } of anchors) {
      const text = held?.isConnected ? held : elementOf(key);
      if (!text) continue;
      const moved = topOf(text) - top;
      if (Math.abs(moved) >= 1) element!.scrollTop += moved;
      return;
    }
  }

  function land(): void {
    const { key, part, kind } = goal!;
    const row = elementOf(key) as HTMLElement | undefined;
    goal = undefined;
    if (row) {
      following = undefined;
      element!.scrollTop += topOf(row) - element!.clientHeight * part;
      if (kind !== "start" && row.tabIndex >= -1) row.focus({ preventScroll: true });
      if (kind === "land") {
        row.classList.add("landed");
        setTimeout(() => row.classList.remove("landed"), LANDED_HIGHLIGHT_MS);
      }
    }
    if (kind === "land") options.onLand();
  }

  /** After anything of the list may have another height. */
  function place(): void {
    if (!element?.isConnected || !lines()) return;
    if (isLeft()) leave();
    measure();
    settle();
    stood = element.scrollTop;
    scrolled();
  }

  /** Pixels of the list that are below the screen. */
  function below(): number {
    const { scrollHeight, clientHeight, scrollTop } = element!;
    return scrollHeight - clientHeight - scrollTop;
  }

  /** Whether one has gone up; the top of a list that became shorter moves, but not away from its end. */
  function isUp(): boolean {
    return element!.scrollTop < stood - 1 && below() > AT_BOTTOM_PX;
  }

  /** Whether one has gone up from the newest, of which no event has told yet. */
  const isLeft = () => following === true && isUp();

  function leave(): void {
    following = false;
    anchors = visible();
  }

  /** Even the smallest step up leaves the newest, or what comes next would undo it. */
  function isFollowing(): boolean {
    const left = below();
    if (!list.whole || left > NEAR_BOTTOM_PX) return false;
    if (left <= AT_BOTTOM_PX) return true;
    return following === false ? element!.scrollTop > stood + 1 : !isUp();
  }

  function scrolled(): void {
    if (!element?.isConnected || !lines()) return;
    const { clientHeight, scrollTop } = element;
    anchors = visible();
    following = isFollowing();
    stood = scrollTop;
    if (notice !== following) options.onFollow(notice = following);
    // At once: who drags the bar sees no empty place.
    if (!isCovered()) options.redraw();
    if (scrollTop < clientHeight * LOAD_MORE_SCREENS) options.onStart();
    if (!list.whole && below() < clientHeight * LOAD_MORE_SCREENS) options.onEnd();
  }

  /** Whether all that is in sight, and what is near it, is drawn. */
  function isCovered(): boolean {
    const { scrollTop, clientHeight } = element!;
    const top = scrollTop - (topOf(lines()!) + scrollTop);
    const first = rowAt(offsets, top - clientHeight * REDRAW_SCREENS);
    const last = rowAt(offsets, top + clientHeight * (1 + REDRAW_SCREENS));
    const isIn = ({ from, to }: RowRange) => from <= first && last < to;
    return list.rows.length === 0 || drawn.some(isIn);
  }

  /** What one reads: the first texts in sight. */
  function visible(): Anchor[] {
    const found: Anchor[] = [];
    const others: Anchor[] = [];
    const bottom = element!.clientHeight;
    for (const [at, row] of shown()) {
      const text = row.querySelector(".content") ?? row;
      const top = topOf(text);
      if (top + text.clientHeight < 0) continue;
      if (top > bottom) break;
      // A day begins further up when older messages of it come.
      const isStop = options.isStop(list.rows[at]!);
      (isStop ? found : others).push({ key: list.rows[at]!.key, element: text, top });
      if (found.length === 4) break;
    }
    if (found.length + others.length > 0 || list.rows.length === 0) return [...found, ...others];
    const above = -topOf(lines()!);
    const first = rowAt(offsets, above);
    const stop = list.rows.findIndex((row, index) => index >= first && options.isStop(row));
    const at = stop < 0 ? first : stop;
    return [{ key: list.rows[at]!.key, top: offsets[at]! - above }];
  }

  function pressed(event: KeyboardEvent): void {
    const row = event.target as HTMLElement;
    const key = keys.get(row);
    if (key === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const isStop = (at: number) => options.isStop(list.rows[at]!);
    const next = nextStop(event.key, indexOf(key), offsets, element!.clientHeight * 0.9, isStop);
    if (next === undefined) return;
    event.preventDefault();
    show(list.rows[next]!.key, event.key === "ArrowUp" || event.key === "PageUp");
  }

  function show(key: string, isUp: boolean): void {
    const row = elementOf(key) as HTMLElement | undefined;
    if (!row) {
      goal = { key, part: isUp ? 1 / 4 : 2 / 3, kind: "focus" };
      return options.redraw();
    }
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    scrolled();
  }

  return {
    near,
    attach,
    before() {
      if (!element?.isConnected || !lines()) return;
      if (following === false || isLeft()) leave();
    },
    after: place,
    toBottom() {
      following = notice = undefined;
      goal = undefined;
      anchors = [];
      options.redraw();
    },
    sight(is) {
      const at = anchors[0] ? indexOf(anchors[0].key) : -1;
      return at < 0 ? undefined : list.rows.find((row, index) => index >= at && is(row));
    },
  };
}
