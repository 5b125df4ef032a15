import type { Context } from "./acts/context.ts";
import { roomActs } from "./acts/rooms.ts";
import { sessionActs } from "./acts/session.ts";
import { writingActs } from "./acts/writing.ts";
import { createApi } from "./api.ts";
import { fitToViewport } from "./dom/viewport.ts";
import { createRouter, parse } from "./router.ts";
import { createScreen } from "./screen.ts";
import { connect } from "./socket.ts";
import { initial } from "./state/state.ts";
import { createStore } from "./state/store.ts";
import { createSaved } from "./storage.ts";
import { midnight } from "./time.ts";

/** Milliseconds between looks for rooms that others made. */
const LIST_EVERY = 30_000;

function start(window: globalThis.Window & typeof globalThis): void {
  const { document, location } = window;
  const store = createStore(initial(parse(location.pathname), midnight(Date.now())));
  const context: Context = {
    store,
    api: createApi(window.fetch.bind(window)),
    saved: createSaved(window.localStorage),
    router: createRouter(window, (route) => store.dispatch({ type: "went", route })),
    client: undefined,
    connect: (account) => connect(account, window, store.dispatch),
  };
  const session = sessionActs(context);
  const rooms = roomActs(context, session.ended);
  const writing = writingActs(context);
  createScreen(window, store, { ...session, ...rooms, ...writing });

  const refresh = () => {
    store.dispatch({ type: "today", today: midnight(Date.now()) });
    if (store.state.link.kind === "online" && !document.hidden) rooms.list();
  };
  const look = () => {
    store.dispatch({ type: "visible", visible: !document.hidden });
    if (!document.hidden) writing.wake();
    refresh();
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", writing.wake);
  window.matchMedia("(min-width: 720px)").addEventListener("change", () => {
    store.dispatch({ type: "sheet", open: false });
  });
  window.setInterval(refresh, LIST_EVERY);
  fitToViewport(window);
  look();
  session.start();
}

start(globalThis.window);
