import { plain } from "../markdown/to_plain_text.ts";

/** Characters of a message that a notification shows. */
const LENGTH = 160;

/** What a message says in one short line, without its formatting. */
export function gist(content: string): string {
  const parts = new Intl.Segmenter().segment(plain(content));
  let short = "";
  let count = 0;
  for (const { segment } of parts) {
    if (++count > LENGTH) return `${short.trimEnd()}…`;
    short += segment;
  }
  return short;
}
