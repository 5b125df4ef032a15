import type { Person, Room } from "../../../../lib/protocol/model.ts";
import { type Ask, cursor, type Paged, type PageOf, pageQuery, path } from "./request.ts";

/** People to write to, and those whom one does not want to see. */
export interface PeopleApi {
  people(page: PageOf): Promise<Paged<Person>>;
  /** The room in which one talks with these accounts directly. */
  direct(people: readonly string[]): Promise<Room>;
  blocked(): Promise<Paged<Person>>;
  block(account: string, blocked: boolean): Promise<void>;
}

export function peopleApi(ask: Ask): PeopleApi {
  return {
    people: async (page) => {
      const { people, next } = await ask<{ people: Person[]; next?: Record<string, string> }>(
        "GET",
        `people${pageQuery(page)}`,
      );
      return { items: people, next: cursor(next) };
    },
    direct: async (people) => (await ask<{ room: Room }>("POST", "direct", { people })).room,
    blocked: async () => {
      const { people } = await ask<{ people: Person[] }>("GET", "blocks");
      return { items: people, next: undefined };
    },
    block: (account, blocked) => ask(blocked ? "PUT" : "DELETE", path`blocks/${account}`),
  };
}
