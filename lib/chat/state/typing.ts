import type { Account, Named } from "../../store/store.ts";
import type { Hub } from "../fanout/hub.ts";
import { namedOf, write } from "../fanout/serialize.ts";

/** People that one line names; who reads needs no more to know that many write. */
const NAMED = 5;

/** Who writes right now. Told as it is heard and never kept; clients let it fade. */
export class Typing {
  #rooms = new Map<string, Map<string, Named>>();

  constructor(private readonly hub: Hub) {}

  say(room: string, account: Account): void {
    const people = this.#rooms.get(room);
    const named = namedOf(account);
    if (people) people.set(named.id, named);
    else this.#rooms.set(room, new Map([[named.id, named]]));
    if (!this.hub.whisper(room, "typing", () => this.#line(room))) this.#rooms.delete(room);
  }

  #line(room: string): string | undefined {
    const people = this.#rooms.get(room);
    this.#rooms.delete(room);
    if (!people) return undefined;
    return write({ type: "typing", room, people: [...people.values()].slice(-NAMED) });
  }
}
