/** A stretch of what someone wrote: plain, or a link. */
export type TextPiece = { text: string; href?: string };

const LINK_PATTERN = /\bhttps?:\/\/[^\s<>"]+/giu;
/** What ends a sentence and not an address. */
const TRAILING_PUNCTUATION = ".,;:!?'*_~…";
const BRACKET_PAIRS = [["(", ")"], ["[", "]"], ["{", "}"]] as const;

/** Finds the addresses in a text; all others are plain, and the pieces together are the text. */
export function splitLinks(text: string): TextPiece[] {
  const found: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK_PATTERN)) {
    const shown = trimmed(match[0]);
    const href = safe(shown);
    if (!href) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: shown, href });
    end = match.index + shown.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

/** An address without the punctuation of the sentence around it; brackets stay when they pair. */
function trimmed(address: string): string {
  const count = (char: string) => address.split(char).length;
  const unpaired = new Map<string, number>(
    BRACKET_PAIRS.map(([open, close]) => [close, count(close) - count(open)]),
  );
  let end = address.length;
  for (; end > 0; end--) {
    const char = address[end - 1]!;
    const surplus = unpaired.get(char) ?? 0;
    if (surplus > 0) unpaired.set(char, surplus - 1);
    else if (!TRAILING_PUNCTUATION.includes(char)) break;
  }
  return address.slice(0, end);
}

function safe(address: string): string | undefined {
  const url = URL.parse(address);
  return url && (url.protocol === "https:" || url.protocol === "http:") ? url.href : undefined;
}

/** Up to two letters that stand for a name in its avatar. */
export function initials(name: string): string {
  const words = name.split(/[\s\-_.]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
    .flatMap((word) => word?.match(/[\p{L}\p{N}]/u)?.[0] ?? []);
  return letters.join("").toLocaleUpperCase() || [...name][0] || "?";
}

/** A hue in degrees, always the same for an id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (Math.imul(hash, 31) + char.codePointAt(0)!) >>> 0;
  return ((Math.imul(hash, 2_654_435_761) >>> 16) * 360) >>> 16;
}

/** Code points, as the server counts them. */
export function codePointLength(text: string): number {
  return [...text].length;
}
