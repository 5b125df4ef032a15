import type { Api } from "../net/api/api.ts";
import { ApiError, type ApiPage, type PageRequest } from "../net/api/request.ts";
import type { ListItems, ListName, PagedList } from "../state/paged_lists.ts";
import type { PresenceInfo } from "../state/state.ts";
import { type ActionContext, errorMessage } from "./context.ts";

/** Milliseconds after the last key before a list is filtered by what the user wrote. */
const FILTER_DELAY_MS = 150;

export interface ListActions {
  /** Filters a list by what the user writes. */
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

/** Lists that come in pages. */
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
