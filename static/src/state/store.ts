import { reduce } from "./reducer.ts";
import type { Action } from "./state_change.ts";
import type { State } from "./state.ts";

export type Listener = (state: State, before: State, action: Action) => void;

/** Holds the state; actions are the only way to change it. */
export interface Store {
  readonly state: State;
  dispatch(action: Action): void;
  subscribe(listener: Listener): void;
}

/** What listeners cause is applied after all of them have heard of the action before. */
export function createStore(state: State): Store {
  const listeners: Listener[] = [];
  const queue: Action[] = [];
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
