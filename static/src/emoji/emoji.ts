import { gemoji } from "gemoji";

/** An emoji and what it is called, the usual name first. */
export interface Emoji {
  emoji: string;
  names: readonly string[];
}

/** All emoji, in groups as they are shown. */
export interface EmojiBook {
  groups: readonly { name: string; emoji: readonly Emoji[] }[];
  /** The emoji of a name, as in `smile`. */
  named(name: string): string | undefined;
  /** Those whose names or tags have all words of a query: first those whose name begins with it. */
  search(query: string, most: number): Emoji[];
  /** The emoji in a skin tone from 1 to 5, where it has them. */
  toned(emoji: string, tone: number): string;
}

const SINGLE_EMOJI = /^\p{RGI_Emoji}$/v;
const SKIN_TONE_BASE = /(\p{Emoji_Modifier_Base})\uFE0F?/gu;
/** U+1F3FB, the lightest of the five modifiers (UTS 51). */
const LIGHTEST_SKIN_TONE = 0x1F3FB;

/** Reads the emoji of the package; some of it names no emoji, or one that browsers do not show as such. */
export function emojiBook(): EmojiBook {
  const known = gemoji.filter(({ emoji }) => SINGLE_EMOJI.test(emoji));
  const byName = new Map(known.flatMap((one) => one.names.map((name) => [name, one.emoji])));
  const found = known.map((one) => ({
    ...one,
    text: [...one.names, ...one.tags, one.description].join(" ").replaceAll("_", " ").toLowerCase(),
  }));
  return {
    groups: [...Map.groupBy(known, ({ category }) => category)]
      .map(([name, emoji]) => ({ name, emoji })),
    named: (name) => byName.get(name.toLowerCase()),
    search(query, most) {
      const words = query.toLowerCase().replaceAll("_", " ").trim().split(/\s+/);
      const start = words.join("_");
      const rank = ({ names }: Emoji) =>
        names.includes(start) ? 0 : names.some((name) => name.startsWith(start)) ? 1 : 2;
      return found.filter(({ text }) => words.every((word) => ` ${text}`.includes(` ${word}`)))
        .map((one) => ({ one, rank: rank(one) }))
        .sort((a, b) => a.rank - b.rank)
        .slice(0, most).map(({ one }) => one);
    },
    toned,
  };
}

function toned(emoji: string, tone: number): string {
  if (tone < 1 || tone > 5) return emoji;
  const modifier = String.fromCodePoint(LIGHTEST_SKIN_TONE + tone - 1);
  const all = emoji.replace(SKIN_TONE_BASE, `$1${modifier}`);
  return SINGLE_EMOJI.test(all) ? all : emoji;
}
