import { splitLinks } from "../util/text.ts";
import { type Emphasis, EmphasisStack } from "./emphasis.ts";

/** A stretch of a text as it is meant; a string is as it was typed. */
export type InlineSpan =
  | string
  | { kind: Emphasis; spans: InlineSpan[] }
  | { kind: "code"; text: string }
  /** `named`: whether its words are other than its address. */
  | { kind: "link"; text: string; href: string; named: boolean }
  | { kind: "mention"; id: string; text: string };

/** Whom a text may call: the id of each, by name. */
export type Mentionable = ReadonlyMap<string, string>;

/** Letters of scripts that put spaces between words; in others emphasis may begin anywhere. */
const SPACED_LETTER =
  /[[\p{L}\p{N}]--[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}]]/v;
const NAMED_LINK = /\[([^[\]\n]+)\]\((https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)/iy;
const MARKER_RUN = /([*_~`])\1*/y;

/**
 * Finds what is emphasised, quoted as code, linked or called in a text of one paragraph. What is not
 * closed is text. Takes time in proportion to the text.
 */
export function parseInline(text: string, callable: Mentionable = new Map()): InlineSpan[] {
  const tree = new EmphasisStack();
  const links = addresses(text);
  const code = codeEnds(text);
  const names = namesOf(callable);
  let plain = 0;
  let at = 0;

  /** Puts a span in the place of what is from here to `end`. */
  function take(end: number, span: InlineSpan): void {
    tree.add(text.slice(plain, at));
    tree.add(span);
    plain = at = end;
  }

  function run(): void {
    const marker = match(MARKER_RUN, text, at)![0];
    const end = at + marker.length;
    const closing = code.get(at);
    if (closing !== undefined) return take(closing + marker.length, codeOf(text, end, closing));
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(end, end + 2);
    const opens = /^\S/.test(after) && !isLetter(before, -1);
    const closes = /\S$/.test(before) && !isLetter(after, 0);
    tree.add(text.slice(plain, at));
    tree.mark(marker, opens, closes);
    plain = at = end;
  }

  while (at < text.length) {
    const link = links.get(at);
    const char = text[at]!;
    if (link) take(at + link.text.length, { kind: "link", ...link, named: false });
    else if (char === "[") {
      const named = namedAt(text, at);
      if (named) take(at + named.length, named.span);
      else at++;
    } else if (char === "@") {
      const called = mentionAt(text, at, names);
      if (called) take(at + called.text.length, called);
      else at++;
    } else if (char === "\\") backslash();
    else if ("*_~`".includes(char)) run();
    else at++;
  }
  tree.add(text.slice(plain));
  return tree.finish();

  /** Takes the meaning from the marker after it. It stays before `_`, for the sake of ¯\_(ツ)_/¯. */
  function backslash(): void {
    const next = text[at + 1] ?? "";
    if ("*~`[".includes(next) && next) {
      tree.add(text.slice(plain, at));
      plain = at + 1;
    }
    at += "*~`[_".includes(next) && next ? 2 : 1;
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Whether the first or the last character of a text is a letter or a digit. */
function isLetter(text: string, at: 0 | -1): boolean {
  return SPACED_LETTER.test([...text].at(at) ?? "");
}

/** Addresses that stand for themselves, by where they begin. */
function addresses(text: string): Map<number, { text: string; href: string }> {
  const found = new Map<number, { text: string; href: string }>();
  let at = 0;
  for (const { text: shown, href } of splitLinks(text)) {
    if (href) found.set(at, { text: shown, href });
    at += shown.length;
  }
  return found;
}

/** Where the backticks are that close others, by where those begin. */
function codeEnds(text: string): Map<number, number> {
  const next = new Map<number, number>();
  const ends = new Map<number, number>();
  for (const { 0: { length }, index } of [...text.matchAll(/`+/g)].reverse()) {
    const closing = next.get(length);
    if (closing !== undefined) ends.set(index, closing);
    next.set(length, index);
  }
  return ends;
}

/** Spaces that only keep a backtick from the markers are none of the code. */
function codeOf(text: string, from: number, end: number): InlineSpan {
  const inner = text.slice(from, end);
  return { kind: "code", text: /^ `.*` $|^ `|` $/s.test(inner) ? inner.trim() : inner };
}

/** A link with words of its own. Words that look like another address are a trick, and stay text. */
function namedAt(text: string, at: number): { span: InlineSpan; length: number } | undefined {
  const [whole, words = "", address = ""] = match(NAMED_LINK, text, at) ?? [];
  const url = URL.parse(address);
  if (!whole || !url || words.trim() === "" || splitLinks(words).some(({ href }) => href)) return;
  return { span: { kind: "link", text: words, href: url.href, named: true }, length: whole.length };
}

interface Name {
  id: string;
  name: string;
  normalized: string;
}

/** The longest first: Ana Maria is not Ana. */
function namesOf(callable: Mentionable): Name[] {
  return [...callable].map(([name, id]) => ({ id, name, normalized: normalize(name) }))
    .sort((a, b) => b.name.length - a.name.length);
}

function mentionAt(text: string, at: number, names: readonly Name[]) {
  if (names.length === 0 || isLetter(text.slice(Math.max(0, at - 2), at), -1)) return undefined;
  const found = names.find(({ name, normalized }) => {
    const end = at + 1 + name.length;
    return normalize(text.slice(at + 1, end)) === normalized &&
      !isLetter(text.slice(end, end + 2), 0);
  });
  if (!found) return undefined;
  const { id, name } = found;
  return { kind: "mention", id, text: text.slice(at, at + 1 + name.length) } as const;
}

function normalize(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
