import type { ActionContext } from "../actions/context.ts";
import type { ListActions } from "../actions/lists.ts";
import { openRoom } from "../state/selectors.ts";

/** Milliseconds between two requests for the members of a room that is too large to list who is here. */
const LARGE_ROOM_REFETCH_MS = 10_000;

/** Milliseconds after a notice before the members are fetched again: others may follow. */
const PRESENCE_REFETCH_MS = 500;

/** What changes who the members are, or what they are. */
const PRESENCE_EVENTS = ["joined", "left", "removed", "banned", "promoted", "demoted"];

/** Fetches the members in the open panel again when they changed. */
export function startRefetchingMembers(
  { store }: Pick<ActionContext, "store">,
  lists: Pick<ListActions, "reload">,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Fetches the members once, unless the panel was closed meanwhile. */
  function refetch(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      const { detailsOpen, visible, lists: held } = store.state;
      if (!detailsOpen || !visible || !openRoom(store.state)) return;
      // Of a long list only the beginning is looked at again; what comes after is asked for.
      if (held.members?.status === "idle") lists.reload("members");
    }, ms);
  }

  store.subscribe((state, _, action) => {
    if (action.type !== "line" || !state.detailsOpen) return;
    const { line } = action;
    if (!("room" in line) || line.room !== openRoom(state)?.room.id) return;
    if (line.type === "presence" && line.people.length === 0) refetch(LARGE_ROOM_REFETCH_MS);
    if (line.type === "system" && PRESENCE_EVENTS.includes(line.event.kind)) {
      refetch(PRESENCE_REFETCH_MS);
    }
  });
}
