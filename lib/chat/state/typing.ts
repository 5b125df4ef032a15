import type { Account, PersonRef } from "../../store/store.ts";
import type { Hub } from "../fanout/hub.ts";
import { encodeEvent, toPersonRef } from "../fanout/serialize.ts";

/** People that one line names; who reads needs no more to know that many write. */
const MAX_NAMED_TYPING = 5;

/** Who writes right now. Told as it is heard and never kept; clients let it fade. */
export class TypingNotifier {
  #peopleByRoom = new Map<string, Map<string, PersonRef>>();

  constructor(private readonly hub: Hub) {}

  notify(room: string, account: Account): void {
    const people = this.#peopleByRoom.get(room);
    const person = toPersonRef(account);
    if (people) people.set(person.id, person);
    else this.#peopleByRoom.set(room, new Map([[person.id, person]]));
    if (!this.hub.publishTransient(room, "typing", () => this.#encodeEvent(room))) {
      this.#peopleByRoom.delete(room);
    }
  }

  #encodeEvent(room: string): string | undefined {
    const people = this.#peopleByRoom.get(room);
    this.#peopleByRoom.delete(room);
    if (!people) return undefined;
    return encodeEvent({
      type: "typing",
      room,
      people: [...people.values()].slice(-MAX_NAMED_TYPING),
    });
  }
}
