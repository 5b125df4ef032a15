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
    dialog(dialog) {
      store.dispatch({ type: "dialog", dialog });
      // At once, so that the next key that is pressed is for it.
      render();
    },
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
      if (!onTouch()) field()?.focus();
    }
    const name = title(store.state);
    if (document.title !== name) document.title = name;
  }

  /** What was wrong with a form is put right where it was written. */
  function mend(): void {
    render();
    document.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }

  store.subscribe((state, before, action) => {
    if (isHeard(state, before, action)) {
      announce(t.timeline.heard(action.line.name, action.line.content));
    }
    if (state.form.error && !before.form.error) mend();
    if (state === before || scheduled) return;
    scheduled = true;
    // A page out of sight gets no frames, but its title still tells of what is unread.
    if (document.hidden) window.setTimeout(render);
    else window.requestAnimationFrame(render);
  });
  document.addEventListener("keydown", (event) => {
    const { session, sheet, dialog } = store.state;
    if (session.kind !== "open" || dialog || event.defaultPrevented || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "k" && isCommand) {
      event.preventDefault();
      acts.dialog("go");
    } else if (event.key === "Escape" && sheet) {
      acts.sheet(false);
    } else if (
      /^\S$/u.test(event.key) && !isCommand && !sheet && !isField(document.activeElement)
    ) {
      // Whoever begins to write means the message.
      field()?.focus();
    }
  });

  function field(): HTMLElement | null {
    return document.querySelector("textarea");
  }
}

function isField(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

type Heard = { type: "line"; line: { type: "message"; name: string; content: string } };

/** Whether a message of someone else has just come into the open room. */
function isHeard(state: State, before: State, action: Action): action is Action & Heard {
  if (action.type !== "line" || action.line.type !== "message") return false;
  const { room, seq, userId } = action.line;
  const newest = openRoom(before)?.log?.messages.at(-1)?.seq ?? 0;
  return openRoom(state)?.room.id === room && userId !== accountOf(state) && seq > newest;
}
