import type { Room as RoomView } from "../protocol/lines.ts";
import type { Account, NewNotice, Place, Store } from "../store/store.ts";
import { ChatError, noRoom } from "./error.ts";
import type { Hub, Listener } from "./hub.ts";
import { lineOf, write } from "./lines.ts";
import { noticeOf } from "./notices.ts";
import { canSee, type Registry, type Room, viewOf } from "./registry.ts";

export interface RoomsDeps {
  store: Store;
  registry: Registry;
  hub: Hub;
  now: () => number;
}

/** Rooms and who is in them. Every method acts for an account and refuses with a ChatError. */
export class Rooms {
  constructor(private readonly deps: RoomsDeps) {}

  /** The rooms that an account is in, or may enter. */
  list(account: Account): RoomView[] {
    return Array.from(this.deps.registry.visibleTo(account.id), (room) => viewOf(room, account.id));
  }

  /** The rooms that an account is in. */
  own(account: Account): RoomView[] {
    return Array.from(this.deps.registry.of(account.id), (room) => viewOf(room, account.id));
  }

  view(account: Account, id: string): RoomView {
    return viewOf(this.visible(account, id), account.id);
  }

  /** A room that an account may see. @throws ChatError `not_found` for any other. */
  visible(account: Account, id: string): Room {
    const room = this.deps.registry.get(id);
    if (!room || !canSee(room, account.id)) throw noRoom(id);
    return room;
  }

  /** Creates a public room with an address made from its name; its creator becomes the owner. */
  async create(owner: Account, name: string): Promise<RoomView> {
    const { store, registry, now } = this.deps;
    const at = now();
    for (const id of addresses(name)) {
      if (registry.get(id)) continue;
      const notice = noticeOf({ kind: "created" }, id, owner, at);
      const room = { id, name, kind: "public" as const, createdAt: at };
      if (!await store.createRoom(room, notice)) continue;
      registry.add({ ...room, seq: 1, rev: 1, members: new Map() });
      registry.enter(id, owner.id, "owner");
      return this.view(owner, id);
    }
    throw new ChatError("unavailable", `There are too many rooms named "${name}".`);
  }

  /** Makes sure that an account is a member of a room that it may enter, and tells the room if it was not. */
  async enter(account: Account, id: string): Promise<Room> {
    const room = this.visible(account, id);
    if (room.members.has(account.id)) return room;
    const notice = noticeOf({ kind: "joined" }, id, account, this.deps.now());
    const place = await this.deps.store.addMember("member", notice);
    this.deps.registry.enter(id, account.id, "member");
    if (place) this.#tell(room, notice, account, place);
    return room;
  }

  /** Ends a membership and tells the room, the one who leaves included. */
  async leave(account: Account, id: string, listener: Listener): Promise<void> {
    const { store, registry, hub, now } = this.deps;
    const room = this.visible(account, id);
    const notice = noticeOf({ kind: "left" }, id, account, now());
    const place = await store.removeMember(notice);
    registry.exit(id, account.id);
    hub.unlisten(id, listener);
    if (place) this.#tell(room, notice, account, place);
  }

  #tell(room: Room, notice: NewNotice, by: Account, place: Place): void {
    this.deps.registry.advance(room, place);
    const line = lineOf({ ...notice, ...place, name: by.name });
    this.deps.hub.publish(room.id, place.rev, write(line));
  }
}

/** The addresses to try for a name: `design-team`, `design-team-2`, … up to `-99`. */
function* addresses(name: string): Iterable<string> {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 48).replace(/-+$/, "");
  const base = plain || "room";
  if (plain) yield base;
  for (let n = plain ? 2 : 1; n < 100; n++) yield `${base}-${n}`;
}
