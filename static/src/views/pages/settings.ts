import { h, type Vnode } from "../../vdom/h.ts";
import { CHOICES } from "../../state/preferences.ts";
import type { State } from "../../state/state.ts";
import { LANGUAGES } from "../../i18n/language.ts";
import { t } from "../../i18n/secondary.ts";
import { timeOfDay } from "../../i18n/format/time_format.ts";
import { part } from "./account.ts";
import type { Acts } from "../../actions/types.ts";
import { onMac } from "../ui/keycaps.ts";
import { plainPage } from "../ui/buttons.ts";
import { notifications } from "./notification_settings.ts";
import { segments } from "../ui/segmented_control.ts";

/** The parts of the page, in their order. */
const PARTS: readonly ((state: State, acts: Acts) => Vnode)[] = [
  looks,
  speech,
  writing,
  notifications,
];

/** How one wants the page to be, on this device. */
export function settings(state: State, acts: Acts): Vnode {
  return plainPage(
    state,
    acts,
    t.titles.settings,
    false,
    h("p", { class: "hint" }, t.prefs.about),
    PARTS.map((draw) => draw(state, acts)),
  );
}

function looks({ prefs }: State, { prefer }: Acts): Vnode {
  return part(
    t.prefs.looks,
    t.prefs.motion,
    segments({
      name: "theme",
      label: t.prefs.theme,
      options: CHOICES.theme,
      names: t.prefs.themes,
      chosen: prefs.theme,
      change: (theme) => prefer({ theme }),
    }),
    segments({
      name: "density",
      label: t.prefs.density,
      options: CHOICES.density,
      names: t.prefs.densities,
      chosen: prefs.density,
      change: (density) => prefer({ density }),
    }),
  );
}

function speech({ prefs, now }: State, { prefer }: Acts): Vnode {
  return part(
    t.prefs.speech,
    false,
    segments({
      name: "language",
      label: t.prefs.language,
      options: CHOICES.language,
      names: { system: t.prefs.system, en: LANGUAGES.en.name, de: LANGUAGES.de.name },
      chosen: prefs.language,
      change: (language) => prefer({ language }),
    }),
    segments({
      name: "clock",
      label: t.prefs.clock,
      options: CHOICES.clock,
      names: t.prefs.clocks,
      chosen: prefs.clock,
      hint: t.prefs.now(timeOfDay(now)),
      change: (clock) => prefer({ clock }),
    }),
  );
}

function writing({ prefs: { enter } }: State, { prefer }: Acts): Vnode {
  return part(
    t.prefs.writing,
    false,
    segments({
      name: "enter",
      label: t.prefs.enter,
      options: CHOICES.enter,
      names: t.prefs.enters,
      chosen: enter,
      hint: (onMac() ? t.prefs.enterHintOnMac : t.prefs.enterHint)[enter],
      change: (enter) => prefer({ enter }),
    }),
  );
}
