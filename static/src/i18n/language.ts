import type { Strings } from "./secondary.ts";
import { setLanguage } from "./index.ts";
import { type LanguageWords, setFormatters } from "./format/formatters.ts";

/** What a language brings; English nothing, which the page can say by itself. */
export interface LoadedLanguage {
  strings?: Strings;
  words?: LanguageWords;
}

interface Language {
  /** As those call it who speak it. */
  name: string;
  direction: "ltr" | "rtl";
  load(): LoadedLanguage | Promise<LoadedLanguage>;
}

/** The languages of the page; all but English come in a script of their own. */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr", load: () => ({}) },
  de: {
    name: "Deutsch",
    direction: "ltr",
    load: async () => (await import("./de/german.ts")).german,
  },
} as const satisfies Record<string, Language>;

export type LanguageId = keyof typeof LANGUAGES;

/**
 * The language that one has chosen, or the first that the browser wants and the page has; and the place
 * whose way of telling times goes with it, as in de-AT.
 */
export function languageOf(
  chosen: string,
  wanted: readonly string[],
): { language: LanguageId; locale: string } {
  const base = (tag: string) => tag.split("-")[0]!.toLowerCase();
  const has = (id: string): id is LanguageId => Object.hasOwn(LANGUAGES, id);
  const language = has(chosen) ? chosen : wanted.map(base).find(has) ?? "en";
  const locale = wanted.find((tag) => base(tag) === language && isTag(tag));
  return { language, locale: locale ?? language };
}

/** Browsers may tell what their system calls a language, as in en-US@posix. */
function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length > 0;
  } catch {
    return false;
  }
}

/** Speaks a language from now on; the one before, if its script cannot be loaded. */
export async function loadLanguage(language: LanguageId): Promise<boolean> {
  try {
    const { strings, words } = await (LANGUAGES[language] as Language).load();
    setLanguage(strings);
    setFormatters(words);
    return true;
  } catch {
    return false;
  }
}
