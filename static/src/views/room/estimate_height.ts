import type { TimelineItem } from "../../state/timeline.ts";

/** Characters of a line of text, and pixels of it and of what else a row has; from the look of the timeline. */
const CHARACTERS_PER_LINE = 66;
const LINE_HEIGHT_PX = 22;
const MESSAGE_HEAD_PX = 34;
const NOTICE_HEIGHT_PX = 40;

/** How high a row is, roughly, before anybody has seen it. */
export function estimateRowHeight(row: TimelineItem): number {
  if (row.kind !== "message") return NOTICE_HEIGHT_PX;
  const { content } = row.message;
  const lines = content.length <= CHARACTERS_PER_LINE && !content.includes("\n")
    ? 1
    : content.split("\n")
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_PER_LINE)), 0);
  return 2 + lines * LINE_HEIGHT_PX + (row.isFirstOfGroup ? MESSAGE_HEAD_PX : 0);
}
