import type { Line, Room } from "../protocol/model.ts";
import type { ClientOptions, Clock } from "./types.ts";

/** Rooms of one page: few requests for thousands of rooms, and none of them large. */
const PAGE_ROOMS = 500;

export interface OwnRoomsOptions {
  clock: Clock;
  /** How long to wait after so many failures, in milliseconds; passed in, so that this file brings nothing. */
  backoff(tries: number, random: number): number;
  fetch: NonNullable<ClientOptions["fetch"]>;
  /** Called once with all rooms, as they are now. */
  onRooms(rooms: Room[]): void;
}

/** Gathers all rooms of one's own, page by page, when a welcome could not name them. */
export class OwnRooms {
  readonly #options: OwnRoomsOptions;
  readonly #rooms = new Map<string, Room>();
  /** What the lines said meanwhile, which no page outdates; `undefined` of a room that was left. */
  readonly #heard = new Map<string, Room | undefined>();
  /** Stands for one gathering: what another one waits for is forgotten. */
  #gathering: object | undefined;
  #cancel = () => {};

  constructor(options: OwnRoomsOptions) {
    this.#options = options;
  }

  /** Begins anew. */
  start(): void {
    this.stop();
    this.#rooms.clear();
    this.#heard.clear();
    const gathering = this.#gathering = {};
    void this.#read(gathering, undefined, 0);
  }

  take(line: Line): void {
    if (!this.#gathering) return;
    if (line.type === "left") this.#heard.set(line.room, undefined);
    else if (line.type === "room" || line.type === "joined") {
      this.#heard.set(line.room.id, line.room);
    }
  }

  stop(): void {
    this.#gathering = undefined;
    this.#cancel();
  }

  async #read(gathering: object, after: string | undefined, failures: number): Promise<void> {
    const { clock, backoff, fetch, onRooms } = this.#options;
    const query = new URLSearchParams({ mine: "true", limit: `${PAGE_ROOMS}` });
    if (after !== undefined) query.set("after", after);
    const page = await fetch(`/api/rooms?${query}`, { method: "GET" }).then(
      pageOf,
      () => undefined,
    );
    if (gathering !== this.#gathering) return;
    if (!page) {
      const again = () => void this.#read(gathering, after, failures + 1);
      this.#cancel = clock.after(backoff(failures + 1, clock.random()), again);
      return;
    }
    for (const room of page.rooms) this.#rooms.set(room.id, room);
    if (page.next !== undefined) return await this.#read(gathering, page.next, 0);
    this.stop();
    for (const [id, room] of this.#heard) {
      if (room) this.#rooms.set(id, room);
      else this.#rooms.delete(id);
    }
    onRooms([...this.#rooms.values()]);
  }
}

/** What a response holds; nothing when it is no page of rooms. */
async function pageOf(response: Response): Promise<{ rooms: Room[]; next?: string } | undefined> {
  const page = await response.json().catch(() => undefined);
  return response.ok && Array.isArray(page?.rooms) ? page : undefined;
}
