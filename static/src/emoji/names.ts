/** Code, which is left as it is, or a name between colons. */
const NAMES = /```[^]*?```|`[^`\n]*`|:([a-z0-9_+-]+):/gi;

/** Whether a text may have the name of an emoji in it. */
export function hasNames(text: string): boolean {
  return /:[a-z0-9_+-]+:/i.test(text);
}

/** Puts emoji in the place of their names, as in `:smile:`; not in code. */
export function withEmoji(text: string, named: (name: string) => string | undefined): string {
  return text.replace(NAMES, (whole, name?: string) => name && named(name) || whole);
}

/** The name that was just closed before the caret, if it is one. */
export function closedName(
  text: string,
  caret: number,
): { from: number; name: string } | undefined {
  const [whole, name] = /(?<![^\s(]):([a-z0-9_+-]+):$/i.exec(text.slice(0, caret).slice(-64)) ?? [];
  return whole && name ? { from: caret - whole.length, name } : undefined;
}
