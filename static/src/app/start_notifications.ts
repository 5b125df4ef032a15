import type { ActionContext } from "../actions/context.ts";
import { totalMentions } from "../state/selectors.ts";
import { createBadge } from "../notifications/badge.ts";
import { createChime } from "../notifications/chime.ts";
import { createPresenter } from "../notifications/presenter.ts";
import { startPersistingSnapshot } from "../pwa/persist_snapshot.ts";
import { electTabLeader } from "../notifications/tab_leader.ts";
import { createNotifier } from "../notifications/notifier.ts";
import { startUpdateChecker } from "../pwa/update_checker.ts";
import { onHistoryRewound } from "../pwa/history_rewind.ts";
import { registerServiceWorker } from "../pwa/register_service_worker.ts";

/** Tells of what one would miss, and readies the page to begin without a server. */
export function startNotifications(
  window: Window & typeof globalThis,
  { store, saved, router }: Pick<ActionContext, "store" | "saved" | "router">,
): void {
  const open = (path: string) => router.go(path);
  const chime = createChime(window);
  createNotifier({
    store,
    desk: createPresenter(window, open),
    chime,
    lead: (account) => electTabLeader(window.navigator.locks, `parley/notify/${account}`),
    channel: (account) => new window.BroadcastChannel(`parley/seen/${account}`),
    after: (ms, run) => void window.setTimeout(run, ms),
  });
  const badge = createBadge(window);
  store.subscribe((state) => badge(totalMentions(state)));
  store.subscribe(({ notifications }, before) => {
    // Whoever turns it on wants to know how it sounds.
    if (notifications.sound && !before.notifications.sound) chime();
  });
  startPersistingSnapshot(window, store, saved);
  onHistoryRewound({ store, router });
  watchPermission(window, (permission) => {
    store.dispatch({ type: "notifications", notifications: { permission } });
  });
  const look = startUpdateChecker(window, store);
  // A browser that allows no service worker can do without.
  registerServiceWorker(window, { opened: open, found: look }).catch(() => {});
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
