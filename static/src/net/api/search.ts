import type { Message } from "../../../../lib/protocol/model.ts";
import type { SearchHit } from "../../state/paged_lists.ts";
import type { ApiPage, PageRequest, RequestApi } from "./request.ts";

/** Messages by what they say. */
export interface SearchApi {
  search(page: PageRequest): Promise<ApiPage<SearchHit> & { catchingUp?: boolean }>;
}

interface Answer {
  hits: { message: Message; room: SearchHit["room"]; snippet: SearchHit["snippet"] }[];
  next?: number;
  catchingUp?: true;
}

export function searchApi(ask: RequestApi): SearchApi {
  return {
    async search({ query = "", after }) {
      const asked = new URLSearchParams(after);
      asked.set("q", query);
      // Where a day begins, for the server to know.
      asked.set("offset", String(-new Date().getTimezoneOffset()));
      const { hits, next, catchingUp = false } = await ask<Answer>("GET", `search?${asked}`);
      const items = hits.map((hit) => ({ ...hit, id: `${hit.room.id}/${hit.message.seq}` }));
      return { items, next: next === undefined ? undefined : `before=${next}`, catchingUp };
    },
  };
}
