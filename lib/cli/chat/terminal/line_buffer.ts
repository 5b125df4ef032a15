import type { EditCommand } from "./key_decoder.ts";
import { graphemes } from "./text_width.ts";

/** The line that a person types, and where in it they are (UTF-16 units). */
export interface LineBuffer {
  readonly text: string;
  readonly at: number;
}

export const EMPTY_LINE: LineBuffer = { text: "", at: 0 };

/** The line with a text put in, or with all of it replaced when there is no line before. */
export function insertText({ text, at }: LineBuffer, added: string): LineBuffer {
  return { text: text.slice(0, at) + added + text.slice(at), at: at + added.length };
}

/** The line after a deed; what is no editing leaves it as it is. */
export function applyEdit(line: LineBuffer, command: EditCommand): LineBuffer {
  const { text, at } = line;
  switch (command) {
    case "left":
      return { text, at: previousCursor(line) };
    case "right":
      return { text, at: nextCursor(line) };
    case "word left":
      return { text, at: previousWordStart(line) };
    case "word right":
      return { text, at: at + (text.slice(at).match(/^\s*\S+/)?.[0].length ?? 0) };
    case "home":
      return { text, at: 0 };
    case "end":
      return { text, at: text.length };
    case "erase":
      return withoutRange(text, previousCursor(line), at);
    case "erase right":
      return withoutRange(text, at, nextCursor(line));
    case "erase word":
      return withoutRange(text, previousWordStart(line), at);
    case "erase to start":
      return withoutRange(text, 0, at);
    case "erase to end":
      return withoutRange(text, at, text.length);
    default:
      return line;
  }
}

function withoutRange(text: string, from: number, to: number): LineBuffer {
  return { text: text.slice(0, from) + text.slice(to), at: from };
}

function previousCursor({ text, at }: LineBuffer): number {
  return at - (graphemes(text.slice(0, at)).at(-1)?.length ?? 0);
}

function nextCursor({ text, at }: LineBuffer): number {
  return at + (graphemes(text.slice(at))[0]?.length ?? 0);
}

function previousWordStart({ text, at }: LineBuffer): number {
  return text.slice(0, at).match(/\S+\s*$/)?.index ?? 0;
}
