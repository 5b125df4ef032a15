import type { Deed } from "./key_decoder.ts";
import { graphemes } from "./text_width.ts";

/** The line that a person types, and where in it they are (UTF-16 units). */
export interface Line {
  readonly text: string;
  readonly at: number;
}

export const EMPTY: Line = { text: "", at: 0 };

/** The line with a text put in, or with all of it replaced when there is no line before. */
export function insert({ text, at }: Line, added: string): Line {
  return { text: text.slice(0, at) + added + text.slice(at), at: at + added.length };
}

/** The line after a deed; what is no editing leaves it as it is. */
export function edit(line: Line, deed: Deed): Line {
  const { text, at } = line;
  switch (deed) {
    case "left":
      return { text, at: before(line) };
    case "right":
      return { text, at: after(line) };
    case "word left":
      return { text, at: wordBefore(line) };
    case "word right":
      return { text, at: at + (text.slice(at).match(/^\s*\S+/)?.[0].length ?? 0) };
    case "home":
      return { text, at: 0 };
    case "end":
      return { text, at: text.length };
    case "erase":
      return without(text, before(line), at);
    case "erase right":
      return without(text, at, after(line));
    case "erase word":
      return without(text, wordBefore(line), at);
    case "erase to start":
      return without(text, 0, at);
    case "erase to end":
      return without(text, at, text.length);
    default:
      return line;
  }
}

function without(text: string, from: number, to: number): Line {
  return { text: text.slice(0, from) + text.slice(to), at: from };
}

function before({ text, at }: Line): number {
  return at - (graphemes(text.slice(0, at)).at(-1)?.length ?? 0);
}

function after({ text, at }: Line): number {
  return at + (graphemes(text.slice(at))[0]?.length ?? 0);
}

function wordBefore({ text, at }: Line): number {
  return text.slice(0, at).match(/\S+\s*$/)?.index ?? 0;
}
