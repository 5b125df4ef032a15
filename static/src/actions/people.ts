import type { PersonRef } from "../state/dialogs.ts";
import type { ActionContext } from "./context.ts";

export interface PeopleActions {
  choose(person: PersonRef, chosen: boolean): void;
  /** Shows messages of those whom one has blocked. */
  reveal(keys: readonly string[]): void;
}

/** Finding people, and seeing who is here. */
export function peopleActions({ store }: ActionContext): PeopleActions {
  return {
    choose: (person, chosen) => store.dispatch({ type: "choose", person, chosen }),
    reveal: (keys) => store.dispatch({ type: "reveal", keys }),
  };
}
