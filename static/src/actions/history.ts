import type { MessagePage } from "../net/api/rooms.ts";
import { hasOlder, shownAt, shownMessages } from "../state/message_window.ts";
import { pathOf } from "../state/route.ts";
import { isReady, openRoom } from "../state/selectors.ts";
import { t } from "../i18n/index.ts";
import { type ActionContext, showToast } from "./context.ts";

export interface HistoryActions {
  /** Loads what is before, or after, what is shown of a room. */
  loadOlder(room: string): Promise<void>;
  loadNewer(room: string): Promise<void>;
  /** Lets go of what one has gone back to. */
  toNewest(room: string): void;
  /** Lets go of what is far from the message that one looks at. */
  trim(room: string, seq: number): void;
  /** What a link led to is in sight. */
  landed(room: string): void;
}

/** The messages of the open room, as far as one looks at them. */
export function historyActions(context: ActionContext): HistoryActions {
  const { store, api, router } = context;

  async function load(id: string, ask: () => Promise<MessagePage>, around?: number): Promise<void> {
    store.dispatch({ type: "pageAsked", room: id });
    try {
      const page = await ask();
      const isThere = around === undefined || page.messages.some(({ seq }) => seq === around);
      store.dispatch({ type: "page", room: id, page: isThere ? { ...page, around } : page });
      if (!isThere) lost(id);
    } catch (error) {
      if (!context.session.handleSignedOut(error)) store.dispatch({ type: "pageFailed", room: id });
    }
  }

  function lost(id: string): void {
    const isLink = store.state.rooms[id]?.scrollTarget?.kind === "link";
    store.dispatch({ type: "landed", room: id });
    if (isLink) showToast(context, t.timeline.missing, true);
  }

  async function loadOlder(id: string): Promise<void> {
    const own = store.state.rooms[id];
    if (!own || own.pageStatus === "loading" || (own.window && !hasOlder(own.window))) return;
    const before = shownMessages(own.window)[0]?.seq;
    await load(id, () => api.messages(id, before === undefined ? {} : { before }));
  }

  store.subscribe((state) => {
    const own = openRoom(state);
    if (!own || state.session.kind !== "open") return;
    const wanted = own.scrollTarget?.kind === "link"
      ? shownAt(own.window, own.scrollTarget.seq)
      : undefined;
    // What is said in a thread is shown there.
    if (wanted?.thread !== undefined) {
      store.dispatch({ type: "landed", room: own.room.id });
      router.go(pathOf(own.room.id, { thread: wanted.thread, at: wanted.seq }), "replace");
      return;
    }
    if (isReady(own) || own.pageStatus !== "idle") return;
    const { room: { id }, scrollTarget, window } = own;
    if (!window || !scrollTarget) loadOlder(id);
    else load(id, () => api.messages(id, { around: scrollTarget.seq }), scrollTarget.seq);
  });

  return {
    loadOlder,
    async loadNewer(id) {
      const own = store.state.rooms[id];
      const after = own?.window?.detached?.at(-1)?.seq;
      if (own?.pageStatus !== "idle" || after === undefined) return;
      await load(id, () => api.messages(id, { after }));
    },
    toNewest(room) {
      store.dispatch({ type: "newest", room });
      const { route } = store.state;
      if (route.kind !== "room" || route.at === undefined || route.thread !== undefined) return;
      router.go(pathOf(room), "replace");
    },
    trim: (room, seq) => store.dispatch({ type: "trim", room, seq }),
    landed(room) {
      const own = store.state.rooms[room];
      const isGone = own?.scrollTarget && shownAt(own.window, own.scrollTarget.seq)?.deleted;
      store.dispatch({ type: "landed", room });
      if (isGone) showToast(context, t.timeline.wasDeleted);
    },
  };
}
