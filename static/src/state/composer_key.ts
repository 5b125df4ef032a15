import type { JoinedRoom, State } from "./state.ts";

/** Where a key of what is written points to: a room, or a thread as `room/seq`. */
export function parseComposerKey(key: string): { room: string; thread?: number } {
  const [room = "", thread] = key.split("/");
  return thread === undefined ? { room } : { room, thread: Number(thread) };
}

/** The room in which one writes under a key. */
export function roomOfKey(state: State, key: string): JoinedRoom | undefined {
  return state.rooms[parseComposerKey(key).room];
}
