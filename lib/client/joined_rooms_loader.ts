import type { Room } from "../protocol/model.ts";
import type { ServerEvent } from "../protocol/server_events.ts";
import type { ClientOptions, Clock } from "./types.ts";

/** Rooms of one page: few requests for thousands of rooms, and none of them large. */
const ROOMS_PER_PAGE = 500;

export interface JoinedRoomsLoaderOptions {
  clock: Clock;
  /** How long to wait after so many failures, in milliseconds; passed in, so that this file brings nothing. */
  backoffDelay(tries: number, random: number): number;
  fetch: NonNullable<ClientOptions["fetch"]>;
  /** Called once with all rooms, as they are now. */
  onRooms(rooms: Room[]): void;
}

/** Loads all rooms of the user, page by page, when a welcome could not name them. */
export class JoinedRoomsLoader {
  readonly #options: JoinedRoomsLoaderOptions;
  readonly #rooms = new Map<string, Room>();
  /** What the lines said meanwhile, which no page outdates; `undefined` of a room that was left. */
  readonly #changesMeanwhile = new Map<string, Room | undefined>();
  /** Stands for one gathering: what another one waits for is forgotten. */
  #currentLoad: object | undefined;
  #cancelRetry = () => {};

  constructor(options: JoinedRoomsLoaderOptions) {
    this.#options = options;
  }

  /** Begins anew. */
  start(): void {
    this.stop();
    this.#rooms.clear();
    this.#changesMeanwhile.clear();
    const load = this.#currentLoad = {};
    void this.#loadPage(load, undefined, 0);
  }

  applyEvent(event: ServerEvent): void {
    if (!this.#currentLoad) return;
    if (event.type === "left") this.#changesMeanwhile.set(event.room, undefined);
    else if (event.type === "room" || event.type === "joined") {
      this.#changesMeanwhile.set(event.room.id, event.room);
    }
  }

  stop(): void {
    this.#currentLoad = undefined;
    this.#cancelRetry();
  }

  async #loadPage(load: object, after: string | undefined, failures: number): Promise<void> {
    const { clock, backoffDelay: backoff, fetch, onRooms } = this.#options;
    const query = new URLSearchParams({ mine: "true", limit: `${ROOMS_PER_PAGE}` });
    if (after !== undefined) query.set("after", after);
    const page = await fetch(`/api/rooms?${query}`, { method: "GET" }).then(
      parseRoomsPage,
      () => undefined,
    );
    if (load !== this.#currentLoad) return;
    if (!page) {
      const retry = () => void this.#loadPage(load, after, failures + 1);
      this.#cancelRetry = clock.after(backoff(failures + 1, clock.random()), retry);
      return;
    }
    for (const room of page.rooms) this.#rooms.set(room.id, room);
    if (page.next !== undefined) return await this.#loadPage(load, page.next, 0);
    this.stop();
    for (const [id, room] of this.#changesMeanwhile) {
      if (room) this.#rooms.set(id, room);
      else this.#rooms.delete(id);
    }
    onRooms([...this.#rooms.values()]);
  }
}

/** What a response holds; nothing when it is no page of rooms. */
async function parseRoomsPage(
  response: Response,
): Promise<{ rooms: Room[]; next?: string } | undefined> {
  const page = await response.json().catch(() => undefined);
  return response.ok && Array.isArray(page?.rooms) ? page : undefined;
}
