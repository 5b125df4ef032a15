import { LIMITS } from "../../../protocol/limits.ts";

/**
 * Whom a text calls, as in `@Ana`: the ids of people whom one knows, and `here`. The longest name counts;
 * the server drops those who may not be called.
 */
export function mentionsOf(text: string, people: ReadonlyMap<string, string>): string[] {
  const named = [...people, ["here", "here"] as const].sort(([, a], [, b]) => b.length - a.length);
  const ids = new Set<string>();
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}_])@/gu)) {
    const rest = fold(text.slice(index + 1));
    const found = named.filter(([, name]) =>
      rest.startsWith(fold(name)) && !/^[\p{L}\p{N}_]/u.test(rest.slice(fold(name).length))
    );
    const [, longest = ""] = found[0] ?? [];
    for (const [id, name] of found) if (name.length === longest.length) ids.add(id);
  }
  return [...ids].slice(0, LIMITS.mentions);
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
