import type { State } from "../state/state.ts";
import type { ActionContext } from "./context.ts";
import { writeDraft } from "./drafts.ts";
import { type ComposerParts, MessageSender } from "./send_message.ts";

export interface ComposerActions {
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
export function composerActions(context: ActionContext, parts: ComposerParts): ComposerActions {
  const { store, session } = context;
  const { typing } = parts;
  const sender = new MessageSender(context, parts);

  return {
    draft(key, text) {
      if (store.state.composer.remark) store.dispatch({ type: "remark", remark: undefined });
      writeDraft(context, key, text);
      if (text.trim() !== "" && store.state.composeTargets[key]?.kind !== "edit") {
        typing.notify(key);
      }
    },
    send: (key) => sender.send(key),
    latest: () => store.state,
    retry: (id) => session.client?.retry(id),
    discard: (id) => session.client?.discard(id),
    wake: () => session.client?.reconnectNow(),
  };
}
