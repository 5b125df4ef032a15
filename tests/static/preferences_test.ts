import { initialState } from "../../static/src/state/state.ts";
import {
  DEFAULT_PREFERENCES,
  parsePreferences,
  PREFERENCE_OPTIONS,
} from "../../static/src/state/preferences.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { sendsOnEnter } from "../../static/src/state/selectors.ts";
import { languageOf } from "../../static/src/i18n/language.ts";
import { assert, assertEquals } from "../helpers/assert.ts";

Deno.test("prefsOf() keeps what is a choice, and nothing else", () => {
  const none = [undefined, null, 7, "dark", [], { theme: "pink", other: 1 }];
  assertEquals(none.map(parsePreferences), none.map(() => DEFAULT_PREFERENCES));
  const all = { theme: "dark", density: "compact", clock: "24", enter: "line" };
  assertEquals(parsePreferences({ ...all, language: "tlh" }), { ...DEFAULT_PREFERENCES, ...all });
  assertEquals(DEFAULT_PREFERENCES.theme, PREFERENCE_OPTIONS.theme[0]);
});

Deno.test("preferences are this device's: they stay when one signs out", () => {
  const prefs = parsePreferences({ theme: "dark", enter: "line" });
  const state = [{ type: "prefs", prefs }, { type: "signedOut", reason: undefined }] as const;
  const out = state.reduce(reduce, initialState({ kind: "home" }, 0));
  assertEquals(out.prefs, prefs);
  assert(!sendsOnEnter(out));
});

Deno.test("languageOf() takes the choice, else the first wanted that there is, else English", () => {
  const en = { language: "en", locale: "en" };
  assertEquals(languageOf("system", []), en);
  assertEquals(languageOf("system", ["tlh", "en-US@posix"]), en);
  assertEquals(languageOf("system", ["tlh", "en-AU", "en"]), { language: "en", locale: "en-AU" });
  assertEquals(languageOf("constructor", ["toString"]), en);
});
