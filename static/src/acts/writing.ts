import { LIMITS } from "../../../lib/protocol/limits.ts";
import { length } from "../text.ts";
import { accountOf } from "../state/select.ts";
import type { Context } from "./context.ts";

export interface WritingActs {
  draft(room: string, text: string): void;
  /** Sends what is being written in a room, if it says something and is not too long. */
  send(room: string): void;
  retry(id: string): void;
  discard(id: string): void;
  /** Connects now. */
  wake(): void;
}

/** What one writes, until the server has it. */
export function writingActs(context: Context): WritingActs {
  const { store, saved } = context;
  const draft = (room: string, text: string) => {
    saved.saveDraft(accountOf(store.state) ?? "", room, text);
    store.dispatch({ type: "draft", room, text });
  };
  return {
    draft,
    send(room) {
      const text = store.state.drafts[room]?.trimEnd();
      if (!text || length(text) > LIMITS.content || !context.client) return;
      draft(room, "");
      context.client.send(room, text);
    },
    retry: (id) => context.client?.retry(id),
    discard: (id) => context.client?.discard(id),
    wake: () => context.client?.wake(),
  };
}
