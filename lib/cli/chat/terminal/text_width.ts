import stringWidth from "string-width";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns that a text takes in a terminal; its colours take none. */
export function width(text: string): number {
  return stringWidth(text);
}

/** What people call characters: an emoji of several code points is one. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The beginning of a text that fits into so many columns, with an ellipsis when it is not all. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = "";
  let room = columns - 1;
  for (const grapheme of graphemes(text)) {
    room -= width(grapheme);
    if (room < 0) break;
    kept += grapheme;
  }
  return `${kept}…`;
}

/**
 * Breaks a line into rows of so many columns, between words where it can.
 * @param first columns of the first row
 */
export function wrap(line: string, columns: number, first = columns): string[] {
  if (width(line) <= first) return [line];
  const rows: string[] = [];
  let row = "";
  let free = first;
  const end = () => {
    rows.push(row.trimEnd());
    row = "";
    free = columns;
  };
  for (const word of line.split(/(?<= )(?=[^ ])/)) {
    if (row !== "" && width(word.trimEnd()) > free) end();
    for (const grapheme of graphemes(word)) {
      const places = width(grapheme);
      if (row !== "" && grapheme !== " " && places > free) end();
      row += grapheme;
      free -= places;
    }
  }
  end();
  return rows;
}
