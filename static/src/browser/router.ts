import { parseRoute, type Route } from "../state/route.ts";

/** Moves through addresses without loading the page again. */
export interface Router {
  /** Goes to a path; what is after its `#` is the secret of a link, and does not show. */
  go(path: string, how?: "push" | "replace"): void;
}

/** The route of a window's address. A secret in its fragment moves to where only this entry has it. */
export function routeOf({ location, history }: Window): Route {
  const secret = location.hash.slice(1);
  const address = location.pathname + location.search;
  if (secret) history.replaceState(secret, "", address);
  const held: unknown = history.state;
  return parseRoute(address, typeof held === "string" ? held : undefined);
}

/** Follows the address bar of a window: its buttons, its links of the same origin, and `go()`. */
export function createRouter(window: Window, went: (route: Route) => void): Router {
  const { location, history, document } = window;
  const go = (path: string, how: "push" | "replace" = "push") => {
    const { pathname, search, hash } = new URL(path, location.origin);
    const address = pathname + search;
    if (address !== location.pathname + location.search || hash) {
      history[how === "push" ? "pushState" : "replaceState"](hash.slice(1) || null, "", address);
    }
    went(routeOf(window));
  };
  window.addEventListener("popstate", () => went(routeOf(window)));
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || !isPlain(event)) return;
    if (link.target || link.hasAttribute("download")) return;
    if (link.origin !== location.origin) return;
    event.preventDefault();
    if (link.hash && link.pathname === location.pathname) {
      document.querySelector<HTMLElement>(link.hash)?.focus();
    } else go(link.pathname + link.search + link.hash);
  });
  return { go };
}

/** A click that asks for nothing special, like a new tab. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey &&
    !event.altKey && !event.defaultPrevented;
}
