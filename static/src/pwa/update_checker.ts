import type { StateStore } from "../state/store.ts";

/** Milliseconds between two looks for a newer build, beyond those after each restart of the server. */
const UPDATE_CHECK_INTERVAL_MS = 60 * 60_000;

/** The script of a page of Parley, as its build names it. */
const SCRIPT_TAG = /\/assets\/app-\w+\.js/;

/** Looks whether the server has a newer build than the page, and offers it once. Returns the look. */
export function startUpdateChecker(
  window: Window & typeof globalThis,
  store: StateStore,
): () => Promise<void> {
  const own = scriptOf(window.document);
  let looked = Date.now();

  async function look(): Promise<void> {
    if (store.state.notifications.update !== "none") return;
    looked = Date.now();
    const page = await window.fetch("/", { cache: "no-cache" }).then((answer) => answer.text())
      .catch(() => "");
    const [script] = SCRIPT_TAG.exec(page) ?? [];
    const isNewer = script !== undefined && script !== own;
    if (isNewer && store.state.notifications.update === "none") {
      store.dispatch({ type: "notifications", notifications: { update: "offered" } });
    }
  }

  store.subscribe((state, before) => {
    // A server that was away may have come back as another.
    const isBack = before.offline && state.connection.kind === "online";
    const isDue = state.visible && !before.visible &&
      Date.now() - looked > UPDATE_CHECK_INTERVAL_MS;
    if (isBack && before.connection.kind !== "online" || isDue) look();
  });
  return look;
}

/** The path of the script that the page runs. */
export function scriptOf(document: Document): string {
  const script = document.querySelector<HTMLScriptElement>("script[type=module]");
  return script ? new URL(script.src).pathname : "";
}
