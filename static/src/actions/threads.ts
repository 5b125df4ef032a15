import { ApiError } from "../net/api/request.ts";
import { pathOf } from "../state/route.ts";
import type { ActionContext } from "./context.ts";

export interface ThreadActions {
  /** Opens the thread of a message beside its room, or closes the one that is open. */
  thread(root: number | undefined): void;
  /** Loads the newest replies, or those before what is shown. */
  loadThread(): Promise<void>;
}

/** The open thread. */
export function threadActions(context: ActionContext): ThreadActions {
  const { store, api, router } = context;

  async function loadThread(): Promise<void> {
    const { thread } = store.state;
    if (!thread || thread.pageStatus === "loading") return;
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

  return {
    thread(root) {
      const { route } = store.state;
      if (route.kind !== "room") return;
      router.go(pathOf(route.id, root === undefined ? {} : { thread: root }));
    },
    loadThread,
  };
}
