const EMOJI_SEQUENCE = /\p{RGI_Emoji}/gv;

/** Everything that a terminal might obey, or that is there and not to be seen. */
const UNSAFE_CHARACTERS = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** They choose between two looks of the character before. */
const VARIATION_SELECTORS = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;

/** More marks than four on one letter only paint over the lines around. */
const EXCESS_COMBINING_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * What somebody wrote, as one line that is safe to print: a control character is shown by its picture
 * (␛), and what is invisible, turns the direction or joins is shown as a dot, unless it is part of an emoji.
 */
export function escapeLine(text: string): string {
  let shown = "";
  let end = 0;
  for (const match of text.matchAll(EMOJI_SEQUENCE)) {
    shown += escapeText(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return shown + escapeText(text.slice(end));
}

/** The same for what may have several lines. */
export function escapeLines(text: string): string[] {
  return text.split(/\r\n|\n/).map(escapeLine);
}

/** A value as one line of JSON that is safe to print: what `plain` would replace is escaped. */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE_CHARACTERS, (char) => {
    const units = Array.from(
      { length: char.length },
      (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`,
    );
    return units.join("");
  });
}

function escapeText(text: string): string {
  return text.replaceAll("\t", "    ").replace(VARIATION_SELECTORS, "").replace(
    EXCESS_COMBINING_MARKS,
    "$1·",
  )
    .replace(UNSAFE_CHARACTERS, controlPicture);
}

function controlPicture(char: string): string {
  const code = char.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "␡" : "·";
}
