import { LIMITS, TYPING_INTERVAL_MS } from "../../../lib/protocol/limits.ts";
import { hasEmojiNames, replaceEmojiNames } from "../emoji/emoji_names.ts";
import { attachedTo, sentFiles } from "../state/attachments.ts";
import { findMentions, mentionableIn } from "../state/mentions.ts";
import { findMessage } from "../state/reactions.ts";
import type { PersonRef } from "../state/dialogs.ts";
import { canIn } from "../state/viewer_permissions.ts";
import { accountOf, openRoom } from "../state/selectors.ts";
import { parseSlashCommand, unescapeSlash } from "../state/parse_slash_command.ts";
import type { JoinedRoom, State } from "../state/state.ts";
import { postingState } from "../state/posting.ts";
import { t } from "../i18n/index.ts";
import { codePointLength } from "../util/text.ts";
import { loadSecondary } from "../lazy/chunks.ts";
import type { ActionContext } from "./context.ts";
import { type AutocompleteActions, autocompleteActions } from "./autocomplete.ts";
import { type ReplyAndEditActions, replyAndEditActions } from "./reply_and_edit.ts";
import { type EmojiActions, emojiActions } from "./emoji.ts";
import { startFetchingMentionedNames } from "./fetch_mentioned_names.ts";
import { composerKey, roomOfKey } from "../state/composer_key.ts";

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

/** What one writes, until the server has it. */
export function composerActions(context: ActionContext): ComposerActions {
  const { store, saved } = context;
  const emoji = emojiActions(context);
  const completion = autocompleteActions(context, emoji.loadEmoji);
  const compose = replyAndEditActions(context, write);
  let typed = { room: "", at: 0 };
  startFetchingMentionedNames(context);

  /** Puts a text into a field. One that edits is not kept over a reload; what was there before is. */
  function write(key: string, text: string): void {
    const isEdit = store.state.compose[key]?.kind === "edit";
    const persisted = isEdit || saved.saveDraft(accountOf(store.state) ?? "", key, text);
    store.dispatch({ type: "draft", room: key, text, persisted });
  }

  function remark(key: string, text: string): void {
    store.dispatch({ type: "remark", remark: { key, text } });
  }

  function saysSo(key: string): void {
    const at = Date.now();
    const own = openRoom(store.state);
    const { room } = composerKey(key);
    if (own?.room.id !== room || postingState(store.state, own).kind !== "free") return;
    if (typed.room === room && at - typed.at < TYPING_INTERVAL_MS) return;
    typed = { room, at };
    context.session.client?.typing(room);
  }

  /** Whom a text calls: people by their names, first those of the room. */
  function mentionsOf(key: string, own: JoinedRoom, text: string): string[] {
    const { state } = store;
    if (!text.includes("@")) return [];
    const known = mentionableIn(state, own);
    const names = new Set(known.map(({ name }) => name));
    const others = Object.entries(state.names).map(([id, name]) => ({ id, name }))
      .filter(({ name }) => !names.has(name));
    const here = canIn(state, own.room, "mention everyone here");
    const chosen = [...calledBefore(key, own), ...completion.chosen(key)];
    return findMentions(text, [...known, ...others], chosen, here);
  }

  /** Whom the message calls that is edited: of two with one name it goes on to mean the same. */
  function calledBefore(key: string, { room }: JoinedRoom): PersonRef[] {
    const { compose, names } = store.state;
    const options = compose[key];
    if (options?.kind !== "edit") return [];
    const { mentions = [] } = findMessage(store.state, { room: room.id, seq: options.seq })?.said ??
      {};
    return mentions.flatMap((id) => names[id] === undefined ? [] : [{ id, name: names[id] }]);
  }

  /** Says something in a room or a thread, as an answer where it is one, and with what is attached. */
  function say(key: string, own: JoinedRoom, content: string): void {
    const options = store.state.compose[key];
    const attached = attachedTo(store.state, key);
    const { room, thread } = composerKey(key);
    const mentions = mentionsOf(key, own, content);
    if (options) store.dispatch({ type: "compose", room: key, compose: undefined });
    typed = { room: "", at: 0 };
    context.session.client?.send(room, content, {
      ...(options?.kind === "reply" ? { reply: options.seq } : {}),
      ...(thread === undefined ? {} : { thread }),
      mentions,
      ...(attached.length > 0 && { files: sentFiles(attached) }),
    });
    if (attached.length > 0) {
      store.dispatch({ type: "detached", ids: attached.map(({ id }) => id) });
    }
  }

  async function run(key: string, own: JoinedRoom, command: { name: string; rest: string }) {
    const before = store.state.drafts[key];
    const { runSlashCommand } = await loadSecondary().catch(() => ({ runSlashCommand: undefined }));
    if (!runSlashCommand) return remark(key, t.errors.unreachable);
    const outcome = await runSlashCommand(context, key, command);
    const isSame = store.state.drafts[key] === before;
    if (outcome.kind === "kept") {
      if (outcome.remark) remark(key, outcome.remark);
      return;
    }
    if (outcome.kind === "say") {
      if (
        postingState(store.state, own).kind !== "free" ||
        codePointLength(outcome.text) > LIMITS.messageChars
      ) {
        return;
      }
      say(key, own, outcome.text);
    }
    if (isSame) write(key, "");
  }

  function send(key: string): void {
    const { state } = store;
    const own = roomOfKey(state, key);
    const written = state.drafts[key] ?? "";
    if (!context.session.client || !own || codePointLength(written) > LIMITS.messageChars) return;
    if (hasEmojiNames(written) && !state.writing.emoji && !state.writing.emojiFailed) {
      return void emoji.loadEmoji().then(() => send(key));
    }
    completion.dismiss(false);
    const { emoji: book } = state.writing;
    const text = (book ? replaceEmojiNames(written, book.named) : written).trimEnd();
    const mine = postingState(state, own).kind;
    if (state.compose[key]?.kind === "edit") {
      if (mine !== "free" && mine !== "slow") return;
      return compose.save(key, text.trim() && text, mentionsOf(key, own, text));
    }
    if (!text && attachedTo(state, key).length === 0) return;
    const command = parseSlashCommand(text);
    if (command) return void run(key, own, command);
    if (mine !== "free") return;
    say(key, own, unescapeSlash(text));
    write(key, "");
  }

  const { save: _, ...composing } = compose;
  return {
    ...composing,
    ...completion,
    ...emoji,
    draft(key, text) {
      if (store.state.writing.remark) store.dispatch({ type: "remark", remark: undefined });
      write(key, text);
      if (text.trim() !== "" && store.state.compose[key]?.kind !== "edit") saysSo(key);
    },
    send,
    latest: () => store.state,
    retry: (id) => context.session.client?.retry(id),
    discard: (id) => context.session.client?.discard(id),
    wake: () => context.session.client?.reconnectNow(),
  };
}
