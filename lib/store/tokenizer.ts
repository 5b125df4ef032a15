/** A word of a text as it is compared. Words of one text are compared by their order, too. */
export interface Word {
  /** Without case, accents and width. For scripts that write no spaces, a letter and the one after it. */
  term: string;
  /** Where it begins in the text, in UTF-16 units. */
  start: number;
  /** Where it ends, or, of two letters, where the first one does. */
  end: number;
  /** Where all of it ends. */
  reach: number;
  /** The last letter of a run without spaces: it stands alone. */
  alone?: true;
}

/** Words that stand side by side, made by `phraseOf()`; never empty. */
export interface Phrase {
  terms: readonly string[];
  /** Whether the last of them is only the beginning of a word. */
  prefix: boolean;
}

/** Scripts whose words have no spaces between, or that add endings to words without one. */
const UNSPACED =
  String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Yiii}` +
  String.raw`\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}`;
const LETTER = String.raw`[\p{L}\p{N}\p{M}]`;
/** A run of an unspaced script, or any other word; the plain ones first, since they are most. */
const RUN = new RegExp(
  `[A-Za-z0-9]+(?!${LETTER})|([${LETTER}&&[${UNSPACED}]]+)|[${LETTER}--[${UNSPACED}]]+`,
  "gv",
);
const PLAIN = /^[A-Za-z0-9]+$/;
// deno-lint-ignore no-control-regex
const ASCII = /^[\x00-\x7f]*$/;
const SPACED = new RegExp(`${LETTER}+`, "gv");
const NO_LETTER = /[^\p{L}\p{N}\p{M}]/gu;

/** One letter of an unspaced script with its marks; Hangul may come in its parts. */
const CLUSTER = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|.[\p{M}\uff9e\uff9f]*/gsu;

/** Accents and points that people leave out. Vowels of other scripts are marks as well, and stay. */
const ACCENTS = new RegExp(
  String
    .raw`[\p{M}&&[\p{scx=Zinh}\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}]]|\u0640`,
  "gv",
);

/** Code points of a word that count: beyond are keys and hashes that nobody types. */
const LONGEST = 64;

/**
 * Marks in a row that count, as in UAX #15's Stream-Safe Text Format: the engine sorts a row in a time
 * that grows with its square (measured: 60 ms for 8,000 marks).
 */
const MARKS_IN_A_ROW = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;

/** A text as it is compared with another: without case, accents and width. */
export function fold(text: string): string {
  const bounded = text.length > 30 ? text.replace(MARKS_IN_A_ROW, "$1") : text;
  const bare = bounded.normalize("NFKD").replace(ACCENTS, "");
  // By way of the upper case, which knows that ß is ss.
  return bare.toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC");
}

/** The words of a text, in order. Emoji, punctuation and spaces are none. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: run, 1: unspaced, index } of text.matchAll(RUN)) {
    if (unspaced) pairs(unspaced, index, words);
    else spaced(run, index, words);
  }
  return words;
}

/** The terms of `wordsOf()`, without their places. */
export function termsOf(text: string): string[] {
  if (!ASCII.test(text)) return wordsOf(text).map(({ term }) => term);
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(cut);
}

function spaced(run: string, start: number, words: Word[]): void {
  const end = start + run.length;
  if (PLAIN.test(run)) {
    words.push({ term: cut(run.toLowerCase()), start, end, reach: end });
    return;
  }
  // Folding parts some letters in two words: ½ is 1⁄2.
  for (const [term] of fold(run).matchAll(SPACED)) {
    words.push({ term: cut(term), start, end, reach: end });
  }
}

function cut(term: string): string {
  return term.length <= LONGEST ? term : Array.from(term).slice(0, LONGEST).join("");
}

function pairs(run: string, at: number, words: Word[]): void {
  let start = at;
  let before: Word | undefined;
  for (const [cluster] of run.matchAll(CLUSTER)) {
    // Folding finds letters in some signs, and brackets around them: ㈠ is (一).
    const term = fold(cluster).replace(NO_LETTER, "");
    const end = start + cluster.length;
    if (before) {
      before.term += term;
      before.reach = end;
    }
    before = { term, start, end, reach: end };
    words.push(before);
    start = end;
  }
  if (before) before.alone = true;
}

/**
 * What to look for when somebody writes `text`; `undefined` when there is no word in it.
 * @param prefix whether the last word may go on.
 */
export function phraseOf(text: string, prefix: boolean): Phrase | undefined {
  const words = wordsOf(text);
  const last = words.at(-1);
  if (!last) return undefined;
  // The letters before say it all, and what was found may go on.
  const isSaid = last.alone && words.at(-2)?.reach === last.end;
  const terms = (isSaid ? words.slice(0, -1) : words).map(({ term }) => term);
  return { terms, prefix: !isSaid && (prefix || !!last.alone) };
}

/** Where a phrase stands among words: the first and the last unit of each place, in order. */
export function* placesOf(
  words: readonly Word[],
  { terms, prefix }: Phrase,
): Iterable<[number, number]> {
  const last = terms.length - 1;
  for (let at = 0; at + last < words.length; at++) {
    const isHere = terms.every((term, i) => {
      const word = words[at + i]!.term;
      return word === term || (prefix && i === last && word.startsWith(term));
    });
    if (!isHere) continue;
    const end = words[at + last]!;
    yield [words[at]!.start, end.term === terms[last] ? end.reach : end.end];
  }
}

/** The first place of a phrase; `undefined` when it is not there. */
export function firstPlaceOf(words: readonly Word[], phrase: Phrase): [number, number] | undefined {
  for (const place of placesOf(words, phrase)) return place;
  return undefined;
}
