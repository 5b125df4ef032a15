import type { ActionContext } from "../actions/context.ts";
import { ClientSession } from "../actions/client_session.ts";
import { startEffects } from "../effects/start_effects.ts";
import { createApi } from "../net/api/api.ts";
import { applyPreferences } from "../browser/apply_preferences.ts";
import { createRouter, routeOf } from "../browser/router.ts";
import { createControllers } from "../actions/controllers.ts";
import { startScreen } from "./start_screen.ts";
import { connectChat } from "../net/chat_connection.ts";
import { needsSecondTicks } from "../state/clock_ticks.ts";
import { openRoom } from "../state/selectors.ts";
import { initialState } from "../state/state.ts";
import { createStore } from "../state/store.ts";
import { createLocalStore } from "../browser/local_storage.ts";
import { midnight } from "../i18n/format/time_format.ts";
import { formDialog } from "../views/dialogs/form_dialog.ts";
import { loadSecondary } from "../lazy/chunks.ts";
import { fetchAuth } from "../views/app_view.ts";

/** Milliseconds between looks for rooms that others made. */
const ROOM_LIST_INTERVAL_MS = 30_000;

/** Starts the page in its window. */
export async function bootstrap(window: globalThis.Window & typeof globalThis): Promise<void> {
  const { document } = window;
  const saved = createLocalStore(window);
  const prefs = saved.prefs();
  await applyPreferences(window, prefs);
  const wide = window.matchMedia("(min-width: 720px)");
  const at = Date.now();
  const store = createStore({ ...initialState(routeOf(window), midnight(at), at), prefs });
  const api = createApi(window.fetch.bind(window));
  const context: ActionContext = {
    store,
    api,
    saved,
    router: createRouter(window, (route) => {
      store.dispatch({ type: "went", route });
      // They cover the room on a phone.
      if (!wide.matches) store.dispatch({ type: "show", detailsOpen: false });
    }),
    session: new ClientSession({
      store,
      api,
      saved,
      connect: (account) =>
        connectChat(account, window, store.dispatch, saved.outbox, saved.snapshot()),
    }),
    applyPreferences: (prefs) => applyPreferences(window, prefs),
  };
  const controllers = createControllers(context, window);
  const { session, rooms, composer } = controllers;
  startEffects(context, controllers);
  const screen = startScreen(window, context, controllers);

  const tick = () => {
    const now = Date.now();
    store.dispatch({ type: "clock", now, today: midnight(now) });
  };
  const refresh = () => {
    tick();
    if (store.state.connection.kind === "online" && !document.hidden) rooms.list();
  };
  // What stands behind another window is not read.
  const attend = () => {
    store.dispatch({ type: "visible", visible: !document.hidden && document.hasFocus() });
  };
  const look = () => {
    attend();
    if (!document.hidden) composer.wake();
    refresh();
  };
  document.addEventListener("visibilitychange", look);
  for (const type of ["focus", "blur"]) window.addEventListener(type, attend);
  window.addEventListener("online", () => {
    composer.wake();
    // The socket may have outlived what could not be loaded.
    if (openRoom(store.state)?.pageStatus === "failed") rooms.openAgain();
  });
  wide.addEventListener("change", () => store.dispatch({ type: "sheet", open: false }));
  window.setInterval(refresh, ROOM_LIST_INTERVAL_MS);
  window.setInterval(() => needsSecondTicks(store.state) && tick(), 1_000);
  look();
  // Where nothing was ever shown, somebody is about to come in.
  if (!saved.snapshot()) fetchAuth();
  session.start();
  // No first visit waits for them, and a page that cannot load them does without until it is online again.
  formDialog.fetch();
  const startLater = (): Promise<void> =>
    loadSecondary().then(
      ({ startSecondary }) => startSecondary(window, context, controllers, screen),
      () => window.addEventListener("online", startLater, { once: true }),
    );
  startLater();
}
