import { createAnnouncer } from "./dom/announce.ts";
import { createRoot } from "./dom/patch.ts";
import { createRoving } from "./dom/rove.ts";
import { createScroller } from "./dom/scroll.ts";
import { accountOf, openRoom } from "./state/select.ts";
import type { Action, State } from "./state/state.ts";
import type { Store } from "./state/store.ts";
import { t } from "./strings.ts";
import type { Acts } from "./views/acts.ts";
import { onTouch } from "./views/composer.ts";
import { page, title } from "./views/page.ts";

/** What views ask of the page itself, and not of the chat. */
type ScreenActs = Pick<Acts, "sheet" | "dialog" | "query" | "jump" | "timeline" | "field">;

/** Shows the state in a document, again after every change, at most once a frame. */
export function createScreen(
  window: Window,
  store: Store,
  chat: Omit<Acts, keyof ScreenActs>,
): void {
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
  let scheduled = false;

  const acts: ScreenActs = {
    sheet(open) {
      store.dispatch({ type: "sheet", open });
      render();
      const rooms = document.getElementById("rooms");
      const row = rooms?.querySelector<HTMLElement>("[aria-current]") ?? rooms?.querySelector("a");
      (open ? row : document.getElementById("menu"))?.focus();
    },
    dialog: (dialog) => store.dispatch({ type: "dialog", dialog }),
    query: (query) => store.dispatch({ type: "query", query }),
    jump: scroller.toBottom,
    timeline: scroller.attach,
    field: (element) => {
      if (!onTouch()) element.focus();
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

  function render(): void {
    scheduled = false;
    const focused = document.activeElement;
    scroller.before();
    root.render(page(store.state, all));
    scroller.after();
    roving.settle();
    // Focus is never lost with what had it.
    if (focused && !focused.isConnected && document.activeElement === document.body) {
      const field = document.querySelector<HTMLElement>("textarea");
      if (field) acts.field(field);
    }
    const name = title(store.state);
    if (document.title !== name) document.title = name;
  }

  store.subscribe((state, before, action) => {
    if (isHeard(state, before, action)) {
      announce(t.timeline.heard(action.line.name, action.line.content));
    }
    if (state === before || scheduled) return;
    scheduled = true;
    // A page out of sight gets no frames, but its title still tells of what is unread.
    if (document.hidden) window.setTimeout(render);
    else window.requestAnimationFrame(render);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      if (store.state.session.kind !== "open" || store.state.dialog) return;
      event.preventDefault();
      acts.dialog("go");
      return;
    }
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (store.state.sheet && !store.state.dialog) acts.sheet(false);
  });
}

type Heard = { type: "line"; line: { type: "message"; name: string; content: string } };

/** Whether a message of someone else has just come into the open room. */
function isHeard(state: State, before: State, action: Action): action is Action & Heard {
  if (action.type !== "line" || action.line.type !== "message") return false;
  const { room, seq, userId } = action.line;
  const newest = openRoom(before)?.log?.messages.at(-1)?.seq ?? 0;
  return openRoom(state)?.room.id === room && userId !== accountOf(state) && seq > newest;
}
