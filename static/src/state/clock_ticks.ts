import { openRoom } from "./selectors.ts";
import type { State } from "./state.ts";
import { postingState } from "./posting.ts";

/** Milliseconds before the end of something long from which on it is watched by the second. */
const SOON_MS = 40_000;

/** Whether something shown depends on the second. */
export function needsSecondTicks(state: State): boolean {
  const own = openRoom(state);
  const mine = own ? postingState(state, own) : undefined;
  const until = mine && "until" in mine ? mine.until : 0;
  const isEnding = until > state.now && (mine?.kind === "slow" || until - state.now < SOON_MS);
  return isEnding || (state.form.retryAt ?? 0) > state.now || Object.keys(state.typing).length > 0;
}
