import type { Row } from "../../state/timeline.ts";

/** Characters of a line of text, and pixels of it and of what else a row has; from the look of the timeline. */
const LINE = 66;
const LINE_HEIGHT = 22;
const HEAD = 34;
const OTHER = 40;

/** How high a row is, roughly, before anybody has seen it. */
export function guess(row: Row): number {
  if (row.kind !== "message") return OTHER;
  const { content } = row.said;
  const lines = content.length <= LINE && !content.includes("\n") ? 1 : content.split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  return 2 + lines * LINE_HEIGHT + (row.head ? HEAD : 0);
}
