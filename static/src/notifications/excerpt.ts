import { toPlainText } from "../markdown/to_plain_text.ts";

/** Characters of a message that a notification shows. */
const EXCERPT_CHARACTERS = 160;

/** What a message says in one short line, without its formatting. */
export function excerpt(content: string): string {
  const parts = new Intl.Segmenter().segment(toPlainText(content));
  let short = "";
  let count = 0;
  for (const { segment } of parts) {
    if (++count > EXCERPT_CHARACTERS) return `${short.trimEnd()}…`;
    short += segment;
  }
  return short;
}
