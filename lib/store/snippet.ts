import { firstPlaceOf, type Phrase, placesOf, type Word, wordsOf } from "./tokenizer.ts";

/** A piece of a snippet; `hit` when it is what was looked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** UTF-16 units of a snippet, and of what it shows before its first hit. */
const LENGTH = 200;
const BEFORE = 60;

/** UTF-16 units after the beginning of the first hit that are looked at, and of a hit that are shown. */
const HIT_MAX_LENGTH = 1_000;

/** The part of a message around the first place of what was looked for, on one line. */
export function snippetOf(
  content: string,
  phrases: readonly Phrase[],
  words: readonly Word[] = wordsOf(content),
): Piece[] {
  const hits = hitsOf(words, phrases);
  const [first] = hits;
  const start = first ? begin(content, first[0] - BEFORE) : 0;
  const end = finish(content, Math.max(start + LENGTH, first?.[1] ?? 0));
  const pieces: Piece[] = [];
  const add = (text: string, hit: boolean) => {
    if (text !== "") pieces.push({ text: text.replace(/\s+/g, " "), hit });
  };
  let at = start;
  for (const [from, to] of hits.filter(([, to]) => to <= end)) {
    add(content.slice(at, from), false);
    add(content.slice(from, to), true);
    at = to;
  }
  add(content.slice(at, end), false);
  if (start > 0) pieces.unshift({ text: "…", hit: false });
  if (end < content.length) pieces.push({ text: "…", hit: false });
  return joined(pieces);
}

/** What was looked for, from its first place on as far as a snippet goes; those that touch as one. */
function hitsOf(words: readonly Word[], phrases: readonly Phrase[]): [number, number][] {
  const firsts = phrases.map((phrase) => firstPlaceOf(words, phrase)?.[0] ?? Infinity);
  const start = Math.min(...firsts);
  const end = start + HIT_MAX_LENGTH;
  const near = words.filter((word) => word.start >= start && word.start < end);
  const places = phrases.flatMap((phrase) => [...placesOf(near, phrase)]);
  return merged(places.map(([from, to]) => [from, Math.min(to, end)]));
}

/** Places by their order, those that touch as one. */
function merged(places: [number, number][]): [number, number][] {
  const result: [number, number][] = [];
  for (const [start, end] of places.sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const { text, hit } of pieces) {
    const last = result.at(-1);
    if (last?.hit === hit) last.text += text;
    else result.push({ text, hit });
  }
  return result;
}

/** Characters that a word is looked for in, so that a snippet need not begin or end inside of one. */
const NEAR = 20;

function begin(content: string, at: number): number {
  if (at <= 0) return 0;
  const space = content.slice(at, at + NEAR).search(/\s\S/);
  return space >= 0 ? at + space + 1 : whole(content, at);
}

function finish(content: string, at: number): number {
  if (at >= content.length) return content.length;
  const space = content.slice(at, at + NEAR).search(/\s/);
  return space >= 0 ? at + space : whole(content, at);
}

/** UTF-16 units of the longest character that is kept whole; flags and families have fewer. */
const CHARACTER_MAX_LENGTH = 100;

/** The next place that is not inside of a character. */
function whole(content: string, at: number): number {
  const last = at + CHARACTER_MAX_LENGTH;
  while (at < last && /^[\p{M}\p{Cf}\udc00-\udfff]/u.test(content.slice(at, at + 2))) at++;
  return at;
}
