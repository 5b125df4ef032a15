import { LIMITS } from "../../../lib/protocol/limits.ts";
import { accountOf, openRoom } from "../state/select.ts";
import { voice } from "../state/voice.ts";
import { t } from "../strings/strings.ts";
import { length } from "../text.ts";
import { type Context, tell } from "./context.ts";

/** Milliseconds between two words that one writes. */
const TYPING = 3_000;

export interface WritingActs {
  draft(room: string, text: string): void;
  /** Sends what is being written in a room, if it says something, is not too long, and one may. */
  send(room: string): void;
  retry(id: string): void;
  discard(id: string): void;
  /** Connects now. */
  wake(): void;
}

/** What one writes, until the server has it. */
export function writingActs(context: Context): WritingActs {
  const { store, saved } = context;
  let typed = { room: "", at: 0 };

  const draft = (room: string, text: string) => {
    saved.saveDraft(accountOf(store.state) ?? "", room, text);
    store.dispatch({ type: "draft", room, text });
  };

  function saysSo(room: string): void {
    const at = Date.now();
    const own = openRoom(store.state);
    if (own?.room.id !== room || voice(store.state, own).kind !== "free") return;
    if (typed.room === room && at - typed.at < TYPING) return;
    typed = { room, at };
    context.client?.typing(room);
  }

  store.subscribe((_, __, action) => {
    if (action.type !== "line" || action.line.type !== "error") return;
    // Nothing but the message itself shows that it was not taken back.
    if (action.line.ref?.startsWith("delete-")) tell(context, t.done.notDeleted, true);
  });

  return {
    draft(room, text) {
      draft(room, text);
      if (text.trim() !== "") saysSo(room);
    },
    send(room) {
      const { state } = store;
      const text = state.drafts[room]?.trimEnd();
      const own = state.rooms[room];
      if (!text || length(text) > LIMITS.content || !context.client || !own) return;
      if (voice(state, own).kind !== "free") return;
      draft(room, "");
      typed = { room: "", at: 0 };
      context.client.send(room, text);
    },
    retry: (id) => context.client?.retry(id),
    discard: (id) => context.client?.discard(id),
    wake: () => context.client?.wake(),
  };
}
