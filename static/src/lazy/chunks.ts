import { addStrings } from "../i18n/index.ts";
import { addIcons } from "../icons/icons.ts";

/** What is no part of the first visit: one script, with what it says. Rejects when it cannot be loaded. */
export const loadSecondary = async () => {
  const part = filled(await import("../chunks/secondary.ts"));
  addIcons(part.secondaryIcons);
  return part;
};

/** What only those see who are about to come in. Rejects when it cannot be loaded. */
export const loadAuth = async () => filled(await import("../chunks/auth.ts"));

function filled<P extends { texts: object }>(part: P): P {
  addStrings(part.texts);
  return part;
}
