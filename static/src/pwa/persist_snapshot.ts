import { canPersist, createSnapshot, SNAPSHOT_PAGES_MAX } from "../state/create_snapshot.ts";
import { recentOf } from "../state/restore_snapshot.ts";
import type { State } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";
import type { LocalStore } from "../browser/local_storage.ts";

/** Milliseconds between two times that what is shown is kept. */
const SNAPSHOT_INTERVAL_MS = 3_000;

/** Keeps what is shown, so that the page can begin with it when there is no server. */
export function startPersistingSnapshot(
  window: Window,
  store: StateStore,
  saved: LocalStore,
): void {
  let recent = recentOf(saved.snapshot());
  let timer: ReturnType<typeof setTimeout> | undefined;

  function visit({ route }: State): void {
    if (route.kind !== "room") return;
    recent = [route.id, ...recent.filter((id) => id !== route.id)].slice(0, SNAPSHOT_PAGES_MAX);
  }

  function save(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!canPersist(store.state)) return;
    const snapshot = createSnapshot(store.state, recent);
    if (snapshot) saved.saveSnapshot(snapshot);
  }

  visit(store.state);
  store.subscribe((state, before) => {
    if (state.route !== before.route) visit(state);
    const { rooms, lists: { blocked } } = state;
    const isSame = rooms === before.rooms && blocked === before.lists.blocked &&
      state.session === before.session;
    if (!isSame && canPersist(state)) timer ??= setTimeout(save, SNAPSHOT_INTERVAL_MS);
  });
  // The last moment in which a page is sure to run.
  window.document.addEventListener("visibilitychange", () => timer !== undefined && save());
  window.addEventListener("pagehide", () => timer !== undefined && save());
}
