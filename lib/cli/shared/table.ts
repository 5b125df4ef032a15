const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Two places wide in a terminal. */
const WIDE = /^(?:[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]|\p{RGI_Emoji})/v;

/** Rows of text in columns, each as wide as its widest cell. */
export function table(rows: string[][]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from(
    { length: columns },
    (_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))),
  );
  return rows.map((row) => {
    const cells = row.map((cell, column) => cell + " ".repeat(widths[column]! - width(cell)));
    return cells.join("  ").trimEnd();
  }).join("\n");
}

function width(text: string): number {
  const letters = Array.from(graphemes.segment(text), ({ segment }) => WIDE.test(segment) ? 2 : 1);
  return letters.reduce((sum, places) => sum + places, 0);
}
