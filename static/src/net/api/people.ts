import type { Person, Room } from "../../../../lib/protocol/model.ts";
import {
  type ApiPage,
  apiPath,
  nextCursor,
  type PageRequest,
  pageSearch,
  type RequestApi,
} from "./request.ts";

/** People to write to, and those whom one does not want to see. */
export interface PeopleApi {
  people(page: PageRequest): Promise<ApiPage<Person>>;
  /** The room in which one talks with these accounts directly. */
  direct(people: readonly string[]): Promise<Room>;
  blocked(): Promise<ApiPage<Person>>;
  block(account: string, blocked: boolean): Promise<void>;
}

export function peopleApi(ask: RequestApi): PeopleApi {
  return {
    people: async (page) => {
      const { people, next } = await ask<{ people: Person[]; next?: Record<string, string> }>(
        "GET",
        `people${pageSearch(page)}`,
      );
      return { items: people, next: nextCursor(next) };
    },
    direct: async (people) => (await ask<{ room: Room }>("POST", "direct", { people })).room,
    blocked: async () => {
      const { people } = await ask<{ people: Person[] }>("GET", "blocks");
      return { items: people, next: undefined };
    },
    block: (account, blocked) => ask(blocked ? "PUT" : "DELETE", apiPath`blocks/${account}`),
  };
}
