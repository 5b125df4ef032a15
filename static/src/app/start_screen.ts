import type { ActionContext } from "../actions/context.ts";
import type { Controllers } from "../actions/controllers.ts";
import { createActions } from "../actions/create_actions.ts";
import type { Actions } from "../actions/types.ts";
import { appView } from "../views/app_view.ts";
import { Focus } from "./focus.ts";
import { createPage } from "./page.ts";
import { Renderer } from "./renderer.ts";
import { Toasts } from "./toasts.ts";

/** What listeners that are loaded later work with. */
export interface Screen {
  readonly actions: Actions;
  readonly focus: Focus;
  readonly renderer: Renderer;
}

/** Shows the state in the document of a window, again after every change. */
export function startScreen(
  window: Window,
  { store }: Pick<ActionContext, "store">,
  controllers: Controllers,
): Screen {
  const { document } = window;
  const { history, threads } = controllers;
  const focus = new Focus(document);
  const toasts = new Toasts(document, store);
  const view = () => appView(store.state, actions);
  const renderer = new Renderer({ window, store, focus, history, threads, view });
  const page = createPage(window, store, renderer, focus, history);
  const actions: Actions = createActions({ store }, controllers, page);

  store.subscribe((state, before, action) => {
    toasts.update(state, before, action);
    if (state.form.error && !before.form.error) {
      renderer.render();
      focus.invalidField();
    }
    if (state !== before) renderer.schedule();
  });
  return { actions, focus, renderer };
}
