import type { Completion } from "./prompt.ts";
import { insertText, type LineBuffer } from "./line_buffer.ts";
import { graphemes } from "./text_width.ts";

/** What Tab can complete. */
export interface CompletionSource {
  /** With their slash. */
  commands: readonly string[];
  rooms: readonly string[];
  people: readonly string[];
  /** The paths that begin with a text. */
  paths(begun: string): readonly string[];
}

/** Completes what stands before the cursor: a command, a room after /join, or somebody's name. */
export function completeLine(
  line: LineBuffer,
  { commands, rooms, people, paths }: CompletionSource,
): Completion {
  const before = line.text.slice(0, line.at);
  if (/^\/\S*$/.test(before)) return completeFrom(line, before, commands, (word) => `${word} `);
  const room = before.match(/^\/join +(.*)$/s)?.[1];
  if (room !== undefined) return completeFrom(line, room, rooms, (name) => name);
  const path = before.match(/^\/file +("?)([^"]*)$/s);
  if (path && (path[1] || !/\s/.test(path[2]!))) {
    return completeFrom(line, path[1]! + path[2]!, paths(path[2]!).map(quotePath), finishPath);
  }
  const person = before.match(/^\/msg +@?("?)([^"]*)$/s);
  if (person) {
    return completeFrom(
      line,
      person[1]! + person[2]!,
      people.map(quoteIfNeeded),
      (name) => `${name} `,
    );
  }
  const word = before.match(/(?:^|\s)@?(\S+)$/)?.[1];
  return completeFrom(line, word ?? "", word === undefined ? [] : people, (name) => `${name} `);
}

/** A name as one word. */
export function quoteIfNeeded(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}

/** A path as one word; that of a folder goes on. */
function quotePath(path: string): string {
  return path.endsWith("/") ? quoteIfNeeded(path).replace(/"$/, "") : quoteIfNeeded(path);
}

function finishPath(path: string): string {
  return path.endsWith("/") ? path : `${path} `;
}

function completeFrom(
  line: LineBuffer,
  prefix: string,
  words: readonly string[],
  whole: (word: string) => string,
): Completion {
  const normalized = foldCase(prefix.replace(/^"/, ""));
  const choices = [...new Set(words)].filter((word) =>
    foldCase(word.replace(/^"/, "")).startsWith(normalized)
  );
  const [only] = choices;
  if (only === undefined) return { line, choices: [] };
  const found = choices.length === 1 ? whole(only) : commonPrefix(choices);
  if (found.length < prefix.length) return { line, choices };
  const rest = { text: line.text.slice(0, line.at - prefix.length) + line.text.slice(line.at) };
  return { line: insertText({ ...rest, at: line.at - prefix.length }, found), choices };
}

/** The beginning that all have, whatever their case. */
function commonPrefix(words: readonly string[]): string {
  const [first = "", ...others] = words;
  let common = "";
  for (const grapheme of graphemes(first)) {
    const next = common + grapheme;
    if (!others.every((word) => foldCase(word).startsWith(foldCase(next)))) break;
    common = next;
  }
  return common;
}

function foldCase(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
