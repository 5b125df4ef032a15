/** Made-up talk, the same in every run. */
export interface SampleMessages {
  /** The vocabulary, the most frequent first. */
  words: readonly string[];
  /** What somebody says somewhere. */
  message(): { room: string; author: string; content: string };
  /** Two words that were said side by side. */
  phrase(): string;
  /** A number from 0 to 1. */
  chance(): number;
}

const VOCABULARY_SIZE = 100_000;
const SYLLABLES = [
  "ba",
  "co",
  "de",
  "fi",
  "ga",
  "hu",
  "in",
  "ko",
  "la",
  "me",
  "no",
  "pre",
  "ra",
  "sti",
];

/** Words are as frequent as in a language, rooms and authors as busy as in a company (Zipf). */
export function createSampleMessages(
  { rooms, authors }: { rooms: number; authors: number },
): SampleMessages {
  const chance = random(1);
  const words = vocabulary(VOCABULARY_SIZE, chance);
  const word = zipf(VOCABULARY_SIZE, 1.05, chance);
  const room = zipf(rooms, 1, chance);
  const author = zipf(authors, 0.8, chance);
  const phrases: string[] = [];
  let said = 0;
  return {
    words,
    chance,
    message() {
      // Lengths as measured in chats: a dozen words, and now and then many more.
      const length = 2 + Math.floor(-Math.log(1 - chance()) * 10);
      const content = Array.from({ length }, () => words[word()]!);
      if (said++ % 997 === 0) phrases.push(content.slice(0, 2).join(" "));
      return { room: `room${room()}`, author: `author${author()}`, content: content.join(" ") };
    },
    phrase: () => phrases[Math.floor(chance() * phrases.length)]!,
  };
}

function vocabulary(count: number, chance: () => number): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    // Frequent words are short.
    const syllables = 1 + Math.floor(Math.log10(words.size + 1) * 0.7 + chance() * 1.5);
    let word = "";
    for (let i = 0; i < syllables; i++) word += SYLLABLES[Math.floor(chance() * SYLLABLES.length)];
    words.add(word + ("snrt"[Math.floor(chance() * 6)] ?? ""));
  }
  return [...words];
}

/** Draws places of a list by Zipf's law. */
function zipf(count: number, exponent: number, chance: () => number): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) sums[i] = sum += 1 / Math.pow(i + 2.7, exponent);
  return () => {
    const at = chance() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Numbers from 0 to 1 that look random (xorshift32). */
function random(seed: number): () => number {
  return () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 2 ** 32;
  };
}
