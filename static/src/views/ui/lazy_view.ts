import type { Vnode } from "../../vdom/h.ts";
import type { Route } from "../../state/route.ts";
import type { State } from "../../state/state.ts";
import { t } from "../../i18n/index.ts";
import type { Actions } from "../../actions/types.ts";
import { loadingRows, plainPage, retryNotice } from "./buttons.ts";

type About = [...unknown[], State, Actions];

/** A view whose script is not part of the first visit. */
export interface LazyView<A extends About> {
  (...options: A): Vnode | undefined;
  /** Loads it, so that it is there when it is shown. */
  fetch(): Promise<void>;
}

/** A view that is loaded when it is first shown; `standIn` is shown until then, or when that failed. */
export function lazyView<A extends About>(
  load: () => Promise<(...options: A) => Vnode | undefined>,
  standIn: (failed: boolean, retry: () => void, ...options: A) => Vnode | undefined,
): LazyView<A> {
  let view: ((...options: A) => Vnode | undefined) | undefined;
  let failed = false;
  let loading: Promise<void> | undefined;

  /** Loads it once, however many ask for it meanwhile. */
  function fetch(): Promise<void> {
    failed = false;
    return loading ??= load().then((loaded) => {
      view = loaded;
    }, () => {
      // A lost connection, or a server that has a newer build.
      failed = true;
      loading = undefined;
    });
  }

  const show = (...options: A) => {
    if (view) return view(...options);
    const { redraw } = options.at(-1) as Actions;
    const retry = () => fetch().then(redraw);
    if (!failed) retry();
    return standIn(failed, retry, ...options);
  };
  return Object.assign(show, { fetch });
}

/** A page that is loaded when it is first shown. */
export function lazyPage(
  load: () => Promise<(state: State, actions: Actions) => Vnode | undefined>,
): LazyView<[State, Actions]> {
  return lazyView(load, (failed, retry, state, actions) =>
    plainPage(
      state,
      actions,
      titleOf(state.route) ?? t.product,
      false,
      failed ? retryNotice(t.failed, retry) : loadingRows(),
    ));
}

/** What a page is called that has a name of its own. */
export function titleOf({ kind }: Route): string | undefined {
  const titles: Partial<Record<Route["kind"], string>> = t.titles;
  return titles[kind];
}
