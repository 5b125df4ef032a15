/** Lines that are kept for the arrow keys. */
const MAX_HISTORY_LINES = 200;

/** The lines that one typed before, oldest first; one walks through them and back to what one began. */
export interface InputHistory {
  add(text: string): void;
  /** The line before or after, from the one that is shown; `undefined` at the end. */
  previous(shown: string): string | undefined;
  next(shown: string): string | undefined;
}

/** Makes a recall of no lines. */
export function createInputHistory(): InputHistory {
  let lines: string[] = [];
  /** What was typed and not entered, by place; `lines.length` is the new line. */
  let drafts = new Map<number, string>();
  let position = 0;

  function move(offset: number, shown: string): string | undefined {
    const next = position + offset;
    if (next < 0 || next > lines.length) return undefined;
    drafts.set(position, shown);
    position = next;
    return drafts.get(position) ?? lines[position] ?? "";
  }

  return {
    add(text) {
      if (lines.at(-1) !== text) lines = [...lines, text].slice(-MAX_HISTORY_LINES);
      drafts = new Map();
      position = lines.length;
    },
    previous: (shown) => move(-1, shown),
    next: (shown) => move(1, shown),
  };
}
