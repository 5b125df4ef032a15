import { type ActionContext, showToast } from "../actions/context.ts";
import type { ThreadActions } from "../actions/threads.ts";
import { t } from "../i18n/index.ts";
import { pathOf } from "../state/route.ts";
import { openRoom } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import type { Thread } from "../state/thread.ts";

/** Loads the open thread, and the list of threads of the open room. */
export function startLoadingThreads(
  context: ActionContext,
  threads: Pick<ThreadActions, "loadThread">,
): void {
  const { store, api, router, session } = context;

  /** Loads older replies until the one that a link leads to is there. */
  function seek(
    { route, consumedRoute }: State,
    { root, messages, hasOlder, pageStatus }: Thread,
  ): void {
    if (route.kind !== "room" || route === consumedRoute || route.at === undefined) return;
    if (route.at === root) return;
    if (pageStatus !== "idle" || messages.some(({ seq }) => seq === route.at)) return;
    if (hasOlder && route.at < messages[0]!.seq) return void threads.loadThread();
    store.dispatch({ type: "threadLanded" });
    showToast(context, t.timeline.missing, true);
  }

  async function loadList(room: string): Promise<void> {
    try {
      store.dispatch({ type: "threads", room, ...await api.threads(room) });
    } catch (error) {
      // Without it no thread is marked as new.
      session.handleSignedOut(error);
    }
  }

  store.subscribe((state, before) => {
    const own = openRoom(state);
    if (!own || state.session.kind !== "open") return;
    const isBack = state.connection.kind === "online" && before.connection.kind !== "online";
    const isEntered = own.room.id !== openRoom(before)?.room.id;
    if (isEntered || isBack) loadList(own.room.id);
    const { thread } = state;
    if (!thread) return;
    const { rootMessage: options } = thread;
    // No thread begins in another.
    if (options?.thread !== undefined) {
      return router.go(pathOf(thread.room, { thread: options.thread, at: options.seq }), "replace");
    }
    if (thread.loaded) return seek(state, thread);
    if (thread.pageStatus === "idle" || (thread.pageStatus === "failed" && isBack)) {
      threads.loadThread();
    }
  });
}
