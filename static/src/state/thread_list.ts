import type { Message } from "../../../lib/protocol/model.ts";
import type { StateChange } from "./state_change.ts";
import * as rooms from "./rooms.ts";
import type { State, Threads } from "./state.ts";
import { addThreadPage, applyThreadMessage, openThread, type Thread } from "./thread.ts";

/** The thread of the address, as far as it is held. */
export function withThread(state: State): State {
  const { route, thread } = state;
  const root = route.kind === "room" ? route.thread : undefined;
  if (route.kind !== "room" || root === undefined) {
    return thread ? { ...state, thread: undefined } : state;
  }
  if (thread?.room === route.id && thread.root === root) return state;
  const after = state.rooms[route.id]?.threads?.read[root];
  return { ...state, thread: openThread(route.id, root, after) };
}

/** What the server knows of the threads of a room; what one has read meanwhile is newer. */
export function withRoomThreads(
  state: State,
  room: string,
  { read, followed }: Threads,
): State {
  const { thread } = state;
  const held = Object.entries(state.rooms[room]?.threads?.read ?? {});
  const threads = held.reduce(
    (known, [root, seq]) => rooms.withRead(known, Number(root), seq),
    { read, followed },
  );
  const next = rooms.changeRoom(state, room, () => ({ threads }));
  if (thread?.room !== room || thread.readBefore !== undefined) return next;
  return { ...next, thread: { ...thread, readBefore: read[thread.root] ?? 0 } };
}

type ThreadAction = Extract<
  StateChange,
  { type: `thread${"Asked" | "Failed" | "Following" | ""}` }
>;

export function reduceThread(thread: Thread, action: ThreadAction): Thread {
  switch (action.type) {
    case "threadAsked":
      return { ...thread, pageStatus: "loading" };
    case "threadFailed":
      return { ...thread, pageStatus: action.missing ? "missing" : "failed" };
    case "threadFollowing":
      return { ...thread, atNewest: action.following };
    case "thread": {
      const { room, page } = action;
      if (room !== thread.room || page.root.seq !== thread.root) return thread;
      return addThreadPage(thread, page) ?? { ...thread, pageStatus: "idle" };
    }
  }
}

/** What was heard of the room of the open thread; after a reset it is to be loaded anew. */
export function applyToOpenThread(
  state: State,
  room: string,
  changes: readonly Message[],
  rev?: number,
): State {
  const { thread } = state;
  if (thread?.room !== room) return state;
  const held: Thread = rev === undefined
    ? thread
    : { ...thread, messages: [], loaded: false, pageStatus: "idle" as const, missedRev: rev };
  const next = applyThreadMessage(held, changes);
  return next === thread ? state : { ...state, thread: next };
}
