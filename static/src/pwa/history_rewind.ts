import type { ActionContext } from "../actions/context.ts";
import { pathOf } from "../state/route.ts";
import { t } from "../i18n/secondary.ts";

/** Tells that the server went back to a backup: a place in a room, or a thread, is another one now. */
export function onHistoryRewound({ store, router }: Pick<ActionContext, "store" | "router">): void {
  store.subscribe(({ history, route }, before) => {
    if (history === undefined || before.history === undefined || history === before.history) return;
    store.dispatch({ type: "show", toast: { text: t.notifications.wentBack, wrong: false } });
    if (route.kind !== "room" || (route.at ?? route.thread) === undefined) return;
    router.go(pathOf(route.id), "replace");
  });
}
