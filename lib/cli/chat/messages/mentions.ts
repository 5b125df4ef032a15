import { LIMITS } from "../../../protocol/limits.ts";

/**
 * Whom a text calls, as in `@Ana`: the ids of people whom one knows, and `here`. The longest name counts;
 * the server drops those who may not be called.
 */
export function findMentions(text: string, people: ReadonlyMap<string, string>): string[] {
  const candidates = [...people, ["here", "here"] as const].sort(([, a], [, b]) =>
    b.length - a.length
  );
  const ids = new Set<string>();
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}_])@/gu)) {
    const rest = foldCase(text.slice(index + 1));
    const matches = candidates.filter(([, name]) =>
      rest.startsWith(foldCase(name)) && !/^[\p{L}\p{N}_]/u.test(rest.slice(foldCase(name).length))
    );
    const [, longest = ""] = matches[0] ?? [];
    for (const [id, name] of matches) if (name.length === longest.length) ids.add(id);
  }
  return [...ids].slice(0, LIMITS.mentionsPerMessage);
}

function foldCase(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
