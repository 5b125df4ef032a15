import { ApiError } from "../net/api/request.ts";
import { pathOf } from "../state/route.ts";
import { openRoom } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import type { Thread } from "../state/thread.ts";
import { t } from "../i18n/index.ts";
import { type ActionContext, showToast } from "./context.ts";

export interface ThreadActions {
  /** Opens the thread of a message beside its room, or closes the one that is open. */
  thread(root: number | undefined): void;
  /** Loads the newest replies, or those before what is shown. */
  loadThread(): Promise<void>;
}

/** The thread that is open, and what one knows of those of the open room. */
export function threadActions(context: ActionContext): ThreadActions {
  const { store, api, router } = context;

  async function loadThread(): Promise<void> {
    const { thread } = store.state;
    if (!thread || thread.page === "loading") return;
    const { room, root, loaded, messages } = thread;
    const before = loaded ? messages[0]?.seq : undefined;
    store.dispatch({ type: "threadAsked" });
    try {
      const page = await api.thread(room, root, before);
      store.dispatch({ type: "thread", room, page: { ...page, before } });
    } catch (error) {
      if (context.session.handleSignedOut(error) || store.state.thread?.root !== root) return;
      const missing = error instanceof ApiError && error.code === "not_found";
      store.dispatch({ type: "threadFailed", missing });
    }
  }

  /** Loads older replies until the one that a link leads to is there. */
  function seek({ route, aimed }: State, { root, messages, more, page }: Thread): void {
    if (route.kind !== "room" || route === aimed || route.at === undefined) return;
    if (route.at === root) return;
    if (page !== "idle" || messages.some(({ seq }) => seq === route.at)) return;
    if (more && route.at < messages[0]!.seq) return void loadThread();
    store.dispatch({ type: "threadLanded" });
    showToast(context, t.timeline.missing, true);
  }

  async function learn(room: string): Promise<void> {
    try {
      store.dispatch({ type: "threads", room, ...await api.threads(room) });
    } catch (error) {
      // Without it no thread is marked as new.
      context.session.handleSignedOut(error);
    }
  }

  store.subscribe((state, before) => {
    const own = openRoom(state);
    if (!own || state.session.kind !== "open") return;
    const isBack = state.link.kind === "online" && before.link.kind !== "online";
    const isEntered = own.room.id !== openRoom(before)?.room.id;
    if (isEntered || isBack) learn(own.room.id);
    const { thread } = state;
    if (!thread) return;
    const { about: options } = thread;
    // No thread begins in another.
    if (options?.thread !== undefined) {
      return router.go(pathOf(thread.room, { thread: options.thread, at: options.seq }), "replace");
    }
    if (thread.loaded) return seek(state, thread);
    if (thread.page === "idle" || (thread.page === "failed" && isBack)) loadThread();
  });

  return {
    thread(root) {
      const { route } = store.state;
      if (route.kind !== "room") return;
      router.go(pathOf(route.id, root === undefined ? {} : { thread: root }));
    },
    loadThread,
  };
}
