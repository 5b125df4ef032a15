/** Pages for those who come in. The secret of a link travels in its fragment, and does not stay there. */
export type Door = "setup" | "signin" | "signup" | "reset" | "join";

/** Pages with nothing but a name. */
export type Place = "home" | "rooms" | "people" | "account" | "admin" | "lost";

/** Where in the app one is; every route has an address. */
export type Route =
  | { kind: Place }
  | { kind: "room"; id: string }
  | { kind: Door; secret: string | undefined };

const DOORS: readonly string[] = ["setup", "signin", "signup", "reset", "join"] satisfies Door[];
const PLACES: readonly string[] = ["rooms", "people", "account", "admin"] satisfies Place[];

/** The route of a path, as in `/r/lobby`. */
export function parse(path: string, secret?: string): Route {
  if (path === "/") return { kind: "home" };
  const [, name = "", id] = /^\/([a-z]+)(?:\/([a-z0-9-]+))?\/?$/.exec(path) ?? [];
  if (name === "r" && id) return { kind: "room", id };
  if (id) return { kind: "lost" };
  if (isDoor(name)) return { kind: name, secret };
  return PLACES.includes(name) ? { kind: name as Place } : { kind: "lost" };
}

/** The path of a room. */
export function pathOf(room: string): string {
  return `/r/${room}`;
}

/** The same place, whatever the secret. */
export function isSame(a: Route, b: Route): boolean {
  return a.kind === b.kind && (a.kind !== "room" || a.id === (b as typeof a).id);
}

/** The code of an invite with which someone comes in, signs in or signs up. */
export function codeOf(route: Route): string | undefined {
  return "secret" in route && ["join", "signin", "signup"].includes(route.kind)
    ? route.secret
    : undefined;
}

/** Whether a route is for those who are not in yet. */
export function isDoor(kind: string): kind is Door {
  return DOORS.includes(kind);
}
