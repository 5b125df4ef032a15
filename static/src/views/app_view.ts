import { type Child, h, type Vnode } from "../vdom/h.ts";
import type { OpenMenu } from "../state/dialogs.ts";
import { isAuthPage } from "../state/route.ts";
import { openRoom, totalMentions, totalUnread } from "../state/selectors.ts";
import type { JoinedRoom, State } from "../state/state.ts";
import type { Thread } from "../state/thread.ts";
import { t } from "../i18n/index.ts";
import { roomLabel } from "../i18n/format/formatters.ts";
import type { Actions } from "../actions/types.ts";
import { formDialog } from "./dialogs/form_dialog.ts";
import { lazyPage, lazyView, titleOf } from "./ui/lazy_view.ts";
import { loadAuth, loadSecondary } from "../lazy/chunks.ts";
import type { MenuEntry } from "./menus/popover_menu.ts";
import { detailsPanel, threadPanel } from "./room/side_panels.ts";
import { loadingRows, notice, retryNotice } from "./ui/buttons.ts";
import { roomView } from "./room/room.ts";
import { sidebar } from "./sidebar.ts";

const authPage = lazyView<[State, Actions]>(
  async () => (await loadAuth()).authPage,
  (failed, retry) => failed ? unreachable(retry) : undefined,
);

/** Loads the doors, for one who is going to stand before one. */
export const fetchAuth = authPage.fetch;

const beyond = lazyPage(async () => (await loadSecondary()).secondaryPage);

const picker = lazyView<[string, State, Actions]>(
  async () => (await loadSecondary()).emojiPicker,
  () => undefined,
);
const menu = lazyView<[MenuEntry, State, Actions]>(
  async () => (await loadSecondary()).popoverMenu,
  () => undefined,
);

const details = lazyView<[JoinedRoom, State, Actions]>(
  async () => (await loadSecondary()).roomDetails,
  (failed, retry, _, state, actions) => detailsPanel(state, actions, standIn(failed, retry)),
);

const thread = lazyView<[Thread, JoinedRoom, State, Actions]>(
  async () => (await loadSecondary()).threadView,
  (failed, retry, _, __, state, actions) => threadPanel(state, actions, standIn(failed, retry)),
);

/** What stands in a panel until it is loaded. */
function standIn(failed: boolean, retry: () => void): Vnode {
  return failed ? retryNotice(t.failed, retry) : loadingRows();
}

/** The whole page. */
export function appView(state: State, actions: Actions): Child[] {
  switch (state.session.kind) {
    case "unknown":
      return [];
    case "unreachable":
      return [unreachable(actions.start)];
    case "none":
      return shown(authPage(state, actions), ...over(state, actions));
    case "open":
      return shown(
        isAuthPage(state.route.kind) ? authPage(state, actions) : app(state, actions),
        ...over(state, actions),
      );
  }
}

function app(state: State, actions: Actions): Vnode {
  const own = openRoom(state);
  const beside = own &&
    (state.thread
      ? thread(state.thread, own, state, actions)
      : state.detailsOpen && details(own, state, actions));
  const kind = ["app", state.roomSheetOpen && "sheet-open", beside && "details-open"].concat(
    state.thread ? "thread-open" : [],
  );
  return h(
    "div",
    { class: kind.filter(Boolean).join(" "), key: "app" },
    h("a", { class: "skip", href: "#main" }, t.skip),
    sidebar(state, actions),
    h("div", { class: "scrim", on: { click: () => actions.sheet(false) } }),
    place(state, actions),
    beside,
  );
}

function place(state: State, actions: Actions): Vnode | undefined {
  switch (state.route.kind) {
    case "home":
    case "room":
    case "lost":
      return roomView(state, actions);
    default:
      return beyond(state, actions);
  }
}

/** What stands over the page. */
function over(state: State, actions: Actions): (Child | undefined)[] {
  const open = state.dialog && formDialog(state.dialog, state, actions);
  const { toast } = state;
  return [
    open,
    state.menu && overlay(state.menu, state, actions),
    toast && message(toast),
  ];
}

/** The parts that are there. */
function shown(...parts: (Child | undefined)[]): Child[] {
  return parts.filter((part) => part !== undefined);
}

function overlay(open: OpenMenu, state: State, actions: Actions): Vnode | undefined {
  return open.kind === "emoji" ? picker(open.anchor, state, actions) : menu(open, state, actions);
}

/** One sentence, above whatever else is open. */
function message({ text, wrong }: NonNullable<State["toast"]>): Vnode {
  return h("p", {
    key: text,
    class: wrong ? "toast wrong" : "toast",
    // The page's live region reads it out.
    role: "status",
    "aria-live": "off",
    popover: "manual",
    mount: (element) => element.showPopover(),
  }, text);
}

/** The server does not answer. */
function unreachable(retry: () => void): Vnode {
  return h("main", { id: "main", class: "welcome", key: "unreachable" }, [
    notice(t.product, t.errors.unreachable, { label: t.tryAgain, click: retry }),
  ]);
}

/** What the window is called. */
export function windowTitle(state: State): string {
  // What one is meant by comes first.
  const unread = totalMentions(state) || totalUnread(state);
  const own = openRoom(state);
  const place = own ? roomLabel(own.room) : titleOf(state.route);
  const name = place ? `${place} · ${t.product}` : t.product;
  return unread > 0 ? `(${t.rooms.count(unread)}) ${name}` : name;
}
