import { accountActs } from "./acts/account.ts";
import { adminActs } from "./acts/admin.ts";
import type { Context } from "./acts/context.ts";
import { deedActs } from "./acts/deeds.ts";
import { inviteActs } from "./acts/invites.ts";
import { listActs } from "./acts/lists.ts";
import { peopleActs } from "./acts/people.ts";
import { roomActs } from "./acts/rooms.ts";
import { sessionActs } from "./acts/session.ts";
import { writingActs } from "./acts/writing.ts";
import { createApi } from "./api/api.ts";
import { watchIdle } from "./dom/idle.ts";
import { fitToViewport } from "./dom/viewport.ts";
import { createRouter, routeOf } from "./router.ts";
import { createScreen } from "./screen.ts";
import { connect } from "./socket.ts";
import { isTicking } from "./state/clock.ts";
import { initial } from "./state/state.ts";
import { createStore } from "./state/store.ts";
import { createSaved } from "./storage.ts";
import { midnight } from "./time.ts";

/** Milliseconds between looks for rooms that others made. */
const LIST_EVERY = 30_000;

function start(window: globalThis.Window & typeof globalThis): void {
  const { document } = window;
  const wide = window.matchMedia("(min-width: 720px)");
  const store = createStore(initial(routeOf(window), midnight(Date.now()), Date.now()));
  const context: Context = {
    store,
    api: createApi(window.fetch.bind(window)),
    saved: createSaved(window.localStorage),
    router: createRouter(window, (route) => {
      store.dispatch({ type: "went", route });
      // They cover the room on a phone.
      if (!wide.matches) store.dispatch({ type: "show", details: false });
    }),
    client: undefined,
    connect: (account) => connect(account, window, store.dispatch),
    ended: () => false,
  };
  const session = sessionActs(context);
  const rooms = roomActs(context);
  const lists = listActs(context);
  const writing = writingActs(context);
  createScreen(window, store, {
    ...session,
    ...rooms,
    ...lists,
    ...writing,
    ...peopleActs(context, lists),
    ...deedActs(context),
    ...inviteActs(context, lists),
    ...accountActs(context),
    ...adminActs(context),
  });

  const tick = () => {
    const now = Date.now();
    store.dispatch({ type: "clock", now, today: midnight(now) });
  };
  const refresh = () => {
    tick();
    if (store.state.link.kind === "online" && !document.hidden) rooms.list();
  };
  const look = () => {
    store.dispatch({ type: "visible", visible: !document.hidden });
    if (!document.hidden) writing.wake();
    refresh();
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("online", writing.wake);
  wide.addEventListener("change", () => store.dispatch({ type: "sheet", open: false }));
  window.setInterval(refresh, LIST_EVERY);
  window.setInterval(() => isTicking(store.state) && tick(), 1_000);
  watchIdle(document, (idle) => {
    store.dispatch({ type: "idle", idle });
    context.client?.presence(idle ? "idle" : "active");
  });
  fitToViewport(window);
  look();
  session.start();
}

start(globalThis.window);
