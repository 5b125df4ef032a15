import type { ServerEvents } from "../../../lib/protocol/model.ts";
import { createAnnouncer } from "../dom/announcer.ts";
import { copyText } from "../browser/clipboard.ts";
import { listenForMessages } from "../dom/message_events.ts";
import { createRoot } from "../vdom/patch.ts";
import { createRovingTabindex } from "../dom/roving_tabindex.ts";
import { createVirtualScroller } from "../dom/virtual_scroller.ts";
import { toPlainText } from "../markdown/to_plain_text.ts";
import { listenForShortcuts } from "./global_shortcuts.ts";
import type { StateChange } from "../state/state_change.ts";
import { attachedTo } from "../state/attachments.ts";
import { shownMessages, WINDOW_MAX_MESSAGES } from "../state/message_window.ts";
import { findMessage } from "../state/reactions.ts";
import { composerKey } from "../state/composer_key.ts";
import { seqOf, type TimelineItem, type TimelineMessage } from "../state/timeline.ts";
import { accountOf, isBlocked, openRoom } from "../state/selectors.ts";
import { type MessageView, messageView } from "../state/message_view.ts";
import type { State } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";
import { t } from "../i18n/index.ts";
import { nameWithGuestMark } from "../i18n/format/formatters.ts";
import type { Actions, ChatActions, ScreenActions } from "../actions/types.ts";
import { estimateRowHeight } from "../views/room/estimate_height.ts";
import { messageShortcut } from "../views/room/message/message_shortcuts.ts";
import { messageMenuRef } from "../views/room/message/message_menu_ref.ts";
import { appView, windowTitle } from "../views/app_view.ts";
import { isTouchPointer } from "../views/ui/pointer.ts";

/** Milliseconds that a sentence about what was done stays. */
const TOAST_MS = 6_000;

