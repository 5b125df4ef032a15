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
  show(list: ListName, subject: string): void;
  /** Loads a list again, after that failed or it changed. */
  reload(list: ListName): void;
}

const FETCH_PAGE: {
  [N in ListName]: (api: Api, subject: string, page: PageRequest) => Promise<ApiPage<ListItems[N]>>;
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
  searchHits: (api, of, { after }) => api.search({ query: of, after }),
  namedPeople: (api, _, page) => api.people(page),
  pins: (api, of) => api.pins(of),
  saved: (api, _, page) => api.saved(page),
  edits: (api, of, page) => api.edits(of, page),
};

/** Lists that come in pages: each is loaded when it comes into sight, and again after a reconnect. */
export function listActions(context: ActionContext): ListActions {
  const { store, api } = context;
  const pauses: { [N in ListName]?: ReturnType<typeof setTimeout> } = {};

  async function load(
    list: ListName,
    subject: string,
    query: string,
    after?: string,
  ): Promise<void> {
    const asked = { list, subject, query };
    store.dispatch({ type: "listAsked", ...asked });
    try {
      const page = await FETCH_PAGE[list](api, subject, { query, after });
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
    const { subject = "", query = "" } = held(list) ?? {};
    load(list, subject, query);
  }

  store.subscribe((state, before) => {
    if (state.session.kind !== "open") return;
    const isBack = state.connection.kind === "online" && before.connection.kind !== "online";
    const was = before.session.kind === "open" ? inSight(before) : [];
    for (const { list, subject } of inSight(state)) {
      const isNew = !was.some((one) => one.list === list && one.subject === subject);
      if (isNew) load(list, subject, "");
      else if (isBack) load(list, subject, held(list)?.query ?? "");
    }
  });

  return {
    find(list, query) {
      const { subject = "" } = held(list) ?? {};
      clearTimeout(pauses[list]);
      pauses[list] = setTimeout(() => load(list, subject, query.trim()), FILTER_DELAY_MS);
    },
    more(list) {
      const { subject = "", query = "", next, status } = held(list) ?? {};
      if (next !== undefined && status !== "loading") load(list, subject, query, next);
    },
    show: (list, subject) => void load(list, subject, ""),
    reload,
  };
}

/** The lists that the page shows, or needs to know what to show. */
function inSight(state: State): { list: ListName; subject: string }[] {
  const { route, detailsOpen, dialog, adminTab } = state;
  const room = openRoom(state)?.room.id;
  const found: { list: ListName; subject: string }[] = [{ list: "blocked", subject: "" }];
  if (room !== undefined) found.push({ list: "pins", subject: room });
  if (dialog?.kind === "history") found.push({ list: "edits", subject: messageKey(dialog) });
  if (route.kind === "saved") found.push({ list: "saved", subject: "" });
  if (route.kind === "rooms") found.push({ list: "rooms", subject: "" });
  if (route.kind === "people") found.push({ list: "people", subject: "" });
  if (route.kind === "search" && route.query !== "") {
    found.push({ list: "searchHits", subject: route.query });
  }
  if (route.kind === "account") found.push({ list: "devices", subject: "" });
  if (
    route.kind === "admin" && adminTab !== "access" &&
    canGlobally(account(state), "manage accounts")
  ) {
    found.push({ list: adminTab, subject: "" });
  }
  if (detailsOpen && room !== undefined) found.push({ list: "members", subject: room });
  if (dialog?.kind === "invite") found.push({ list: "invites", subject: dialog.room });
  return found;
}
