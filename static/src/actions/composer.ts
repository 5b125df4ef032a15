import type { State } from "../state/state.ts";
import { type AutocompleteActions, createAutocomplete } from "./autocomplete.ts";
import type { ActionContext } from "./context.ts";
import { writeDraft } from "./drafts.ts";
import { type EmojiActions, emojiActions } from "./emoji.ts";
import { startFetchingMentionedNames } from "./fetch_mentioned_names.ts";
import { createReplyAndEdit, type ReplyAndEditActions } from "./reply_and_edit.ts";
import { MessageSender } from "./send_message.ts";
import { TypingNotifier } from "./typing_notifier.ts";

export interface ComposerActions extends ReplyAndEditActions, AutocompleteActions, EmojiActions {
  /** Takes what was written in a field. A key is a room's id, or `room/seq` for a thread. */
  draft(key: string, text: string): void;
  /**
   * Sends what is being written with its files, or saves the edit, or does the command, if there is
   * something, it is not too long, and one may.
   */
  send(key: string): void;
  /** The state as it is, which may be newer than what is drawn. */
  latest(): State;
  retry(id: string): void;
  discard(id: string): void;
  /** Connects now. */
  wake(): void;
}

/** The composers of a page, until the server has what was written in them. */
export function composerActions(context: ActionContext): ComposerActions {
  const { store, session } = context;
  const emoji = emojiActions(context);
  const autocomplete = createAutocomplete(context, emoji.loadEmoji);
  const edits = createReplyAndEdit(context);
  const typing = new TypingNotifier(context);
  const sender = new MessageSender(context, { autocomplete, emoji, edits, typing });
  startFetchingMentionedNames(context);

  const { save: _, ...composing } = edits;
  return {
    ...composing,
    ...autocomplete,
    ...emoji,
    draft(key, text) {
      if (store.state.writing.remark) store.dispatch({ type: "remark", remark: undefined });
      writeDraft(context, key, text);
      if (text.trim() !== "" && store.state.compose[key]?.kind !== "edit") typing.notify(key);
    },
    send: (key) => sender.send(key),
    latest: () => store.state,
    retry: (id) => session.client?.retry(id),
    discard: (id) => session.client?.discard(id),
    wake: () => session.client?.reconnectNow(),
  };
}
