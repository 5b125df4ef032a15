import type { Api } from "../net/api/api.ts";
import { ApiError, type ApiPage, type PageRequest } from "../net/api/request.ts";
import type { ListItems, ListName, PagedList } from "../state/paged_lists.ts";
import { messageKey } from "../state/reactions.ts";
import { canGlobally } from "../state/viewer_permissions.ts";
import { account, openRoom } from "../state/selectors.ts";
import type { PresenceInfo, State } from "../state/state.ts";
import { type ActionContext, errorMessage } from "./context.ts";

/** Milliseconds after a key before one who looks for something is taken to have written it. */
const FILTER_DELAY_MS = 150;

export interface ListActions {
  /** Looks for something in a list. */
  find(list: ListName, query: string): void;
  /** Loads the next page. */
  more(list: ListName): void;
  /** Loads a list that has just been opened. */
  show(list: ListName, of: string): void;
  /** Loads a list again, after that failed or it changed. */
  reload(list: ListName): void;
}

const FETCH_PAGE: {
  [N in ListName]: (api: Api, of: string, page: PageRequest) => Promise<ApiPage<ListItems[N]>>;
} = {
  members: (api, of, page) => api.members(of, page),
  bans: (api, of) => api.bans(of),
  invites: (api, of) => api.invites(of),
  rooms: (api, _, page) => api.rooms(page),
  namedRooms: (api, _, page) => api.rooms(page),
  people: (api, _, page) => api.people(page),
  devices: (api) => api.devices(),
  blocked: (api) => api.blocked(),
  accounts: (api, _, page) => api.accounts(page),
  audit: (api, _, page) => api.audit(page),
  found: (api, of, { after }) => api.search({ query: of, after }),
  named: (api, _, page) => api.people(page),
  pins: (api, of) => api.pins(of),
  saved: (api, _, page) => api.saved(page),
  edits: (api, of, page) => api.edits(of, page),
};

/** Lists that come in pages: each is loaded when it comes into sight, and again after a reconnect. */
export function listActions(context: ActionContext): ListActions {
  const { store, api } = context;
  const pauses: { [N in ListName]?: ReturnType<typeof setTimeout> } = {};

  async function load(list: ListName, of: string, query: string, after?: string): Promise<void> {
    const asked = { list, of, query };
    store.dispatch({ type: "listAsked", ...asked });
    try {
      const page = await FETCH_PAGE[list](api, of, { query, after });
      const people = page.items.filter((item) =>
        "presence" in item
      ) as (PresenceInfo & { id: string })[];
      store.dispatch({ type: "seen", people });
      store.dispatch({ type: "listed", ...asked, ...page, after });
    } catch (error) {
      if (context.session.handleSignedOut(error)) return;
      const isRefused = error instanceof ApiError && error.code === "bad_request";
      const wrong = isRefused ? errorMessage(error) : undefined;
      store.dispatch({ type: "listFailed", ...asked, wrong });
    }
  }

  const held = (list: ListName) => store.state.lists[list] as PagedList<unknown> | undefined;

  function reload(list: ListName): void {
    const { of = "", query = "" } = held(list) ?? {};
    load(list, of, query);
  }

  store.subscribe((state, before) => {
    if (state.session.kind !== "open") return;
    const isBack = state.link.kind === "online" && before.link.kind !== "online";
    const was = before.session.kind === "open" ? inSight(before) : [];
    for (const { list, of } of inSight(state)) {
      const isNew = !was.some((one) => one.list === list && one.of === of);
      if (isNew) load(list, of, "");
      else if (isBack) load(list, of, held(list)?.query ?? "");
    }
  });

  return {
    find(list, query) {
      const { of = "" } = held(list) ?? {};
      clearTimeout(pauses[list]);
      pauses[list] = setTimeout(() => load(list, of, query.trim()), FILTER_DELAY_MS);
    },
    more(list) {
      const { of = "", query = "", next, status } = held(list) ?? {};
      if (next !== undefined && status !== "loading") load(list, of, query, next);
    },
    show: (list, of) => void load(list, of, ""),
    reload,
  };
}

/** The lists that the page shows, or needs to know what to show. */
function inSight(state: State): { list: ListName; of: string }[] {
  const { route, details, dialog, tab } = state;
  const room = openRoom(state)?.room.id;
  const found: { list: ListName; of: string }[] = [{ list: "blocked", of: "" }];
  if (room !== undefined) found.push({ list: "pins", of: room });
  if (dialog?.kind === "history") found.push({ list: "edits", of: messageKey(dialog) });
  if (route.kind === "saved") found.push({ list: "saved", of: "" });
  if (route.kind === "rooms") found.push({ list: "rooms", of: "" });
  if (route.kind === "people") found.push({ list: "people", of: "" });
  if (route.kind === "search" && route.query !== "") {
    found.push({ list: "found", of: route.query });
  }
  if (route.kind === "account") found.push({ list: "devices", of: "" });
  if (
    route.kind === "admin" && tab !== "access" && canGlobally(account(state), "manage accounts")
  ) {
    found.push({ list: tab, of: "" });
  }
  if (details && room !== undefined) found.push({ list: "members", of: room });
  if (dialog?.kind === "invite") found.push({ list: "invites", of: dialog.room });
  return found;
}
