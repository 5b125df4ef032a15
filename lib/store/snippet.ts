import {
  findFirstPhrase,
  findPhrase,
  type SearchPhrase,
  type SearchTerm,
  tokenize,
} from "./tokenizer.ts";

/** A piece of a snippet; `hit` when it is what was looked for. */
export interface SnippetPart {
  text: string;
  hit: boolean;
}

/** UTF-16 units of a snippet, and of what it shows before its first hit. */
const SNIPPET_CHARS = 200;
const CHARS_BEFORE_HIT = 60;

/** UTF-16 units after the beginning of the first hit that are looked at, and of a hit that are shown. */
const MAX_HIT_CHARS = 1_000;

/** The part of a message around the first place of what was looked for, on one line. */
export function createSnippet(
  content: string,
  phrases: readonly SearchPhrase[],
  words: readonly SearchTerm[] = tokenize(content),
): SnippetPart[] {
  const hits = findHitRanges(words, phrases);
  const [first] = hits;
  const start = first ? startAtWord(content, first[0] - CHARS_BEFORE_HIT) : 0;
  const end = endAtWord(content, Math.max(start + SNIPPET_CHARS, first?.[1] ?? 0));
  const parts: SnippetPart[] = [];
  const addPart = (text: string, hit: boolean) => {
    if (text !== "") parts.push({ text: text.replace(/\s+/g, " "), hit });
  };
  let position = start;
  for (const [from, to] of hits.filter(([, to]) => to <= end)) {
    addPart(content.slice(position, from), false);
    addPart(content.slice(from, to), true);
    position = to;
  }
  addPart(content.slice(position, end), false);
  if (start > 0) parts.unshift({ text: "…", hit: false });
  if (end < content.length) parts.push({ text: "…", hit: false });
  return mergeParts(parts);
}

/** What was looked for, from its first place on as far as a snippet goes; those that touch as one. */
function findHitRanges(
  words: readonly SearchTerm[],
  phrases: readonly SearchPhrase[],
): [number, number][] {
  const firstStarts = phrases.map((phrase) => findFirstPhrase(words, phrase)?.[0] ?? Infinity);
  const start = Math.min(...firstStarts);
  const end = start + MAX_HIT_CHARS;
  const nearbyTerms = words.filter((word) => word.start >= start && word.start < end);
  const ranges = phrases.flatMap((phrase) => [...findPhrase(nearbyTerms, phrase)]);
  return mergeRanges(ranges.map(([from, to]) => [from, Math.min(to, end)]));
}

/** Places by their order, those that touch as one. */
function mergeRanges(ranges: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges.sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

function mergeParts(parts: SnippetPart[]): SnippetPart[] {
  const result: SnippetPart[] = [];
  for (const { text, hit } of parts) {
    const last = result.at(-1);
    if (last?.hit === hit) last.text += text;
    else result.push({ text, hit });
  }
  return result;
}

/** Characters that a word is looked for in, so that a snippet need not begin or end inside of one. */
const WORD_BREAK_SEARCH_CHARS = 20;

function startAtWord(content: string, at: number): number {
  if (at <= 0) return 0;
  const space = content.slice(at, at + WORD_BREAK_SEARCH_CHARS).search(/\s\S/);
  return space >= 0 ? at + space + 1 : skipCharacterTail(content, at);
}

function endAtWord(content: string, at: number): number {
  if (at >= content.length) return content.length;
  const space = content.slice(at, at + WORD_BREAK_SEARCH_CHARS).search(/\s/);
  return space >= 0 ? at + space : skipCharacterTail(content, at);
}

/** UTF-16 units of the longest character that is kept whole; flags and families have fewer. */
const MAX_CHARACTER_UNITS = 100;

/** The next place that is not inside of a character. */
function skipCharacterTail(content: string, at: number): number {
  const last = at + MAX_CHARACTER_UNITS;
  while (at < last && /^[\p{M}\p{Cf}\udc00-\udfff]/u.test(content.slice(at, at + 2))) at++;
  return at;
}
