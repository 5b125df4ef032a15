import { createAnnouncer } from "./dom/announce.ts";
import { copyText } from "./dom/copy.ts";
import { openMenu } from "./dom/menu.ts";
import { createRoot } from "./dom/patch.ts";
import { listenForPress } from "./dom/press.ts";
import { createRoving } from "./dom/rove.ts";
import { createScroller } from "./dom/scroll.ts";
import { listenForKeys } from "./keys.ts";
import type { Action } from "./state/action.ts";
import { accountOf, isBlocked, openRoom } from "./state/select.ts";
import type { State } from "./state/state.ts";
import type { Store } from "./state/store.ts";
import { t } from "./strings/strings.ts";
import type { Acts, ChatActs, ScreenActs } from "./views/acts.ts";
import { onTouch } from "./views/composer.ts";
import { page, title } from "./views/page.ts";

/** Milliseconds that a sentence about what was done stays. */
const TOAST = 6_000;

/** Shows the state in a document, again after every change, at most once a frame. */
export function createScreen(window: Window, store: Store, chat: ChatActs): void {
  const { document } = window;
  const root = createRoot(document.getElementById("app")!);
  const announce = createAnnouncer(document.getElementById("live")!);
  const roving = createRoving(document);
  const scroller = createScroller({
    onFollow: (following) => store.dispatch({ type: "following", following }),
    onTop: () => {
      const own = openRoom(store.state);
      if (own?.page === "idle" && own.log?.more) chat.loadOlder(own.room.id);
    },
  });
  const byId = (id: string) => document.getElementById(id);
  let scheduled = false;
  let toast: ReturnType<typeof setTimeout> | undefined;

  const acts: ScreenActs = {
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
    opened(element) {
      const { anchor = "" } = element.dataset;
      openMenu(element, byId(anchor), () => acts.menu(undefined));
      element.querySelector<HTMLElement>(".menu-item")?.focus();
    },
    query: (query) => store.dispatch({ type: "show", query }),
    jump: scroller.toBottom,
    timeline: scroller.attach,
    field: (element) => {
      if (!onTouch()) element.focus();
    },
    async copy(text, field) {
      const done = await copyText(text, field);
      const said = done ? t.copied : t.notCopied;
      store.dispatch({ type: "show", toast: { text: said, wrong: false } });
    },
  };
  const all: Acts = {
    ...chat,
    ...acts,
    send(room) {
      chat.send(room);
      render();
      scroller.toBottom();
    },
  };

  /** Gives the focus back to where the menu came from, before what it leads to takes it. */
  function leaveMenu(): void {
    const open = document.activeElement?.closest<HTMLElement>(".menu");
    if (open) byId(open.dataset.anchor ?? "")?.focus();
  }

  function render(): void {
    scheduled = false;
    const focused = document.activeElement;
    scroller.before();
    root.render(page(store.state, all));
    scroller.after();
    roving.settle();
    // Focus is never lost with what had it.
    if (focused && !focused.isConnected && document.activeElement === document.body) {
      if (!onTouch()) (field() ?? byId("main"))?.focus();
    }
    const name = title(store.state);
    if (document.title !== name) document.title = name;
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

  function told(text: string): void {
    announce(text);
    clearTimeout(toast);
    toast = setTimeout(() => store.dispatch({ type: "show", toast: undefined }), TOAST);
  }

  function field(): HTMLElement | null {
    return document.querySelector("textarea");
  }

  store.subscribe((state, before, action) => {
    if (isHeard(state, before, action)) {
      announce(t.timeline.heard(action.line.name, action.line.content));
    }
    if (state.toast && state.toast !== before.toast) told(state.toast.text);
    if (state.form.error && !before.form.error) mend();
    if (state !== before) schedule();
  });
  listenForKeys(document, store, acts, field);
  listenForPress(document, ".message");
}

type Heard = { type: "line"; line: { type: "message"; name: string; content: string } };

/** Whether a message of someone else has just come into the open room. */
function isHeard(state: State, before: State, action: Action): action is Action & Heard {
  if (action.type !== "line" || action.line.type !== "message") return false;
  const { room, seq, userId } = action.line;
  const newest = openRoom(before)?.log?.messages.at(-1)?.seq ?? 0;
  return openRoom(state)?.room.id === room && userId !== accountOf(state) && seq > newest &&
    !isBlocked(state, userId);
}
