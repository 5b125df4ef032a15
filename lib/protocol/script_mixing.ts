/** The scripts of living languages (Unicode UAX #31, tables 5 and 7); the others count as one. */
const LIVING_SCRIPTS = [
  "Adlam",
  "Arabic",
  "Armenian",
  "Balinese",
  "Bengali",
  "Bopomofo",
  "Canadian_Aboriginal",
  "Cherokee",
  "Coptic",
  "Cyrillic",
  "Devanagari",
  "Ethiopic",
  "Georgian",
  "Glagolitic",
  "Gothic",
  "Greek",
  "Gujarati",
  "Gurmukhi",
  "Han",
  "Hangul",
  "Hebrew",
  "Hiragana",
  "Javanese",
  "Kannada",
  "Katakana",
  "Khmer",
  "Lao",
  "Latin",
  "Lisu",
  "Malayalam",
  "Mongolian",
  "Myanmar",
  "Nko",
  "Oriya",
  "Osage",
  "Sinhala",
  "Syriac",
  "Tamil",
  "Telugu",
  "Thaana",
  "Thai",
  "Tibetan",
  "Tifinagh",
  "Vai",
  "Yi",
] as const;

type Script = typeof LIVING_SCRIPTS[number];

/** How East Asian names are written, Latin letters beside them (UTS #39, "highly restrictive"). */
const ALLOWED_SCRIPT_MIXES: readonly (readonly Script[])[] = [
  ["Latin", "Han", "Hiragana", "Katakana"],
  ["Latin", "Han", "Hangul"],
  ["Latin", "Han", "Bopomofo"],
];

const SINGLE_SCRIPT_PATTERNS = LIVING_SCRIPTS.map((script) => scriptPattern([script]));
const SCRIPT_MIX_PATTERNS = ALLOWED_SCRIPT_MIXES.map(scriptPattern);
const OTHER_SCRIPTS_PATTERN = new RegExp(
  `^[${LIVING_SCRIPTS.map((script) => `\\P{scx=${script}}`).join("&&")}]*$`,
  "v",
);

/** Whether the letters of a text are of one script, or of some that are written together. */
export function isSingleScript(text: string): boolean {
  const letters = text.replace(/\P{L}/gu, "");
  return [...SINGLE_SCRIPT_PATTERNS, ...SCRIPT_MIX_PATTERNS, OTHER_SCRIPTS_PATTERN].some((
    pattern,
  ) => pattern.test(letters));
}

/** Letters of these scripts, and those that belong to no script. */
function scriptPattern(scripts: readonly Script[]): RegExp {
  const classes = scripts.map((script) => `\\p{scx=${script}}`).join("");
  return new RegExp(`^[${classes}\\p{sc=Common}\\p{sc=Inherited}]*$`, "u");
}
