/** A word of a text as it is compared. Words of one text are compared by their order, too. */
export interface SearchTerm {
  /** Without case, accents and width. For scripts that write no spaces, a letter and the one after it. */
  term: string;
  /** Where it begins in the text, in UTF-16 units. */
  start: number;
  /** Where it ends, or, of two letters, where the first one does. */
  end: number;
  /** Where all of it ends. */
  endOfPair: number;
  /** The last letter of a run without spaces: it stands alone. */
  isLast?: true;
}

/** Words that stand side by side, made by `phraseOf()`; never empty. */
export interface SearchPhrase {
  terms: readonly string[];
  /** Whether the last of them is only the beginning of a word. */
  prefix: boolean;
}

/** Scripts whose words have no spaces between, or that add endings to words without one. */
const UNSPACED_SCRIPTS =
  String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Yiii}` +
  String.raw`\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}`;
const LETTER_CLASS = String.raw`[\p{L}\p{N}\p{M}]`;
/** A run of an unspaced script, or any other word; the plain ones first, since they are most. */
const RUN_PATTERN = new RegExp(
  `[A-Za-z0-9]+(?!${LETTER_CLASS})|([${LETTER_CLASS}&&[${UNSPACED_SCRIPTS}]]+)|[${LETTER_CLASS}--[${UNSPACED_SCRIPTS}]]+`,
  "gv",
);
const PLAIN_WORD_PATTERN = /^[A-Za-z0-9]+$/;
// deno-lint-ignore no-control-regex
const ASCII_PATTERN = /^[\x00-\x7f]*$/;
const SPACED_WORD_PATTERN = new RegExp(`${LETTER_CLASS}+`, "gv");
const NON_LETTER_PATTERN = /[^\p{L}\p{N}\p{M}]/gu;

/** One letter of an unspaced script with its marks; Hangul may come in its parts. */
const CLUSTER_PATTERN = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|.[\p{M}\uff9e\uff9f]*/gsu;

/** Accents and points that people leave out. Vowels of other scripts are marks as well, and stay. */
const ACCENTS_PATTERN = new RegExp(
  String
    .raw`[\p{M}&&[\p{scx=Zinh}\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}]]|\u0640`,
  "gv",
);

/** Code points of a word that count: beyond are keys and hashes that nobody types. */
const MAX_TERM_CODE_POINTS = 64;

/**
 * Marks in a row that count, as in UAX #15's Stream-Safe Text Format: the engine sorts a row in a time
 * that grows with its square (measured: 60 ms for 8,000 marks).
 */
const EXCESS_MARKS_PATTERN = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;

/** A text as it is compared with another: without case, accents and width. */
export function normalizeForSearch(text: string): string {
  const bounded = text.length > 30 ? text.replace(EXCESS_MARKS_PATTERN, "$1") : text;
  const bare = bounded.normalize("NFKD").replace(ACCENTS_PATTERN, "");
  // By way of the upper case, which knows that ß is ss.
  return bare.toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC");
}

/** The words of a text, in order. Emoji, punctuation and spaces are none. */
export function tokenize(text: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  for (const { 0: run, 1: unspaced, index } of text.matchAll(RUN_PATTERN)) {
    if (unspaced) addPairs(unspaced, index, terms);
    else addSpacedTerms(run, index, terms);
  }
  return terms;
}

/** The terms of `wordsOf()`, without their places. */
export function searchTerms(text: string): string[] {
  if (!ASCII_PATTERN.test(text)) return tokenize(text).map(({ term }) => term);
  return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(truncateTerm);
}

function addSpacedTerms(run: string, start: number, words: SearchTerm[]): void {
  const end = start + run.length;
  if (PLAIN_WORD_PATTERN.test(run)) {
    words.push({ term: truncateTerm(run.toLowerCase()), start, end, endOfPair: end });
    return;
  }
  // Folding parts some letters in two words: ½ is 1⁄2.
  for (const [term] of normalizeForSearch(run).matchAll(SPACED_WORD_PATTERN)) {
    words.push({ term: truncateTerm(term), start, end, endOfPair: end });
  }
}

function truncateTerm(term: string): string {
  return term.length <= MAX_TERM_CODE_POINTS
    ? term
    : Array.from(term).slice(0, MAX_TERM_CODE_POINTS).join("");
}

function addPairs(run: string, at: number, words: SearchTerm[]): void {
  let start = at;
  let previous: SearchTerm | undefined;
  for (const [cluster] of run.matchAll(CLUSTER_PATTERN)) {
    // Folding finds letters in some signs, and brackets around them: ㈠ is (一).
    const term = normalizeForSearch(cluster).replace(NON_LETTER_PATTERN, "");
    const end = start + cluster.length;
    if (previous) {
      previous.term += term;
      previous.endOfPair = end;
    }
    previous = { term, start, end, endOfPair: end };
    words.push(previous);
    start = end;
  }
  if (previous) previous.isLast = true;
}

/**
 * What to look for when somebody writes `text`; `undefined` when there is no word in it.
 * @param prefix whether the last word may go on.
 */
export function toPhrase(text: string, prefix: boolean): SearchPhrase | undefined {
  const words = tokenize(text);
  const last = words.at(-1);
  if (!last) return undefined;
  // The letters before say it all, and what was found may go on.
  const isCovered = last.isLast && words.at(-2)?.endOfPair === last.end;
  const terms = (isCovered ? words.slice(0, -1) : words).map(({ term }) => term);
  return { terms, prefix: !isCovered && (prefix || !!last.isLast) };
}

/** Where a phrase stands among words: the first and the last unit of each place, in order. */
export function* findPhrase(
  words: readonly SearchTerm[],
  { terms, prefix }: SearchPhrase,
): Iterable<[number, number]> {
  const last = terms.length - 1;
  for (let at = 0; at + last < words.length; at++) {
    const isHere = terms.every((term, i) => {
      const word = words[at + i]!.term;
      return word === term || (prefix && i === last && word.startsWith(term));
    });
    if (!isHere) continue;
    const end = words[at + last]!;
    yield [words[at]!.start, end.term === terms[last] ? end.endOfPair : end.end];
  }
}

/** The first place of a phrase; `undefined` when it is not there. */
export function findFirstPhrase(
  words: readonly SearchTerm[],
  phrase: SearchPhrase,
): [number, number] | undefined {
  for (const range of findPhrase(words, phrase)) return range;
  return undefined;
}
