import type { Account } from "../store/store.ts";
import type { Hub } from "./hub.ts";
import { write } from "./lines.ts";

/** People that one line names; who reads needs no more to know that many write. */
const NAMED = 5;

/** Who writes right now. Told as it is heard and never kept; clients let it fade. */
export class Typing {
  #rooms = new Map<string, Map<string, string>>();

  constructor(private readonly hub: Hub) {}

  say(room: string, { id, name }: Account): void {
    const people = this.#rooms.get(room);
    if (people) people.set(id, name);
    else this.#rooms.set(room, new Map([[id, name]]));
    if (!this.hub.whisper(room, "typing", () => this.#line(room))) this.#rooms.delete(room);
  }

  #line(room: string): string | undefined {
    const people = this.#rooms.get(room);
    this.#rooms.delete(room);
    if (!people) return undefined;
    const named = [...people].slice(-NAMED).map(([id, name]) => ({ id, name }));
    return write({ type: "typing", room, people: named });
  }
}
