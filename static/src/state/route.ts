/** Pages for those who come in. The secret of a link travels in its fragment, and does not stay there. */
export type AuthPage = "setup" | "signin" | "signup" | "reset" | "join";

/** Pages with nothing but a name. */
export type PageName =
  | "home"
  | "rooms"
  | "people"
  | "saved"
  | "account"
  | "settings"
  | "admin"
  | "lost";

/** Where in the app one is; every route has an address. */
export type Route =
  | { kind: PageName }
  /** `at`: the message to show; `thread`: the one whose thread is open beside the room. Both a `seq`. */
  | { kind: "room"; id: string; at?: number; thread?: number }
  /** Messages that say something; `""` before one has said what. */
  | { kind: "search"; query: string }
  | { kind: AuthPage; secret: string | undefined };

const AUTH_PAGES: readonly string[] = [
  "setup",
  "signin",
  "signup",
  "reset",
  "join",
] satisfies AuthPage[];
const PAGE_NAMES: readonly string[] = [
  "rooms",
  "people",
  "saved",
  "account",
  "settings",
  "admin",
] satisfies PageName[];

/** The route of a path and its query, as in `/r/lobby?at=12`. */
export function parseRoute(address: string, secret?: string): Route {
  const [path = "", query] = address.split("?");
  if (path === "/") return { kind: "home" };
  const [, name = "", id] = /^\/([a-z]+)(?:\/([a-z0-9-]+))?\/?$/.exec(path) ?? [];
  if (name === "r" && id) return { kind: "room", id, ...placesIn(query) };
  if (id) return { kind: "lost" };
  if (name === "search") return { kind: name, query: new URLSearchParams(query).get("q") ?? "" };
  if (isAuthPage(name)) return { kind: name, secret };
  return PAGE_NAMES.includes(name) ? { kind: name as PageName } : { kind: "lost" };
}

type Places = Pick<Route & { kind: "room" }, "at" | "thread">;

/** The address of a room, of a message in it, or of a thread. */
export function pathOf(room: string, { at, thread }: Places = {}): string {
  const query = new URLSearchParams();
  if (thread !== undefined) query.set("thread", String(thread));
  if (at !== undefined) query.set("at", String(at));
  return `/r/${room}${query.size > 0 ? `?${query}` : ""}`;
}

/** The address of a search. */
export function searchPath(query: string): string {
  return query === "" ? "/search" : `/search?${new URLSearchParams({ q: query })}`;
}

/** What a page begins to look for. */
export function searchQueryOf(route: Route): string {
  return route.kind === "search" ? route.query : "";
}

function placesIn(query: string | undefined): Places {
  const seqOf = (name: string) => {
    const text = new URLSearchParams(query).get(name) ?? "";
    return /^[1-9]\d{0,14}$/.test(text) ? { [name]: Number(text) } : {};
  };
  return { ...seqOf("at"), ...seqOf("thread") };
}

/** The same page, whatever the secret, the message, the thread and the query. */
export function isSameRoute(a: Route, b: Route): boolean {
  return a.kind === b.kind && (a.kind !== "room" || a.id === (b as typeof a).id);
}

/** The code of an invite with which someone comes in, signs in or signs up. */
export function inviteCode(route: Route): string | undefined {
  return "secret" in route && ["join", "signin", "signup"].includes(route.kind)
    ? route.secret
    : undefined;
}

/** Whether a route is for those who are not in yet. */
export function isAuthPage(kind: string): kind is AuthPage {
  return AUTH_PAGES.includes(kind);
}
