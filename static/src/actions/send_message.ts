import { LIMITS } from "../../../lib/protocol/limits.ts";
import { hasEmojiNames, replaceEmojiNames } from "../emoji/emoji_names.ts";
import { t } from "../i18n/index.ts";
import { loadSecondary } from "../lazy/chunks.ts";
import { attachedTo, sentFiles, uploadState } from "../state/attachments.ts";
import { parseComposerKey, roomOfKey } from "../state/composer_key.ts";
import { parseSlashCommand, unescapeSlash } from "../state/parse_slash_command.ts";
import { postingState } from "../state/posting.ts";
import type { JoinedRoom } from "../state/state.ts";
import { codePointLength } from "../util/text.ts";
import type { Autocomplete } from "./autocomplete.ts";
import type { ActionContext } from "./context.ts";
import { showRemark, writeDraft } from "./drafts.ts";
import type { EmojiActions } from "./emoji.ts";
import { mentionsOf } from "./message_mentions.ts";
import type { ReplyAndEdit } from "./reply_and_edit.ts";
import type { TypingNotifier } from "./typing_notifier.ts";

/** The other parts of a composer. */
export interface ComposerParts {
  readonly autocomplete: Autocomplete;
  readonly emoji: EmojiActions;
  readonly edits: ReplyAndEdit;
  readonly typing: TypingNotifier;
}

/** The content of a composer, with the room that it is for. */
interface Draft {
  readonly key: string;
  readonly own: JoinedRoom;
  readonly text: string;
}

/** Sends the content of a composer: a message with its files, an edit or a command. */
export class MessageSender {
  readonly #context: ActionContext;
  readonly #parts: ComposerParts;

  constructor(context: ActionContext, parts: ComposerParts) {
    this.#context = context;
    this.#parts = parts;
  }

  /** The five steps of the Send button. */
  send(key: string): void {
    if (!this.#uploadsReady(key)) return;
    const draft = this.#expandEmoji(key);
    if (!draft || this.#saveEdit(draft) || this.#isEmpty(draft)) return;
    if (this.#runSlashCommand(draft)) return;
    if (!this.#mayPost(draft)) return;
    this.#enqueue(draft, unescapeSlash(draft.text));
    writeDraft(this.#context, key, "");
  }

  /** Step 1: a message waits for its uploads, and stays when one failed; an edit has none. */
  #uploadsReady(key: string): boolean {
    const { store } = this.#context;
    const { state } = store;
    const isEdit = state.composeTargets[key]?.kind === "edit";
    const uploads = isEdit ? "none" : uploadState(attachedTo(state, key));
    if (uploads === "going") store.dispatch({ type: "sendLater", key, on: true });
    return uploads !== "going" && uploads !== "failed";
  }

  /** Step 2: the text with emoji in the place of their names; sends again when they are loaded. */
  #expandEmoji(key: string): Draft | undefined {
    const { store, session } = this.#context;
    const { state } = store;
    const own = roomOfKey(state, key);
    const written = state.drafts[key] ?? "";
    if (!session.client || !own || codePointLength(written) > LIMITS.messageChars) return undefined;
    const { emoji: book, emojiFailed } = state.composer;
    if (hasEmojiNames(written) && !book && !emojiFailed) {
      this.#parts.emoji.loadEmoji().then(() => this.send(key));
      return undefined;
    }
    this.#parts.autocomplete.dismiss(false);
    const text = (book ? replaceEmojiNames(written, book.named) : written).trimEnd();
    return { key, own, text };
  }

  /** Whether the draft is an edit, which is saved where its author may write, in slow mode too. */
  #saveEdit({ key, own, text }: Draft): boolean {
    const { state } = this.#context.store;
    if (state.composeTargets[key]?.kind !== "edit") return false;
    const { kind } = postingState(state, own);
    if (kind === "free" || kind === "slow") {
      this.#parts.edits.save(key, text.trim() && text, this.#mentions(key, own, text));
    }
    return true;
  }

  #isEmpty({ key, text }: Draft): boolean {
    return !text && attachedTo(this.#context.store.state, key).length === 0;
  }

  /** Step 3: whether the draft is a command, which then runs. */
  #runSlashCommand(draft: Draft): boolean {
    const command = parseSlashCommand(draft.text);
    if (command) this.#run(draft, command);
    return command !== undefined;
  }

  async #run({ key, own, text }: Draft, command: { name: string; rest: string }): Promise<void> {
    const context = this.#context;
    const { store } = context;
    const before = store.state.drafts[key];
    const { runSlashCommand } = await loadSecondary().catch(() => ({ runSlashCommand: undefined }));
    if (!runSlashCommand) return showRemark(context, key, t.errors.unreachable);
    const outcome = await runSlashCommand(context, key, command);
    const isSame = store.state.drafts[key] === before;
    if (outcome.kind === "kept") {
      if (outcome.remark) showRemark(context, key, outcome.remark);
      return;
    }
    if (outcome.kind === "say") {
      if (!this.#mayPost({ key, own, text })) return;
      if (codePointLength(outcome.text) > LIMITS.messageChars) return;
      this.#enqueue({ key, own, text }, outcome.text);
    }
    if (isSame) writeDraft(context, key, "");
  }

  /** Step 4: whether the user may post in the room now. */
  #mayPost({ own }: Draft): boolean {
    return postingState(this.#context.store.state, own).kind === "free";
  }

  /** Step 5: gives the message to the outbox of the client, with its reply, thread, mentions and files. */
  #enqueue({ key, own }: Draft, content: string): void {
    const { store, session } = this.#context;
    const compose = store.state.composeTargets[key];
    const attached = attachedTo(store.state, key);
    const { room, thread } = parseComposerKey(key);
    const mentions = this.#mentions(key, own, content);
    if (compose) store.dispatch({ type: "compose", room: key, compose: undefined });
    this.#parts.typing.reset();
    session.client?.send(room, content, {
      ...(compose?.kind === "reply" ? { reply: compose.seq } : {}),
      ...(thread === undefined ? {} : { thread }),
      mentions,
      ...(attached.length > 0 && { files: sentFiles(attached) }),
    });
    if (attached.length > 0) {
      store.dispatch({ type: "detached", ids: attached.map(({ id }) => id) });
    }
  }

  #mentions(key: string, own: JoinedRoom, text: string): string[] {
    const { state } = this.#context.store;
    return mentionsOf(state, key, own, text, this.#parts.autocomplete.pickedPeople(key));
  }
}
