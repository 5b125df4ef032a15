import { audited } from "./audit.ts";
import { deeds, question } from "./deeds.ts";
import { dialogs } from "./dialogs.ts";
import { doors } from "./doors.ts";
import { find } from "./find.ts";
import { knowing } from "./knowing.ts";
import { places } from "./places.ts";
import { errorReasons } from "./error_reasons.ts";
import { setup } from "./setup.ts";
import { type Core, t as core, type Worded } from "./strings.ts";
import { threads } from "./threads.ts";
import { uploads } from "./uploads.ts";
import { writing } from "./writing.ts";

/** What is said where no first visit leads, in English. */
export const more = {
  ...doors,
  ...dialogs,
  ...find,
  ...places,
  ...setup,
  ...threads,
  ...uploads,
  audited,
  deeds,
  knowing,
  question,
  errorReasons,
  writing,
};

/** What every language has: the texts of English, in other words. */
export type Strings = Core & Worded<typeof more>;

/** Everything that the page says, for what is loaded with it. */
export const t = core as Strings;
