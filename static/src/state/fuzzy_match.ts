/**
 * How well a name is what somebody looks for, from 0; `undefined` when it is not. Best is the beginning of
 * the name, then beginnings of words in any order, then pieces of words in theirs ("deste" is "Design
 * Team"), then any part of it.
 */
export function matchRank(name: string, query: string): number | undefined {
  const [text, searched] = [normalized(name), normalized(query).trim()];
  if (text.startsWith(searched)) return 0;
  const words = text.split(/[\s\-_.,/]+/u);
  const parts = searched.split(/\s+/u);
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 1;
  if (isMadeOfBeginnings(searched.replace(/\s+/gu, ""), words)) return 2;
  return parts.every((part) => text.includes(part)) ? 3 : undefined;
}

/** The best of some, those that are as good in the order they came in. */
export function fuzzyMatches<T>(
  all: readonly T[],
  query: string,
  nameOf: (one: T) => string,
): T[] {
  return all.map((one) => ({ one, rank: matchRank(nameOf(one), query) }))
    .filter((ranked) => ranked.rank !== undefined)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ one }) => one);
}

/** Without what one may leave out when one types. */
function normalized(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** Whether a text is beginnings of some of these words, in their order. */
function isMadeOfBeginnings(text: string, words: readonly string[]): boolean {
  let ends = new Set([0]);
  for (const word of words) {
    const next = new Set(ends);
    for (const end of ends) {
      for (let at = 0; at < word.length && word[at] === text[end + at]; at++) {
        next.add(end + at + 1);
      }
    }
    ends = next;
  }
  return ends.has(text.length);
}
