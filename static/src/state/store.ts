import { reduce } from "./reducer.ts";
import type { StateChange } from "./state_change.ts";
import type { State } from "./state.ts";

export type StateListener = (state: State, before: State, action: StateChange) => void;

/** Holds the state; actions are the only way to change it. */
export interface StateStore {
  readonly state: State;
  dispatch(action: StateChange): void;
  subscribe(listener: StateListener): void;
}

/** What listeners cause is applied after all of them have heard of the action before. */
export function createStore(state: State): StateStore {
  const listeners: StateListener[] = [];
  const queue: StateChange[] = [];
  let running = false;
  return {
    get state() {
      return state;
    },
    dispatch(action) {
      queue.push(action);
      if (running) return;
      running = true;
      for (let next = queue.shift(); next; next = queue.shift()) {
        const before = state;
        state = reduce(before, next);
        for (const listener of listeners) listener(state, before, next);
      }
      running = false;
    },
    subscribe(listener) {
      listeners.push(listener);
    },
  };
}
