import type { Route } from "./state/state.ts";

/** The route of a path, as in `/r/lobby`. */
export function parse(path: string): Route {
  if (path === "/") return { kind: "home" };
  const id = /^\/r\/([a-z0-9-]+)\/?$/.exec(path)?.[1];
  return id ? { kind: "room", id } : { kind: "lost" };
}

/** The path of a room. */
export function pathOf(room: string): string {
  return `/r/${room}`;
}

/** Moves through addresses without loading the page again. */
export interface Router {
  current(): Route;
  go(path: string, how?: "push" | "replace"): void;
}

/** Follows the address bar of a window: its buttons, its links of the same origin, and `go()`. */
export function createRouter(window: Window, went: (route: Route) => void): Router {
  const current = () => parse(window.location.pathname);
  const go = (path: string, how: "push" | "replace" = "push") => {
    if (path !== window.location.pathname) {
      window.history[how === "push" ? "pushState" : "replaceState"](null, "", path);
    }
    went(current());
  };
  window.addEventListener("popstate", () => went(current()));
  window.document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a[href]");
    if (!(link instanceof HTMLAnchorElement) || !isPlain(event) || link.target) return;
    if (link.origin !== window.location.origin) return;
    event.preventDefault();
    if (link.hash) window.document.querySelector<HTMLElement>(link.hash)?.focus();
    else go(link.pathname);
  });
  return { current, go };
}

/** A click that asks for nothing special, like a new tab. */
function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey &&
    !event.altKey && !event.defaultPrevented;
}
