import { add } from "../i18n/index.ts";
import { addIcons } from "../icons/icons.ts";

/** What is no part of the first visit: one script, with what it says. Rejects when it cannot be loaded. */
export const more = async () => {
  const part = filled(await import("../chunks/secondary.ts"));
  addIcons(part.icons);
  return part;
};

/** What only those see who are about to come in. Rejects when it cannot be loaded. */
export const doors = async () => filled(await import("../chunks/auth.ts"));

function filled<P extends { texts: object }>(part: P): P {
  add(part.texts);
  return part;
}
