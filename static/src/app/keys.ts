import type { StateStore } from "../state/store.ts";
import { listenForShortcuts } from "./global_shortcuts.ts";
import { listenForMessageKeys } from "./message_keys.ts";
import type { Screen } from "./start_screen.ts";

/** Listens for keys: those of a message come before those of the page. */
export function listenForKeys(
  document: Document,
  store: StateStore,
  { actions, focus, renderer }: Screen,
): void {
  listenForMessageKeys(document, store, renderer, actions);
  listenForShortcuts(document, store, actions, () => focus.composer());
}
