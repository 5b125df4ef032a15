import { type ShjToken, tokenizeWith } from "@speed-highlight/core/tokenize";
import { CODE_LANGUAGES, LANGUAGE_ALIASES } from "./code_languages.ts";

/** The colour of each kind of token; others stay as they are. */
const TOKEN_COLORS: Partial<Record<ShjToken, string>> = {
  kwd: "keyword",
  oper: "keyword",
  section: "keyword",
  str: "string",
  insert: "string",
  esc: "number",
  num: "number",
  bool: "number",
  cmnt: "comment",
  func: "function",
  class: "type",
  type: "type",
  var: "type",
  deleted: "deleted",
  err: "deleted",
};

/** Characters of a line beyond which it was not written by hand, and takes long to read. */
const HIGHLIGHT_MAX_CHARACTERS = 300;

/** A stretch of code with a colour; offsets are UTF-16 units. */
export interface Token {
  colour: string;
  start: number;
  end: number;
}

/** What has a colour in code of a language; nothing when the language is not known, or a line is endless. */
export function tokenize(text: string, language: string): Token[] {
  const data = CODE_LANGUAGES[LANGUAGE_ALIASES[language] ?? language];
  if (!data || text.split("\n").some(({ length }) => length > HIGHLIGHT_MAX_CHARACTERS)) return [];
  const found: Token[] = [];
  let at = 0;
  tokenizeWith(text, data, (part, type) => {
    const colour = type && TOKEN_COLORS[type];
    if (colour) found.push({ colour, start: at, end: at + part.length });
    at += part.length;
  }, { languages: CODE_LANGUAGES });
  return found;
}

/**
 * Colours the text of an element by ranges that the browser paints (CSS Custom Highlight API), so that
 * the DOM stays what the view made it. Ranges of what has left the page are let go.
 */
export function highlight(element: HTMLElement, language: string): void {
  const text = element.firstChild;
  if (!(text instanceof Text)) return;
  for (const painted of CSS.highlights.values()) {
    for (const range of painted) if (!range.startContainer.isConnected) painted.delete(range);
  }
  for (const { colour, start, end } of tokenize(text.data, language)) {
    const name = `code-${colour}`;
    const painted = CSS.highlights.get(name) ?? new Highlight();
    const place = { startContainer: text, startOffset: start, endContainer: text, endOffset: end };
    painted.add(new StaticRange(place));
    CSS.highlights.set(name, painted);
  }
}
