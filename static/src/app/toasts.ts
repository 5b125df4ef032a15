import type { ServerEvents } from "../../../lib/protocol/server_events.ts";
import { createAnnouncer } from "../dom/announcer.ts";
import { nameWithGuestMark } from "../i18n/format/formatters.ts";
import { t } from "../i18n/index.ts";
import { toPlainText } from "../markdown/to_plain_text.ts";
import { accountOf, isBlocked, openRoom } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import type { StateChange } from "../state/state_change.ts";
import type { StateStore } from "../state/store.ts";

/** Milliseconds that a toast stays. */
const TOAST_MS = 6_000;

/** Toasts, and what screen readers read out: toasts and new messages of the open room. */
export class Toasts {
  readonly #store: StateStore;
  readonly #live: HTMLElement;
  readonly #announce: (text: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(document: Document, store: StateStore) {
    this.#store = store;
    this.#live = document.getElementById("live")!;
    this.#announce = createAnnouncer(this.#live);
  }

  update(state: State, before: State, action: StateChange): void {
    // What was read out to one account is not for the next.
    if (accountOf(state) !== accountOf(before)) this.#live.replaceChildren();
    if (isAnnounced(state, before, action)) this.#announceMessage(action.line);
    if (state.toast && state.toast !== before.toast) this.#show(state.toast.text);
  }

  #announceMessage(message: ServerEvents["message"]): void {
    const { content, files = [] } = message;
    const text = toPlainText(content) || t.files.summary(files);
    this.#announce(t.timeline.announced(nameWithGuestMark(message), text));
  }

  #show(text: string): void {
    this.#announce(text);
    clearTimeout(this.#timer);
    const hide = () => this.#store.dispatch({ type: "show", toast: undefined });
    this.#timer = setTimeout(hide, TOAST_MS);
  }
}

type MessageChange = { type: "line"; line: ServerEvents["message"] };

/** Whether a message of someone else has just come into the open room. */
function isAnnounced(
  state: State,
  before: State,
  action: StateChange,
): action is StateChange & MessageChange {
  if (action.type !== "line" || action.line.type !== "message") return false;
  const { room, seq, userId, thread } = action.line;
  // Replies are for those who have their thread open.
  if (thread !== undefined && thread !== state.thread?.root) return false;
  const newest = openRoom(before)?.window?.messages.at(-1)?.seq ?? 0;
  return openRoom(state)?.room.id === room && userId !== accountOf(state) && seq > newest &&
    !isBlocked(state, userId);
}
