import { findMessage } from "../state/reactions.ts";
import type { TimelineMessage } from "../state/timeline.ts";
import { accountOf } from "../state/selectors.ts";
import { errorText } from "../i18n/error_text.ts";
import { t } from "../i18n/index.ts";
import type { ActionContext } from "./context.ts";
import { writeDraft } from "./drafts.ts";
import { parseComposerKey, roomOfKey } from "../state/composer_key.ts";

export interface ReplyAndEditActions {
  /** Answers a message with what one writes next. */
  reply(key: string, message: TimelineMessage): void;
  /** Says a message of one's own in other words. */
  edit(key: string, message: Pick<TimelineMessage, "seq" | "content">): void;
  /** Edits what one has said last; whether there is such a message. */
  editLast(key: string): boolean;
  /** Neither answers nor edits any more; what was being written before an edit comes back. */
  cancel(key: string): void;
}

export interface ReplyAndEdit extends ReplyAndEditActions {
  /** Sends an edit; nothing is sent when its text is the same. */
  save(key: string, content: string, mentions: string[]): void;
}

/** What a composer answers or edits. */
export function createReplyAndEdit(context: ActionContext): ReplyAndEdit {
  const { store } = context;
  const { dispatch } = store;

  function cancel(key: string): void {
    const compose = store.state.composeTargets[key];
    dispatch({ type: "compose", room: key, compose: undefined });
    dispatch({ type: "remark", remark: undefined });
    if (compose?.kind === "edit") writeDraft(context, key, compose.draft);
  }

  function edit(key: string, { seq, content }: Pick<TimelineMessage, "seq" | "content">): void {
    if (seq === undefined) return;
    cancel(key);
    const draft = store.state.drafts[key] ?? "";
    dispatch({ type: "compose", room: key, compose: { kind: "edit", seq, draft } });
    writeDraft(context, key, content);
  }

  /** Edits that the server has not answered yet, by room and message. */
  const saving = new Map<string, { key: string; content: string }>();

  /** What was refused comes back into the field, with what was wrong. */
  store.subscribe((_, __, { type, ...action }) => {
    if (type !== "line" || !("line" in action)) return;
    const { line } = action;
    if (line.type === "message") saving.delete(`${line.room} ${line.seq}`);
    if (line.type !== "error" || !line.ref?.startsWith("edit-")) return;
    const seq = parseInt(line.ref.slice("edit-".length));
    const [id, held] = [...saving].find(([id]) =>
      line.room === undefined ? id.endsWith(` ${seq}`) : id === `${line.room} ${seq}`
    ) ?? [];
    if (id === undefined || !held) {
      return;
    }
    saving.delete(id);
    edit(held.key, { seq, content: held.content });
    dispatch({
      type: "remark",
      remark: { key: held.key, text: t.composer.notSaved(errorText(line)) },
    });
  });

  return {
    cancel,
    edit,
    reply(key, { seq, userId, name, guest, content: message, files = [] }) {
      if (seq === undefined) return;
      if (store.state.composeTargets[key]?.kind === "edit") cancel(key);
      const content = message || t.files.summary(files);
      dispatch({
        type: "compose",
        room: key,
        compose: { kind: "reply", seq, userId, name, guest, content },
      });
    },
    editLast(key) {
      const me = accountOf(store.state);
      const { room, thread } = parseComposerKey(key);
      const { thread: open, outbox } = store.state;
      // What is still on its way is the last one, and the one before it is not meant.
      if (outbox.some((one) => one.room === room && one.thread === thread)) return false;
      // The room may not hold the replies to an old message.
      const isOpen = open?.room === room && open.root === thread;
      const held = isOpen ? open.messages : roomOfKey(store.state, key)?.window?.messages;
      const shown = held?.findLast((message) =>
        message.type === "message" && message.userId === me && !message.deleted &&
        message.thread === thread
      );
      if (shown) edit(key, shown);
      return shown !== undefined;
    },
    save(key, content, mentions) {
      const { room } = parseComposerKey(key);
      const compose = store.state.composeTargets[key];
      if (compose?.kind !== "edit") return;
      const { seq } = compose;
      const remark = (text: string) => dispatch({ type: "remark", remark: { key, text } });
      const message = findMessage(store.state, { room, seq })?.said;
      const isSame = content === message?.content;
      if (content === "" && !isSame) {
        cancel(key);
        const action = { kind: "delete", room, seq, mine: true } as const;
        return dispatch({ type: "dialog", dialog: { kind: "confirm", confirmation: action } });
      }
      if (!isSame) {
        if (store.state.connection.kind !== "online") return remark(t.composer.editOffline);
        saving.set(`${room} ${seq}`, { key, content });
        context.session.client?.edit(room, seq, content, mentions);
      }
      cancel(key);
    },
  };
}
