import { startGeneration } from "../util/memo.ts";
import type { Preferences } from "../state/preferences.ts";
import { languageOf, LANGUAGES, loadLanguage } from "../i18n/language.ts";
import { setTimeFormat } from "../i18n/format/time_format.ts";

/**
 * Makes the page look and speak as one prefers: the looks at once, the language when it is loaded. Whether
 * it could be.
 */
export async function applyPreferences(
  { document, navigator }: Window,
  prefs: Preferences,
): Promise<boolean> {
  const root = document.documentElement;
  root.dataset.theme = prefs.theme;
  root.dataset.density = prefs.density;
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[data-theme]")) {
    const { theme } = meta.dataset;
    meta.media = prefs.theme === "system"
      ? `(prefers-color-scheme: ${theme})`
      : prefs.theme === theme
      ? "all"
      : "not all";
  }
  const { language, locale } = languageOf(prefs.language, navigator.languages);
  const isSpoken = await loadLanguage(language);
  if (isSpoken) {
    root.lang = language;
    root.dir = LANGUAGES[language].direction;
  }
  setTimeFormat(locale, prefs.clock);
  startGeneration();
  return isSpoken;
}
