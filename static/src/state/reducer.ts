import { cacheDisplayNames } from "./display_names.ts";
import { pageReducers } from "./page_reducers.ts";
import { markRead, placeUnreadMarker } from "./read_tracking.ts";
import type { Reducers } from "./reducers.ts";
import { roomReducers } from "./room_reducers.ts";
import { sessionReducers } from "./session_reducers.ts";
import type { State } from "./state.ts";
import type { StateChange } from "./state_change.ts";
import { withThread } from "./thread_list.ts";

const reducers: Reducers = {
  ...sessionReducers,
  ...roomReducers,
  ...pageReducers,
};

/** The state after a change. Pure; what did not change keeps its identity. */
export function reduce(state: State, action: StateChange): State {
  const apply = reducers[action.type] as (state: State, action: StateChange) => State;
  return cacheDisplayNames(
    markRead(placeUnreadMarker(withThread(apply(state, action)))),
    action,
  );
}
