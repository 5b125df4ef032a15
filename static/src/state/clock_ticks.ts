import { openRoom } from "./selectors.ts";
import type { State } from "./state.ts";
import { voice } from "./posting.ts";

/** Milliseconds before the end of something long from which on it is watched by the second. */
const SOON = 40_000;

/** Whether something shown depends on the second. */
export function isTicking(state: State): boolean {
  const own = openRoom(state);
  const mine = own ? voice(state, own) : undefined;
  const until = mine && "until" in mine ? mine.until : 0;
  const isEnding = until > state.now && (mine?.kind === "slow" || until - state.now < SOON);
  return isEnding || (state.form.until ?? 0) > state.now || Object.keys(state.typing).length > 0;
}
