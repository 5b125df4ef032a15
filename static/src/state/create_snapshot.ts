import type { Message } from "../../../lib/protocol/model.ts";
import { accountOf } from "./selectors.ts";
import { type Snapshot, SNAPSHOT_VERSION, type SnapshotRoom } from "./restore_snapshot.ts";
import type { State } from "./state.ts";

/** Rooms that are kept at all, and those of them whose newest page is. */
const SNAPSHOT_ROOMS_MAX = 300;
export const SNAPSHOT_PAGES_MAX = 6;
/** Messages of a page, and characters of all of them: a fraction of what browsers let a site keep. */
const SNAPSHOT_PAGE_MESSAGES = 50;
const SNAPSHOT_MAX_CHARACTERS = 300_000;

/** What to keep of a state; `recent` are the rooms that were open, the latest first. */
export function createSnapshot(state: State, recent: readonly string[]): Snapshot | undefined {
  if (state.session.kind !== "open") return undefined;
  const rank = (id: string) =>
    (recent.indexOf(id) + SNAPSHOT_ROOMS_MAX + 1) % (SNAPSHOT_ROOMS_MAX + 1);
  const own = Object.values(state.rooms)
    .sort((a, b) => rank(a.room.id) - rank(b.room.id))
    .slice(0, SNAPSHOT_ROOMS_MAX);
  let left = SNAPSHOT_MAX_CHARACTERS;
  const rooms = own.map(({ room, read, window }, at): SnapshotRoom => {
    if (!window || at >= SNAPSHOT_PAGES_MAX || !recent.includes(room.id)) return { room, read };
    const messages: Message[] = [];
    for (const message of window.messages.slice(-SNAPSHOT_PAGE_MESSAGES).reverse()) {
      left -= JSON.stringify(message).length;
      if (left < 0) break;
      messages.unshift(message);
    }
    const more = window.hasOlder || messages.length < window.messages.length;
    return messages.length > 0 ? { room, read, page: { messages, more } } : { room, read };
  });
  const blocked = state.lists.blocked?.items ?? [];
  const { history, session: { account } } = state;
  return { version: SNAPSHOT_VERSION, account, history, blocked, rooms };
}

/** Whether a state shows something that is worth keeping: of an account, as the server has it. */
export function canPersist(state: State): boolean {
  return accountOf(state) !== undefined && state.connection.kind === "online" &&
    state.roomListLoaded;
}
