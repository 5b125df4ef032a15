import { TYPING_INTERVAL_MS } from "../../../lib/protocol/limits.ts";
import { parseComposerKey } from "../state/composer_key.ts";
import { postingState } from "../state/posting.ts";
import { openRoom } from "../state/selectors.ts";
import type { ActionContext } from "./context.ts";

/** Tells the server, now and then, that the user is typing. */
export class TypingNotifier {
  readonly #context: ActionContext;
  #last = { room: "", at: 0 };

  constructor(context: ActionContext) {
    this.#context = context;
  }

  notify(key: string): void {
    const { store, session } = this.#context;
    const at = Date.now();
    const own = openRoom(store.state);
    const { room } = parseComposerKey(key);
    if (own?.room.id !== room || postingState(store.state, own).kind !== "free") return;
    if (this.#last.room === room && at - this.#last.at < TYPING_INTERVAL_MS) return;
    this.#last = { room, at };
    session.client?.typing(room);
  }

  /** A message was sent: the next key begins another one. */
  reset(): void {
    this.#last = { room: "", at: 0 };
  }
}
