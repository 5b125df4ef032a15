import { stripVTControlCharacters } from "node:util";
import type { LineBuffer } from "./line_buffer.ts";
import { escapeLine } from "./escape_terminal.ts";
import { graphemes, textWidth, truncate } from "./text_width.ts";

/** What of a line is shown, before and after the cursor. */
export interface InputViewport {
  prompt: string;
  before: string;
  after: string;
  /** The first character that is shown, so that the next row stays where this one is. */
  start: number;
}

/**
 * The part of a line that fits behind its prompt in one row, around the cursor. One row, so that it can be
 * cleared and drawn again under whatever is printed; the last column stays free, since terminals
 * disagree on what comes after it.
 */
export function computeViewport(
  prompt: string,
  line: LineBuffer,
  columns: number,
  start = 0,
): InputViewport {
  const maxPromptColumns = Math.max(1, Math.floor(columns / 2));
  // Cut in a colour, it would not end.
  const shown = textWidth(prompt) <= maxPromptColumns
    ? prompt
    : truncate(stripVTControlCharacters(prompt), maxPromptColumns);
  const free = Math.max(2, columns - 1 - textWidth(shown));
  const cells = graphemes(line.text).map((grapheme) => visibleGrapheme(grapheme));
  const cursorCell = graphemes(line.text.slice(0, line.at)).length;
  const sizes = cells.map(textWidth);
  const columnsBetween = (from: number, to: number) =>
    sizes.slice(from, to).reduce((sum, size) => sum + size, 0);

  let first = Math.min(start, cursorCell);
  // Leaving the row on the left, one sees a few characters of what is there.
  if (first === cursorCell) first = Math.max(0, cursorCell - Math.floor(free / 4));
  if (columnsBetween(0, cells.length) < free) first = 0;
  while (first < cursorCell && columnsBetween(first, cursorCell) >= free) first++;

  let end = cursorCell;
  let rest = free - columnsBetween(first, cursorCell);
  while (end < cells.length && sizes[end]! <= rest) rest -= sizes[end++]!;
  return {
    prompt: shown,
    before: cells.slice(first, cursorCell).join(""),
    after: cells.slice(cursorCell, end).join(""),
    start: first,
  };
}

function visibleGrapheme(grapheme: string): string {
  return grapheme.includes("\n") ? "⏎" : escapeLine(grapheme);
}
