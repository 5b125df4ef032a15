import type { Completion } from "./prompt.ts";
import { insert, type Line } from "./line_buffer.ts";
import { graphemes } from "./text_width.ts";

/** What Tab can complete. */
export interface Words {
  /** With their slash. */
  commands: readonly string[];
  rooms: readonly string[];
  people: readonly string[];
  /** The paths that begin with a text. */
  paths(begun: string): readonly string[];
}

/** Completes what stands before the cursor: a command, a room after /join, or somebody's name. */
export function complete(line: Line, { commands, rooms, people, paths }: Words): Completion {
  const before = line.text.slice(0, line.at);
  if (/^\/\S*$/.test(before)) return pick(line, before, commands, (word) => `${word} `);
  const room = before.match(/^\/join +(.*)$/s)?.[1];
  if (room !== undefined) return pick(line, room, rooms, (name) => name);
  const path = before.match(/^\/file +("?)([^"]*)$/s);
  if (path && (path[1] || !/\s/.test(path[2]!))) {
    return pick(line, path[1]! + path[2]!, paths(path[2]!).map(quotedPath), wholePath);
  }
  const person = before.match(/^\/msg +@?("?)([^"]*)$/s);
  if (person) return pick(line, person[1]! + person[2]!, people.map(quoted), (name) => `${name} `);
  const word = before.match(/(?:^|\s)@?(\S+)$/)?.[1];
  return pick(line, word ?? "", word === undefined ? [] : people, (name) => `${name} `);
}

/** A name as one word. */
export function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}

/** A path as one word; that of a folder goes on. */
function quotedPath(path: string): string {
  return path.endsWith("/") ? quoted(path).replace(/"$/, "") : quoted(path);
}

function wholePath(path: string): string {
  return path.endsWith("/") ? path : `${path} `;
}

function pick(
  line: Line,
  begun: string,
  words: readonly string[],
  whole: (word: string) => string,
): Completion {
  const bare = fold(begun.replace(/^"/, ""));
  const choices = [...new Set(words)].filter((word) =>
    fold(word.replace(/^"/, "")).startsWith(bare)
  );
  const [only] = choices;
  if (only === undefined) return { line, choices: [] };
  const found = choices.length === 1 ? whole(only) : shared(choices);
  if (found.length < begun.length) return { line, choices };
  const rest = { text: line.text.slice(0, line.at - begun.length) + line.text.slice(line.at) };
  return { line: insert({ ...rest, at: line.at - begun.length }, found), choices };
}

/** The beginning that all have, whatever their case. */
function shared(words: readonly string[]): string {
  const [first = "", ...others] = words;
  let common = "";
  for (const grapheme of graphemes(first)) {
    const next = common + grapheme;
    if (!others.every((word) => fold(word).startsWith(fold(next)))) break;
    common = next;
  }
  return common;
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
