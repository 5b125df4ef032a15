import type { Lists } from "./lists.ts";
import { fresh } from "./rooms.ts";
import type { State } from "./state.ts";

/** Takes the server's history. With another one than before, nothing that stands at a position counts. */
export function inHistory(state: State, history: string | undefined): State {
  if (history === undefined || history === state.history) return state;
  return { ...(state.history === undefined ? state : withoutPositions(state)), history };
}

/** Without messages, what is known of them, and what one was about to do with them; words stay. */
function withoutPositions(state: State): State {
  const rooms = Object.entries(state.rooms).map(([id, { room }]) => [id, { ...fresh, room }]);
  return {
    ...state,
    rooms: Object.fromEntries(rooms),
    lists: emptied(state.lists),
    drafts: withoutEdits(state),
    compose: {},
    reacted: {},
    saved: {},
    near: { hover: undefined, focus: undefined },
    revealed: {},
    troubles: {},
    thread: undefined,
    dialog: undefined,
    menu: undefined,
  };
}

/** Lists that show nothing until they are loaded again; whom one has blocked stays blocked meanwhile. */
function emptied({ blocked, ...lists }: Lists): Lists {
  const empty = { items: [], next: undefined, loaded: false };
  const others = Object.entries(lists).map(([name, list]) => [name, { ...list, ...empty }]);
  return { ...Object.fromEntries(others), ...(blocked && { blocked }) };
}

/** What was being written before an edit comes back, and without such a thing the edit is a new message. */
function withoutEdits({ drafts, compose }: State): State["drafts"] {
  const before = Object.entries(compose).flatMap(([key, about]) =>
    about.kind === "edit" && about.draft !== "" ? [[key, about.draft] as const] : []
  );
  return { ...drafts, ...Object.fromEntries(before) };
}
