import type { State } from "./state.ts";
import type { StateChange } from "./state_change.ts";

/** One pure function for each type of change. */
export type Reducers = {
  readonly [T in StateChange["type"]]: (state: State, action: StateChange & { type: T }) => State;
};
