import type { Account, Message, Room } from "../../../lib/protocol/model.ts";
import { IDLE_FORM } from "./dialogs.ts";
import type { ListItems, PagedList } from "./paged_lists.ts";
import { resetWindow } from "./message_window.ts";
import { newRoom } from "./rooms.ts";
import type { JoinedRoom, State } from "./state.ts";

/** Counts up when the shape changes; others are forgotten. */
export const SNAPSHOT_VERSION = 2;

/** What a page last showed of an account, to be shown again when there is no server. */
export interface Snapshot {
  version: number;
  account: Account;
  /** The server's history that it shows. */
  history?: string | undefined;
  blocked: readonly ListItems["blocked"][];
  rooms: readonly SnapshotRoom[];
}

/** A room, and its newest messages when it was open lately. */
export interface SnapshotRoom {
  room: Room;
  read: number;
  page?: { messages: readonly Message[]; more: boolean };
}

/** The rooms of a snapshot that were open lately, the latest first. */
export function recentOf(snapshot: Snapshot | undefined): string[] {
  return snapshot?.rooms.flatMap(({ room, page }) => page ? [room.id] : []) ?? [];
}

/** Whether what was kept can be shown by this build. */
export function isSnapshot(value: unknown): value is Snapshot {
  const { version, account, blocked, rooms } = (value ?? {}) as Partial<Snapshot>;
  return version === SNAPSHOT_VERSION && typeof account?.id === "string" &&
    Array.isArray(blocked) &&
    Array.isArray(rooms) && rooms.every(({ room }) => typeof room?.id === "string");
}

/**
 * Shows what was kept, offline. The client that connects then knows no `rev`, so each room's first
 * `joined` is a reset: nothing of this outlasts it.
 */
export function restoreSnapshot(
  state: State,
  { account, history, blocked, rooms }: Snapshot,
): State {
  const own = rooms.map(({ room, read, page }): [string, JoinedRoom] => {
    const log = page && resetWindow({ ...page, rev: room.rev });
    return [room.id, { ...newRoom, room: unseen(room), window: log, read: read ?? 0 }];
  });
  const list: PagedList<ListItems["blocked"]> = {
    subject: "",
    query: "",
    items: blocked,
    next: undefined,
    status: "idle",
    loaded: true,
  };
  return {
    ...state,
    session: { kind: "open", account },
    offline: true,
    history,
    rooms: Object.fromEntries(own),
    roomListLoaded: true,
    lists: { blocked: list },
    form: IDLE_FORM,
  };
}

/** Who was here then may not be now. */
function unseen({ people, ...room }: Room): Room {
  if (!people) return room;
  return { ...room, people: people.map((one) => ({ ...one, presence: "offline" })) };
}
