import type { Room } from "../../../lib/protocol/model.ts";
import { accountOf } from "./selectors.ts";
import type { PersonRef } from "./dialogs.ts";
import type { PresenceInfo, State } from "./state.ts";

/** Milliseconds that someone counts as writing after having said so; it is said every three seconds. */
const TYPING_SHOWN_MS = 6_000;

/** Takes note of who is here. */
export function withPresence(
  state: State,
  people: readonly (PresenceInfo & { id: string })[],
): State {
  if (people.length === 0) return state;
  const news = people.map(({ id, presence, lastSeen }) =>
    [id, lastSeen === undefined ? { presence } : { presence, lastSeen }] as const
  );
  return { ...state, presence: { ...state.presence, ...Object.fromEntries(news) } };
}

/** The people of direct rooms, as the rooms tell of them. */
export function peopleOf(rooms: readonly Room[]): (PresenceInfo & { id: string })[] {
  return rooms.flatMap(({ people = [] }) => people);
}

/** Notes who writes in a room; oneself is no news. */
export function typingStarted(
  state: State,
  { room, people, at }: { room: string; people: readonly PersonRef[]; at: number },
): State {
  if (!state.rooms[room]) return state;
  const me = accountOf(state);
  const ids = people.map(({ id }) => id);
  const still = (state.typing[room] ?? []).filter(({ id }) => !ids.includes(id));
  const now = people.filter(({ id }) => id !== me)
    .map((one) => ({ ...one, until: at + TYPING_SHOWN_MS }));
  return withWriters({ ...state, now: Math.max(state.now, at) }, room, [...still, ...now]);
}

/** Whoever has said something has stopped to write it. */
export function stopTyping(state: State, room: string, account: string): State {
  const writers = state.typing[room];
  if (!writers?.some(({ id }) => id === account)) return state;
  return withWriters(state, room, writers.filter(({ id }) => id !== account));
}

/** Lets those go who have not been heard of for a while. */
export function fadeTyping(state: State): State {
  return Object.entries(state.typing).reduce((next, [room, writers]) => {
    const still = writers.filter(({ until }) => until > state.now);
    return still.length === writers.length ? next : withWriters(next, room, still);
  }, state);
}

function withWriters(state: State, room: string, writers: State["typing"][string]): State {
  if (writers.length > 0) return { ...state, typing: { ...state.typing, [room]: writers } };
  const { [room]: gone, ...typing } = state.typing;
  return gone ? { ...state, typing } : state;
}
