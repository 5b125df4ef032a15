import { loadSecondary } from "../lazy/chunks.ts";
import { Autocomplete } from "./autocomplete.ts";
import { emojiActions } from "./emoji.ts";
import { createReplyAndEdit } from "./reply_and_edit.ts";
import { TypingNotifier } from "./typing_notifier.ts";
import { composerActions } from "./composer.ts";
import type { ActionContext } from "./context.ts";
import { historyActions } from "./history.ts";
import { lazyActions } from "./lazy_actions.ts";
import { messageActions } from "./messages.ts";
import { notificationActions } from "./notifications.ts";
import { peopleActions } from "./people.ts";
import { preferenceActions } from "./preferences.ts";
import { roomActions } from "./rooms.ts";
import { searchActions } from "./search.ts";
import { sessionActions } from "./session.ts";
import { threadActions } from "./threads.ts";
import { uploadActions } from "./uploads.ts";

/** The parts of the page's actions, by their subject. */
export type Controllers = ReturnType<typeof createControllers>;

/** Creates the parts; no two of them give one name. */
export function createControllers(
  context: ActionContext,
  window: Window & typeof globalThis,
) {
  const session = sessionActions(context);
  const history = historyActions(context);
  const rooms = roomActions(context, history);
  const lazy = lazyActions(
    context,
    async () => (await loadSecondary()).secondaryActions(context),
  );
  const emoji = emojiActions(context);
  const autocomplete = new Autocomplete(context, emoji.loadEmoji);
  const edits = createReplyAndEdit(context);
  const typing = new TypingNotifier(context);
  const composer = composerActions(context, { emoji, autocomplete, edits, typing });
  return {
    session,
    history,
    rooms,
    emoji,
    autocomplete,
    edits,
    composer,
    uploads: uploadActions(context, window, composer.send),
    threads: threadActions(context),
    messages: messageActions(context, { reload: lazy("reload") }),
    people: peopleActions(context),
    lazy,
    preferences: preferenceActions(context),
    search: searchActions(context),
    notifications: notificationActions(context, window),
  };
}
