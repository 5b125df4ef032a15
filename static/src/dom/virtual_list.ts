/** A list of which only the rows near the screen are drawn. */
export interface VirtualList<R> {
  /** A new id resets the position: to `start` if it is more than a screen above the end, else to the end. */
  id: string;
  rows: readonly R[];
  /** Whether the last row is the newest there is. */
  whole: boolean;
  start?: string | undefined;
  /** The key of the row to scroll to. */
  goal?: string | undefined;
}

/** What a list tells its owner, and asks of it. */
export interface ScrollerOptions<R> {
  /** Pixels that a row may take, until it is measured. */
  estimateHeight(row: R): number;
  /** Whether arrow keys stop at a row. */
  isStop(row: R): boolean;
  /** The list came to its newest row, or left it. */
  onFollow(following: boolean): void;
  /** The first or the last loaded row is near. */
  onStart(): void;
  onEnd(): void;
  /** The goal is in sight. */
  onLand(): void;
  /** Rows that are not drawn come into sight. */
  redraw(): void;
}

/** A row that stays in place while others change. */
export interface Anchor {
  key: string;
  /** Absent when the row was not drawn. */
  element?: Element | undefined;
  top: number;
}

/** A row to scroll to. */
export interface ScrollGoal {
  key: string;
  /** Where it is to stand, as a part of the screen. */
  part: number;
  kind: "start" | "land" | "focus";
}
