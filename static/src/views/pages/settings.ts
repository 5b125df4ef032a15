import { h, type Vnode } from "../../vdom/h.ts";
import { PREFERENCE_OPTIONS } from "../../state/preferences.ts";
import type { State } from "../../state/state.ts";
import { LANGUAGES } from "../../i18n/language.ts";
import { t } from "../../i18n/secondary.ts";
import { timeOfDay } from "../../i18n/format/time_format.ts";
import { accountSection } from "./account.ts";
import type { Actions } from "../../actions/types.ts";
import { isMac } from "../ui/keycaps.ts";
import { plainPage } from "../ui/buttons.ts";
import { notificationSettings } from "./notification_settings.ts";
import { segmentedControl } from "../ui/segmented_control.ts";

/** The parts of the page, in their order. */
const SETTINGS_SECTIONS: readonly ((state: State, actions: Actions) => Vnode)[] = [
  looks,
  speech,
  writing,
  notificationSettings,
];

/** How one wants the page to be, on this device. */
export function settingsPage(state: State, actions: Actions): Vnode {
  return plainPage(
    state,
    actions,
    t.titles.settings,
    false,
    h("p", { class: "hint" }, t.prefs.about),
    SETTINGS_SECTIONS.map((draw) => draw(state, actions)),
  );
}

function looks({ prefs }: State, { prefer }: Actions): Vnode {
  return accountSection(
    t.prefs.looks,
    t.prefs.motion,
    segmentedControl({
      name: "theme",
      label: t.prefs.theme,
      options: PREFERENCE_OPTIONS.theme,
      names: t.prefs.themes,
      chosen: prefs.theme,
      change: (theme) => prefer({ theme }),
    }),
    segmentedControl({
      name: "density",
      label: t.prefs.density,
      options: PREFERENCE_OPTIONS.density,
      names: t.prefs.densities,
      chosen: prefs.density,
      change: (density) => prefer({ density }),
    }),
  );
}

function speech({ prefs, now }: State, { prefer }: Actions): Vnode {
  return accountSection(
    t.prefs.speech,
    false,
    segmentedControl({
      name: "language",
      label: t.prefs.language,
      options: PREFERENCE_OPTIONS.language,
      names: { system: t.prefs.system, en: LANGUAGES.en.name, de: LANGUAGES.de.name },
      chosen: prefs.language,
      change: (language) => prefer({ language }),
    }),
    segmentedControl({
      name: "clock",
      label: t.prefs.clock,
      options: PREFERENCE_OPTIONS.clock,
      names: t.prefs.clocks,
      chosen: prefs.clock,
      hint: t.prefs.now(timeOfDay(now)),
      change: (clock) => prefer({ clock }),
    }),
  );
}

function writing({ prefs: { enter } }: State, { prefer }: Actions): Vnode {
  return accountSection(
    t.prefs.writing,
    false,
    segmentedControl({
      name: "enter",
      label: t.prefs.enter,
      options: PREFERENCE_OPTIONS.enter,
      names: t.prefs.enters,
      chosen: enter,
      hint: (isMac() ? t.prefs.enterHintOnMac : t.prefs.enterHint)[enter],
      change: (enter) => prefer({ enter }),
    }),
  );
}
