import { mayKeep, PAGES, snapshotOf } from "../state/create_snapshot.ts";
import { recentOf } from "../state/restore_snapshot.ts";
import type { State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import type { Saved } from "../browser/local_storage.ts";

/** Milliseconds between two times that what is shown is kept. */
const EVERY = 3_000;

/** Keeps what is shown, so that the page can begin with it when there is no server. */
export function keepSnapshot(window: Window, store: Store, saved: Saved): void {
  let recent = recentOf(saved.snapshot());
  let timer: ReturnType<typeof setTimeout> | undefined;

  function visit({ route }: State): void {
    if (route.kind !== "room") return;
    recent = [route.id, ...recent.filter((id) => id !== route.id)].slice(0, PAGES);
  }

  function keep(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!mayKeep(store.state)) return;
    const snapshot = snapshotOf(store.state, recent);
    if (snapshot) saved.saveSnapshot(snapshot);
  }

  visit(store.state);
  store.subscribe((state, before) => {
    if (state.route !== before.route) visit(state);
    const { rooms, lists: { blocked } } = state;
    const isSame = rooms === before.rooms && blocked === before.lists.blocked &&
      state.session === before.session;
    if (!isSame && mayKeep(state)) timer ??= setTimeout(keep, EVERY);
  });
  // The last moment in which a page is sure to run.
  window.document.addEventListener("visibilitychange", () => timer !== undefined && keep());
  window.addEventListener("pagehide", () => timer !== undefined && keep());
}
