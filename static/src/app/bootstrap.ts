import { type Context, tell } from "../actions/context.ts";
import { fileActs } from "../actions/uploads.ts";
import { historyActs } from "../actions/history.ts";
import { knowingActs } from "../actions/notifications.ts";
import { lateActs } from "../actions/lazy_actions.ts";
import { listActs } from "../actions/lists.ts";
import { messageActs } from "../actions/messages.ts";
import { peopleActs } from "../actions/people.ts";
import { prefActs } from "../actions/preferences.ts";
import { roomActs } from "../actions/rooms.ts";
import { searchActs } from "../actions/search.ts";
import { sessionActs } from "../actions/session.ts";
import { tellReading } from "../effects/report_read.ts";
import { threadActs } from "../actions/threads.ts";
import { writingActs } from "../actions/composer.ts";
import { createApi } from "../net/api/api.ts";
import { watchIdle } from "../browser/idle.ts";
import { fitToViewport } from "../browser/viewport.ts";
import { dress } from "../browser/apply_preferences.ts";
import { createRouter, routeOf } from "../browser/router.ts";
import { createScreen } from "./screen.ts";
import { connect } from "../net/chat_connection.ts";
import { isTicking } from "../state/clock_ticks.ts";
import { openRoom } from "../state/selectors.ts";
import { initial } from "../state/state.ts";
import { createStore } from "../state/store.ts";
import { createSaved } from "../browser/local_storage.ts";
import { t } from "../i18n/index.ts";
import { midnight } from "../i18n/format/time_format.ts";
import { dialog } from "../views/dialogs/form_dialog.ts";
import { more } from "../lazy/chunks.ts";
import { fetchDoors } from "../views/app_view.ts";

/** Milliseconds between looks for rooms that others made. */
const LIST_EVERY = 30_000;

/** Starts the page in its window. */
export async function start(window: globalThis.Window & typeof globalThis): Promise<void> {
  const { document } = window;
  const saved = createSaved(window);
  const prefs = saved.prefs();
  await dress(window, prefs);
  const wide = window.matchMedia("(min-width: 720px)");
  const at = Date.now();
  const store = createStore({ ...initial(routeOf(window), midnight(at), at), prefs });
  const context: Context = {
    store,
    api: createApi(window.fetch.bind(window)),
    saved,
    router: createRouter(window, (route) => {
      store.dispatch({ type: "went", route });
      // They cover the room on a phone.
      if (!wide.matches) store.dispatch({ type: "show", details: false });
    }),
    client: undefined,
    connect: (account) => connect(account, window, store.dispatch, saved.outbox, saved.snapshot()),
    dress: (prefs) => dress(window, prefs),
    ended: () => false,
  };
  const session = sessionActs(context);
  const history = historyActs(context);
  const rooms = roomActs(context, history);
  const lists = listActs(context);
  const writing = writingActs(context);
  const files = fileActs(context, window, writing.send);
  createScreen(window, store, {
    ...session,
    ...rooms,
    ...history,
    ...threadActs(context),
    ...lists,
    ...writing,
    ...files,
    ...messageActs(context, lists),
    ...peopleActs(context, lists),
    ...lateActs(context, async () => (await more()).moreActs(context, lists)),
    ...prefActs(context),
    ...searchActs(context),
    ...knowingActs(context, window),
  });

  tellReading(store, (...read) => context.client?.read(...read));

  const tick = () => {
    const now = Date.now();
    store.dispatch({ type: "clock", now, today: midnight(now) });
  };
  const refresh = () => {
    tick();
    if (store.state.link.kind === "online" && !document.hidden) rooms.list();
  };
  // What stands behind another window is not read.
  const attend = () => {
    store.dispatch({ type: "visible", visible: !document.hidden && document.hasFocus() });
  };
  const look = () => {
    attend();
    if (!document.hidden) writing.wake();
    refresh();
  };
  document.addEventListener("visibilitychange", look);
  for (const type of ["focus", "blur"]) window.addEventListener(type, attend);
  window.addEventListener("online", () => {
    writing.wake();
    // The socket may have outlived what could not be loaded.
    if (openRoom(store.state)?.page === "failed") rooms.openAgain();
  });
  wide.addEventListener("change", () => store.dispatch({ type: "sheet", open: false }));
  window.setInterval(refresh, LIST_EVERY);
  window.setInterval(() => isTicking(store.state) && tick(), 1_000);
  watchIdle(document, (idle) => {
    store.dispatch({ type: "idle", idle });
    context.client?.presence(idle ? "idle" : "active");
  });
  fitToViewport(window);
  look();
  // Where nothing was ever shown, somebody is about to come in.
  if (!saved.snapshot()) fetchDoors();
  session.start();
  // No first visit waits for them, and a page that cannot load them does without.
  dialog.fetch();
  more().then(({ know, listenForFiles, listenForPress }) => {
    know(window, context);
    listenForPress(document, ".message, .room-row");
    listenForFiles(document, { ...files, folder: () => tell(context, t.files.folder, true) });
  }, () => {});
}
