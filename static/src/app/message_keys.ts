import type { Actions } from "../actions/types.ts";
import { listenForMessages } from "../dom/message_events.ts";
import { parseComposerKey } from "../state/composer_key.ts";
import { type MessageView, messageView } from "../state/message_view.ts";
import { findMessage } from "../state/reactions.ts";
import type { State } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";
import type { TimelineMessage } from "../state/timeline.ts";
import { messageMenuRef } from "../views/room/message/message_menu_ref.ts";
import { messageShortcut } from "../views/room/message/message_shortcuts.ts";
import type { Renderer } from "./renderer.ts";

/** Shortcuts, the hover bar and the long press of messages. */
export function listenForMessageKeys(
  document: Document,
  store: StateStore,
  renderer: Renderer,
  actions: Actions,
): void {
  listenForMessages(document, {
    near(part, id) {
      if (store.state.focusedMessage[part] === id) return;
      store.dispatch({ type: "near", [part]: id });
      // At once, so that the next Tab finds the bar.
      if (part === "focus" && !renderer.isRendering) renderer.render();
    },
    key(key, element) {
      const found = messageAt(store.state, element);
      const action = found && messageShortcut(key, found.message, found.view, actions);
      action?.();
      return action !== undefined;
    },
    press(element) {
      const found = messageAt(store.state, element);
      if (found) actions.menu(messageMenuRef(element.id, found.message, found.view, "finger"));
    },
  });
}

/** The message that an element shows, as it is now. */
function messageAt(
  state: State,
  { dataset }: HTMLElement,
): { message: TimelineMessage; view: MessageView } | undefined {
  const { room, thread } = parseComposerKey(dataset.place ?? "");
  const found = findMessage(state, { room, seq: Number(dataset.seq) });
  if (!found) return undefined;
  const { own, said: message } = found;
  return { message, view: messageView(state, own, message, false, thread) };
}
