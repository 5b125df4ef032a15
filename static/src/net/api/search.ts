import type { Message } from "../../../../lib/protocol/model.ts";
import type { Found } from "../../state/paged_lists.ts";
import type { Ask, Paged, PageOf } from "./request.ts";

/** Messages by what they say. */
export interface SearchApi {
  search(page: PageOf): Promise<Paged<Found> & { catchingUp?: boolean }>;
}

interface Answer {
  hits: { message: Message; room: Found["room"]; snippet: Found["snippet"] }[];
  next?: number;
  catchingUp?: true;
}

export function searchApi(ask: Ask): SearchApi {
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
