const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Two places wide in a terminal. */
const WIDE_GRAPHEME = /^(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]|\p{RGI_Emoji})/v;

/** Rows of text in columns, each as wide as its widest cell. */
export function alignColumns(rows: string[][]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from(
    { length: columns },
    (_, column) => Math.max(...rows.map((row) => textColumns(row[column] ?? ""))),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell + " ".repeat(widths[column]! - textColumns(cell)));
    return cells.join("  ").trimEnd();
  }).join("\n");
}

function textColumns(text: string): number {
  const columnsOfGraphemes = Array.from(
    graphemes.segment(text),
    ({ segment }) => WIDE_GRAPHEME.test(segment) ? 2 : 1,
  );
  return columnsOfGraphemes.reduce((sum, places) => sum + places, 0);
}