/** Shows the state in a document, again after every change, at most once a frame. */
export function createScreen(window: Window, store: StateStore, chat: ChatActions): void {
  const { document } = window;
  const root = createRoot(document.getElementById("app")!);
  const announce = createAnnouncer(document.getElementById("live")!);
  const roving = createRovingTabindex(document);
  const lists = {
    timeline: createVirtualScroller<TimelineItem>({
      estimateHeight: estimateRowHeight,
      isStop: (row) => row.kind === "message",
      onFollow: (following) => store.dispatch({ type: "following", following }),
      onStart: () => idle((room) => chat.loadOlder(room)),
      onEnd: () => idle((room) => chat.loadNewer(room)),
      onLand: () => chat.landed(openRoom(store.state)?.room.id ?? ""),
      redraw,
    }),
    replies: createVirtualScroller<TimelineItem>({
      estimateHeight: estimateRowHeight,
      isStop: (row) => row.kind === "message",
      onFollow: (following) => store.dispatch({ type: "threadFollowing", following }),
      onStart: () => {
        const { thread } = store.state;
        if (thread?.page === "idle" && thread.loaded && thread.more) chat.loadThread();
      },
      onEnd: () => {},
      onLand: () => store.dispatch({ type: "threadLanded" }),
      redraw,
    }),
  };
  const byId = (id: string) => document.getElementById(id);
  let scheduled = false;
  let rendering = false;
  let toast: ReturnType<typeof setTimeout> | undefined;

  const actions: ScreenActions = {
    redraw: () => schedule(),
    sheet(open) {
      store.dispatch({ type: "sheet", open });
      render();
      const rooms = byId("rooms");
      const row = rooms?.querySelector<HTMLElement>("[aria-current]") ?? rooms?.querySelector("a");
      (open ? row : byId("menu"))?.focus();
    },
    details(open) {
      store.dispatch({ type: "show", details: open });
      render();
      if (!open) byId("details-button")?.focus();
      // Where they cover the room, one goes with them.
      else if (byId("main")?.checkVisibility() === false) {
        byId("details")?.querySelector("button")?.focus();
      }
    },
    dialog(dialog) {
      leaveMenu();
      store.dispatch({ type: "dialog", dialog });
      // At once, so that the next key that is pressed is for it.
      render();
    },
    menu(menu) {
      leaveMenu();
      const isSame = menu && menu.anchor === store.state.menu?.anchor;
      store.dispatch({ type: "menu", menu: isSame ? undefined : menu });
      render();
    },
    query(query) {
      store.dispatch({ type: "show", query, active: 0 });
      // At once, so that Enter is for what was written.
      render();
    },
    activate(active) {
      store.dispatch({ type: "show", active });
      render();
      document.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    },
    jump() {
      chat.toNewest(openRoom(store.state)?.room.id ?? "");
      lists.timeline.toBottom();
    },
    slices: (list, rows) => lists[list].near(rows),
    timeline: lists.timeline.attach,
    replies: lists.replies.attach,
    field: (element) => {
      if (!isTouchPointer()) element.focus();
    },
    copyLink: (path) => actions.copy(new URL(path, window.location.origin).href),
    async copy(text, field) {
      const done = await copyText(text, field);
      const message = done ? t.copied : t.notCopied;
      store.dispatch({ type: "show", toast: { text: message, wrong: false } });
    },
  };
  const all: Actions = {
    ...chat,
    ...actions,
    thread(root) {
      const { thread } = store.state;
      chat.thread(root);
      render();
      if (root === undefined) (byId(`replies-${thread?.root}`) ?? field())?.focus();
    },
    browseEmoji(to) {
      chat.browseEmoji(to);
      // At once, so that Enter is for what was written.
      render();
    },
    chooseEmoji(emoji) {
      leaveMenu();
      chat.chooseEmoji(emoji);
    },
    send(key) {
      const { compose, drafts } = store.state;
      const isEdit = compose[key]?.kind === "edit";
      const isSomething = drafts[key]?.trim() || attachedTo(store.state, key).length > 0;
      chat.send(key);
      if (isEdit || !isSomething) return;
      if (key.includes("/")) lists.replies.toBottom();
      else actions.jump();
    },
  };

  /** Gives the focus back to where the menu came from, before what it leads to takes it. */
  function leaveMenu(): void {
    const open = document.activeElement?.closest<HTMLElement>(".menu");
    if (open) byId(open.dataset.anchor ?? "")?.focus();
  }

  function render(): void {
    scheduled = false;
    rendering = true;
    const focused = document.activeElement;
    const side = focused?.closest("#thread");
    const { timeline, replies } = lists;
    timeline.before();
    replies.before();
    root.render(appView(store.state, all));
    timeline.after();
    replies.after();
    letGo();
    roving.settle();
    // Focus is never lost with what had it, or by being moved.
    if (focused instanceof HTMLElement && document.activeElement === document.body) {
      if (focused.isConnected) focused.focus({ preventScroll: true });
      else if (!isTouchPointer()) (field(side) ?? byId("main"))?.focus();
    }
    const name = windowTitle(store.state);
    if (document.title !== name) document.title = name;
    rendering = false;
  }

  /** Does it unless the open room is loading already. */
  function idle(load: (room: string) => void): void {
    const own = openRoom(store.state);
    if (own?.page === "idle") load(own.room.id);
  }

  /** Of a long way that one has gone back, or forth, only what is near is kept. */
  function letGo(): void {
    const own = openRoom(store.state);
    if (!own || store.state.following || shownMessages(own.log).length <= WINDOW_MAX_MESSAGES) {
      return;
    }
    const row = lists.timeline.sight((row) => Number.isFinite(seqOf(row)));
    if (row) chat.trim(own.room.id, seqOf(row));
  }

  function redraw(): void {
    if (rendering) schedule();
    else render();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    // A page out of sight gets no frames, but its title still tells of what is unread.
    if (document.hidden) window.setTimeout(render);
    else window.requestAnimationFrame(render);
  }

  /** What was wrong with a form is put right where it was written. */
  function mend(): void {
    render();
    document.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }

  function notice(text: string): void {
    announce(text);
    clearTimeout(toast);
    toast = setTimeout(() => store.dispatch({ type: "show", toast: undefined }), TOAST_MS);
  }

  /** Where one writes beside what has the focus, or had it: in a thread to that, and not to the room. */
  function field(side = document.activeElement?.closest("#thread")): HTMLElement | null {
    return (side?.isConnected ? side : document).querySelector("textarea");
  }

  store.subscribe((state, before, action) => {
    // What was read out to somebody else is not for whoever comes next.
    if (accountOf(state) !== accountOf(before)) byId("live")?.replaceChildren();
    if (isHeard(state, before, action)) {
      const { content, files = [] } = action.line;
      announce(
        t.timeline.heard(
          nameWithGuestMark(action.line),
          toPlainText(content) || t.files.summary(files),
        ),
      );
    }
    if (state.toast && state.toast !== before.toast) notice(state.toast.text);
    if (state.form.error && !before.form.error) mend();
    if (state !== before) schedule();
  });
  listenForMessages(document, {
    near(part, id) {
      if (store.state.near[part] === id) return;
      store.dispatch({ type: "near", [part]: id });
      // At once, so that the next Tab finds the bar.
      if (part === "focus" && !rendering) render();
    },
    key(key, element) {
      const found = messageAt(store.state, element);
      const action = found && messageShortcut(key, found.said, found.stance, all);
      action?.();
      return action !== undefined;
    },
    press(element) {
      const found = messageAt(store.state, element);
      if (found) actions.menu(messageMenuRef(element.id, found.said, found.stance, "finger"));
    },
  });
  listenForShortcuts(document, store, all, field);
}

/** The message that an element shows, as it is now. */
function messageAt(
  state: State,
  { dataset }: HTMLElement,
): { said: TimelineMessage; stance: MessageView } | undefined {
  const { room, thread } = composerKey(dataset.place ?? "");
  const found = findMessage(state, { room, seq: Number(dataset.seq) });
  if (!found) return undefined;
  const { own, said: message } = found;
  return { said: message, stance: messageView(state, own, message, false, thread) };
}

type Heard = { type: "line"; line: ServerEvents["message"] };

/** Whether a message of someone else has just come into the open room. */
function isHeard(state: State, before: State, action: StateChange): action is StateChange & Heard {
  if (action.type !== "line" || action.line.type !== "message") return false;
  const { room, seq, userId, thread } = action.line;
  // What is said in a thread is for those who have it open.
  if (thread !== undefined && thread !== state.thread?.root) return false;
  const newest = openRoom(before)?.log?.messages.at(-1)?.seq ?? 0;
  return openRoom(state)?.room.id === room && userId !== accountOf(state) && seq > newest &&
    !isBlocked(state, userId);
}
