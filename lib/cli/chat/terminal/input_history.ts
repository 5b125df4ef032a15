/** Lines that are kept for the arrow keys. */
const MOST = 200;

/** The lines that one typed before, oldest first; one walks through them and back to what one began. */
export interface Recall {
  add(text: string): void;
  /** The line before or after, from the one that is shown; `undefined` at the end. */
  up(shown: string): string | undefined;
  down(shown: string): string | undefined;
}

/** Makes a recall of no lines. */
export function createRecall(): Recall {
  let lines: string[] = [];
  /** What was typed and not entered, by place; `lines.length` is the new line. */
  let drafts = new Map<number, string>();
  let place = 0;

  function move(by: number, shown: string): string | undefined {
    const next = place + by;
    if (next < 0 || next > lines.length) return undefined;
    drafts.set(place, shown);
    place = next;
    return drafts.get(place) ?? lines[place] ?? "";
  }

  return {
    add(text) {
      if (lines.at(-1) !== text) lines = [...lines, text].slice(-MOST);
      drafts = new Map();
      place = lines.length;
    },
    up: (shown) => move(-1, shown),
    down: (shown) => move(1, shown),
  };
}
