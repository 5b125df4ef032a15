import type { Context } from "../actions/context.ts";
import { totalCalls } from "../state/selectors.ts";
import { createBadge } from "../notifications/badge.ts";
import { createChime } from "../notifications/chime.ts";
import { createDesk } from "../notifications/presenter.ts";
import { keepSnapshot } from "../pwa/persist_snapshot.ts";
import { lead } from "../notifications/tab_leader.ts";
import { createNotifier } from "../notifications/notifier.ts";
import { watchUpdate } from "../pwa/update_checker.ts";
import { watchHistory } from "../pwa/history_rewind.ts";
import { registerWorker } from "../pwa/register_service_worker.ts";

/** Tells of what one would miss, and readies the page to begin without a server. */
export function know(
  window: Window & typeof globalThis,
  { store, saved, router }: Pick<Context, "store" | "saved" | "router">,
): void {
  const open = (path: string) => router.go(path);
  const chime = createChime(window);
  createNotifier({
    store,
    desk: createDesk(window, open),
    chime,
    lead: (account) => lead(window.navigator.locks, `parley/notify/${account}`),
    channel: (account) => new window.BroadcastChannel(`parley/seen/${account}`),
    after: (ms, run) => void window.setTimeout(run, ms),
  });
  const badge = createBadge(window);
  store.subscribe((state) => badge(totalCalls(state)));
  store.subscribe(({ knowing }, before) => {
    // Whoever turns it on wants to know how it sounds.
    if (knowing.sound && !before.knowing.sound) chime();
  });
  keepSnapshot(window, store, saved);
  watchHistory({ store, router });
  watchPermission(window, (permission) => {
    store.dispatch({ type: "knowing", knowing: { permission } });
  });
  const look = watchUpdate(window, store);
  // A browser that allows no service worker can do without.
  registerWorker(window, { opened: open, found: look }).catch(() => {});
}

/** Hears of it when someone changes in the browser's own settings what the page may do. */
async function watchPermission(
  window: Window & typeof globalThis,
  changed: (permission: NotificationPermission) => void,
): Promise<void> {
  if (!("Notification" in window)) return;
  const status = await window.navigator.permissions?.query({ name: "notifications" })
    .catch(() => undefined);
  status?.addEventListener("change", () => changed(window.Notification.permission));
}
