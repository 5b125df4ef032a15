import { auditSentence } from "./en/audit_log.ts";
import { confirmationText } from "./en/confirmations.ts";
import { messageActions } from "./en/message_actions.ts";
import { dialogs } from "./en/dialogs.ts";
import { authTexts } from "./en/auth.ts";
import { searchAndSettings } from "./en/search_and_settings.ts";
import { notificationTexts } from "./en/notifications.ts";
import { pageTexts } from "./en/pages.ts";
import { errorReasons } from "./en/error_reasons.ts";
import { setup } from "./en/setup.ts";
import { type Core, t as core, type Translation } from "./index.ts";
import { threads } from "./en/threads.ts";
import { uploads } from "./en/uploads.ts";
import { writing } from "./en/composer.ts";

/** What is said where no first visit leads, in English. */
export const secondaryTexts = {
  ...authTexts,
  ...dialogs,
  ...searchAndSettings,
  ...pageTexts,
  ...setup,
  ...threads,
  ...uploads,
  audited: auditSentence,
  messageActions,
  notifications: notificationTexts,
  confirmationText,
  errorReasons,
  writing,
};

/** What every language has: the texts of English, in other words. */
export type Strings = Core & Translation<typeof secondaryTexts>;

/** Everything that the page says, for what is loaded with it. */
export const t = core as Strings;
