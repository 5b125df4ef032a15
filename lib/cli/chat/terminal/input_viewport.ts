import { stripVTControlCharacters } from "node:util";
import type { Line } from "./line_buffer.ts";
import { plain } from "./escape_terminal.ts";
import { cut, graphemes, width } from "./text_width.ts";

/** What of a line is shown, before and after the cursor. */
export interface Row {
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
export function rowOf(prompt: string, line: Line, columns: number, start = 0): Row {
  const most = Math.max(1, Math.floor(columns / 2));
  // Cut in a colour, it would not end.
  const shown = width(prompt) <= most ? prompt : cut(stripVTControlCharacters(prompt), most);
  const free = Math.max(2, columns - 1 - width(shown));
  const cells = graphemes(line.text).map((grapheme) => visible(grapheme));
  const at = graphemes(line.text.slice(0, line.at)).length;
  const sizes = cells.map(width);
  const taken = (from: number, to: number) =>
    sizes.slice(from, to).reduce((sum, size) => sum + size, 0);

  let first = Math.min(start, at);
  // Leaving the row on the left, one sees a few characters of what is there.
  if (first === at) first = Math.max(0, at - Math.floor(free / 4));
  if (taken(0, cells.length) < free) first = 0;
  while (first < at && taken(first, at) >= free) first++;

  let end = at;
  let rest = free - taken(first, at);
  while (end < cells.length && sizes[end]! <= rest) rest -= sizes[end++]!;
  return {
    prompt: shown,
    before: cells.slice(first, at).join(""),
    after: cells.slice(at, end).join(""),
    start: first,
  };
}

function visible(grapheme: string): string {
  return grapheme.includes("\n") ? "⏎" : plain(grapheme);
}
