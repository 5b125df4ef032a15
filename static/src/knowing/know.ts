import type { Context } from "../acts/context.ts";
import { totalCalls } from "../state/select.ts";
import { createBadge } from "./badge.ts";
import { createChime } from "./chime.ts";
import { createDesk } from "./desk.ts";
import { keepSnapshot } from "./keep.ts";
import { lead } from "./leader.ts";
import { createNotifier } from "./notify.ts";
import { watchUpdate } from "./update.ts";
import { watchHistory } from "./went_back.ts";
import { registerWorker } from "./worker.ts";

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
