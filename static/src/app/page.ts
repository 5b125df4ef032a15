import type { HistoryActions } from "../actions/history.ts";
import type { Page } from "../actions/types.ts";
import { copyText } from "../browser/clipboard.ts";
import { t } from "../i18n/index.ts";
import { openRoom } from "../state/selectors.ts";
import type { StateStore } from "../state/store.ts";
import { isTouchPointer } from "../views/ui/pointer.ts";
import type { Focus } from "./focus.ts";
import type { Renderer } from "./renderer.ts";

/** What actions ask of the page: drawing at once, moving the focus, scrolling. */
export function createPage(
  window: Window,
  store: StateStore,
  renderer: Renderer,
  focus: Focus,
  history: Pick<HistoryActions, "toNewest">,
): Page {
  const { document } = window;
  const { timeline, replies } = renderer.lists;
  const render = () => renderer.render();

  function jump(): void {
    history.toNewest(openRoom(store.state)?.room.id ?? "");
    timeline.toBottom();
  }

  async function copy(text: string, field?: HTMLInputElement | null): Promise<void> {
    const done = await copyText(text, field);
    const message = done ? t.copied : t.notCopied;
    store.dispatch({ type: "show", toast: { text: message, wrong: false } });
  }

  return {
    render,
    redraw: () => renderer.schedule(),
    leaveMenu: () => focus.leaveMenu(),
    focusOpenerOf: (root) => (focus.byId(`replies-${root}`) ?? focus.composer())?.focus(),
    showSent(key) {
      if (key.includes("/")) replies.toBottom();
      else jump();
    },
    sheet(open) {
      store.dispatch({ type: "sheet", open });
      render();
      focus.sheet(open);
    },
    details(open) {
      store.dispatch({ type: "show", detailsOpen: open });
      render();
      focus.details(open);
    },
    dialog(dialog) {
      focus.leaveMenu();
      store.dispatch({ type: "dialog", dialog });
      // At once, so that the next key that is pressed is for it.
      render();
    },
    menu(menu) {
      focus.leaveMenu();
      const isSame = menu && menu.anchor === store.state.menu?.anchor;
      store.dispatch({ type: "menu", menu: isSame ? undefined : menu });
      render();
    },
    query(query) {
      store.dispatch({ type: "show", filter: query, activeIndex: 0 });
      // At once, so that Enter is for what was written.
      render();
    },
    activate(active) {
      store.dispatch({ type: "show", activeIndex: active });
      render();
      document.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    },
    jump,
    slices: (list, rows) => renderer.lists[list].near(rows),
    timeline: (element) => timeline.attach(element),
    replies: (element) => replies.attach(element),
    field: (element) => {
      if (!isTouchPointer()) element.focus();
    },
    copy,
    copyLink: (path) => void copy(new URL(path, window.location.origin).href),
  };
}
