import { type ActionContext, showToast } from "../actions/context.ts";
import type { Controllers } from "../actions/controllers.ts";
import { watchIdle } from "../browser/idle.ts";
import { fitToViewport } from "../browser/viewport.ts";
import { listenForFileDrop } from "../dom/file_drop.ts";
import { listenForLongPress } from "../dom/long_press.ts";
import { startSecondaryEffects } from "../effects/secondary_effects.ts";
import { t } from "../i18n/index.ts";
import { listenForShortcuts } from "./global_shortcuts.ts";
import { listenForMessageKeys } from "./message_keys.ts";
import { startNotifications } from "./start_notifications.ts";
import type { Screen } from "./start_screen.ts";

/** Starts what no first visit waits for. */
export function startSecondary(
  window: Window & typeof globalThis,
  context: ActionContext,
  controllers: Controllers,
  { actions, focus, renderer }: Screen,
): void {
  const { document } = window;
  const { store, session } = context;
  startSecondaryEffects(context, controllers);
  // The keys of a message come before those of the page.
  listenForMessageKeys(document, store, renderer, actions);
  listenForShortcuts(document, store, actions, () => focus.composer());
  fitToViewport(window);
  watchIdle(document, (idle) => {
    store.dispatch({ type: "idle", idle });
    session.client?.presence(idle ? "idle" : "active");
  });
  startNotifications(window, context);
  listenForLongPress(document, ".message, .room-row");
  const { attach, heldOver } = controllers.uploads;
  listenForFileDrop(document, {
    attach,
    heldOver,
    folder: () => showToast(context, t.files.folder, true),
  });
}
