import { audited } from "./en/audit_log.ts";
import { deeds, question } from "./en/message_actions.ts";
import { dialogs } from "./en/dialogs.ts";
import { doors } from "./en/auth.ts";
import { find } from "./en/search_and_settings.ts";
import { knowing } from "./en/notifications.ts";
import { places } from "./en/pages.ts";
import { errorReasons } from "./en/error_reasons.ts";
import { setup } from "./en/setup.ts";
import { type Core, t as core, type Worded } from "./index.ts";
import { threads } from "./en/threads.ts";
import { uploads } from "./en/uploads.ts";
import { writing } from "./en/composer.ts";

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
