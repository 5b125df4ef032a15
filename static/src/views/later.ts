import type { Vnode } from "../dom/h.ts";
import type { State } from "../state/state.ts";
import { t } from "../strings/strings.ts";
import type { Acts } from "./acts.ts";
import { again, loadingRows, plainPage } from "./parts.ts";

type About = [...unknown[], State, Acts];

/** A view whose script is not part of the first visit. */
export interface Later<A extends About> {
  (...about: A): Vnode | undefined;
  /** Loads it, so that it is there when it is shown. */
  fetch(): Promise<void>;
}

/** A view that is loaded when it is first shown; `standIn` is shown until then, or when that failed. */
export function later<A extends About>(
  load: () => Promise<(...about: A) => Vnode | undefined>,
  standIn: (failed: boolean, retry: () => void, ...about: A) => Vnode | undefined,
): Later<A> {
  let view: ((...about: A) => Vnode | undefined) | undefined;
  let status: "idle" | "loading" | "failed" = "idle";

  async function fetch(): Promise<void> {
    status = "loading";
    try {
      view = await load();
    } catch {
      // A lost connection, or a server that has a newer build.
      status = "failed";
    }
  }

  const show = (...about: A) => {
    if (view) return view(...about);
    const { redraw } = about.at(-1) as Acts;
    const retry = () => fetch().then(redraw);
    if (status === "idle") retry();
    return standIn(status === "failed", retry, ...about);
  };
  return Object.assign(show, { fetch });
}

/** A page that is loaded when it is first shown. */
export function laterPage(
  title: string,
  load: () => Promise<(state: State, acts: Acts) => Vnode>,
): Later<[State, Acts]> {
  return later(load, (failed, retry, state, acts) =>
    plainPage(
      state,
      acts,
      title,
      false,
      failed ? again(t.failed, retry) : loadingRows(),
    ));
}
