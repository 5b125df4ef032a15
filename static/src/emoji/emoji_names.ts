/** Code and addresses, which are left as they are, or names between colons, and not `std::key::of`. */
const EMOJI_NAMES =
  /```[^]*?```|`[^`\n]*`|https?:\/\/\S+|(?<![\p{L}\p{N}:])((?::[a-z0-9_+-]+:)+)(?![\p{L}\p{N}:])/giu;
const EMOJI_NAME = /:([a-z0-9_+-]+):/gi;

/** Whether a text may have the name of an emoji in it. */
export function hasEmojiNames(text: string): boolean {
  return /:[a-z0-9_+-]+:/i.test(text);
}

/** Puts emoji in the place of their names, as in `:smile:`; not in code, addresses and words. */
export function replaceEmojiNames(
  text: string,
  named: (name: string) => string | undefined,
): string {
  const one = (whole: string, name: string) => named(name) ?? whole;
  return text.replace(
    EMOJI_NAMES,
    (whole, names?: string) => names?.replace(EMOJI_NAME, one) ?? whole,
  );
}

/** The name that was just closed before the caret, if it is one. */
export function completedEmojiName(
  text: string,
  caret: number,
): { from: number; name: string } | undefined {
  const [whole, name] = /(?<![^\s(]):([a-z0-9_+-]+):$/i.exec(text.slice(0, caret).slice(-64)) ?? [];
  return whole && name ? { from: caret - whole.length, name } : undefined;
}
