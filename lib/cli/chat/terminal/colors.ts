import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** Colours that are all there in a terminal's own theme, dark or light. */
const NAME_COLORS = [
  "red",
  "green",
  "yellow",
  "blue",
  "magenta",
  "cyan",
  "redBright",
  "greenBright",
  "yellowBright",
  "blueBright",
  "magentaBright",
  "cyanBright",
] as const;

/** Colours for a terminal, or none. What is painted must be safe to print already. */
export interface Colors {
  dim(text: string): string;
  bold(text: string): string;
  warn(text: string): string;
  /** A name in a colour that is always the same for an account. */
  name(id: string, name: string): string;
}

/** Makes a paint; without colour it leaves every text as it is. */
export function createColors(hasColor: boolean): Colors {
  const styled = (style: Style) => (text: string) =>
    hasColor && text !== "" ? styleText(style, text, { validateStream: false }) : text;
  return {
    dim: styled("dim"),
    bold: styled("bold"),
    warn: styled("yellow"),
    name: (id, name) => styled(["bold", NAME_COLORS[hash(id) % NAME_COLORS.length]!])(name),
  };
}

function hash(id: string): number {
  let sum = 0;
  for (const char of id) sum = (Math.imul(sum, 31) + char.codePointAt(0)!) >>> 0;
  return Math.imul(sum, 2_654_435_761) >>> 16;
}
