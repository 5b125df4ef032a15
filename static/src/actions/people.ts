import { FIRST_PAGE } from "../net/chat_connection.ts";
import type { PersonRef } from "../state/dialogs.ts";
import { pathOf } from "../state/route.ts";
import { openRoom } from "../state/selectors.ts";
import type { ActionContext } from "./context.ts";
import { runAction } from "./context.ts";
import type { ListActions } from "./lists.ts";

/** Milliseconds between two looks at who is here, in rooms that tell only how many are. */
const CROWD_MIN_PEOPLE = 10_000;

/** Milliseconds after a notice before the members are looked at again: others may follow. */
const PRESENCE_REFETCH_MS = 500;

/** What changes who the members are, or what they are. */
const PRESENCE_EVENTS = ["joined", "left", "removed", "banned", "promoted", "demoted"];

export interface PeopleActions {
  /** Opens the room in which one talks with these people directly. */
  write(people: readonly PersonRef[]): Promise<void>;
  choose(person: PersonRef, chosen: boolean): void;
  /** Shows messages of those whom one has blocked. */
  reveal(keys: readonly string[]): void;
}

/** Finding people, and seeing who is here. */
export function peopleActions(context: ActionContext, lists: ListActions): PeopleActions {
  const { store, api, router } = context;
  let look: ReturnType<typeof setTimeout> | undefined;

  /** Looks at the members again, once, unless the panel was closed meanwhile. */
  function lookAgain(ms: number): void {
    look ??= setTimeout(() => {
      look = undefined;
      const { details, visible, lists: held } = store.state;
      if (!details || !visible || !openRoom(store.state)) return;
      // Of a long list only the beginning is looked at again; what comes after is asked for.
      if (held.members?.status === "idle") lists.reload("members");
    }, ms);
  }

  store.subscribe((state, _, action) => {
    if (action.type !== "line" || !state.details) return;
    const { line } = action;
    if (!("room" in line) || line.room !== openRoom(state)?.room.id) return;
    if (line.type === "presence" && line.people.length === 0) lookAgain(CROWD_MIN_PEOPLE);
    if (line.type === "system" && PRESENCE_EVENTS.includes(line.event.kind)) {
      lookAgain(PRESENCE_REFETCH_MS);
    }
  });

  return {
    async write(people) {
      await runAction(context, async () => {
        const room = await api.direct(people.map(({ id }) => id));
        store.dispatch({ type: "room", room });
        context.session.client?.join(room.id, FIRST_PAGE);
        router.go(pathOf(room.id));
      });
    },
    choose: (person, chosen) => store.dispatch({ type: "choose", person, chosen }),
    reveal: (keys) => store.dispatch({ type: "reveal", keys }),
  };
}
