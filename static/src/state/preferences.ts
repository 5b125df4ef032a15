import type { HourCycle } from "../i18n/format/time_format.ts";

/** What one may choose from; the first is what holds until one has chosen. */
export const PREFERENCE_OPTIONS = {
  theme: ["system", "light", "dark"],
  density: ["comfortable", "compact"],
  clock: ["system", "12", "24"] satisfies HourCycle[],
  language: ["system", "en", "de"],
  /** What Enter does where one writes. */
  enter: ["send", "line"],
} as const;

type Choices = typeof PREFERENCE_OPTIONS;

/** How one wants the page to be, on this device. */
export type Preferences = { readonly [P in keyof Choices]: Choices[P][number] };

/** Before one has chosen anything. */
export const DEFAULT_PREFERENCES = parsePreferences(undefined);

/** What of some value, as from a storage, are choices; for the rest what is usual. */
export function parsePreferences(value: unknown): Preferences {
  const held = (value ?? {}) as Record<string, unknown>;
  const chosen = Object.entries(PREFERENCE_OPTIONS).map(([name, choices]) => [
    name,
    (choices as readonly unknown[]).includes(held[name]) ? held[name] : choices[0],
  ]);
  return Object.fromEntries(chosen) as Preferences;
}
