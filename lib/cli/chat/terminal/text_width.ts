import stringWidth from "string-width";

const graphemeSegmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns that a text takes in a terminal; its colours take none. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/** What people call characters: an emoji of several code points is one. */
export function graphemes(text: string): string[] {
  return Array.from(graphemeSegmenter.segment(text), ({ segment }) => segment);
}

/** The beginning of a text that fits into so many columns, with an ellipsis when it is not all. */
export function truncate(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let shown = "";
  let columnsLeft = columns - 1;
  for (const grapheme of graphemes(text)) {
    columnsLeft -= textWidth(grapheme);
    if (columnsLeft < 0) break;
    shown += grapheme;
  }
  return `${shown}…`;
}

/**
 * Breaks a line into rows of so many columns, between words where it can.
 * @param first columns of the first row
 */
export function wrapLine(line: string, columns: number, first = columns): string[] {
  if (textWidth(line) <= first) return [line];
  const rows: string[] = [];
  let row = "";
  let free = first;
  const endRow = () => {
    rows.push(row.trimEnd());
    row = "";
    free = columns;
  };
  for (const word of line.split(/(?<= )(?=[^ ])/)) {
    if (row !== "" && textWidth(word.trimEnd()) > free) endRow();
    for (const grapheme of graphemes(word)) {
      const columnsOfGrapheme = textWidth(grapheme);
      if (row !== "" && grapheme !== " " && columnsOfGrapheme > free) endRow();
      row += grapheme;
      free -= columnsOfGrapheme;
    }
  }
  endRow();
  return rows;
}
