import type { PresenceStatus } from "../../../lib/protocol/model.ts";
import { canUseCommand, SLASH_COMMANDS } from "./slash_commands.ts";
import type { PersonRef } from "./dialogs.ts";
import { canIn } from "./viewer_permissions.ts";
import { accountOf, isBlocked, presenceOf } from "./selectors.ts";
import type { JoinedRoom, State } from "./state.ts";
import { type Suggestion, SUGGESTIONS_MAX } from "./composer.ts";

/** The commands that begin like this, of those that one may use here. */
export function commandSuggestions(state: State, own: JoinedRoom, query: string): Suggestion[] {
  return SLASH_COMMANDS.filter((name) => name.startsWith(query) && canUseCommand(state, own, name))
    .map((name) => ({ kind: "command", name }));
}

const PRESENCE_RANK: Record<PresenceStatus, number> = { online: 0, away: 1, offline: 2 };

/** People whose name has a word that begins like this: those who are here first. */
export function personSuggestions(
  state: State,
  { room }: JoinedRoom,
  people: readonly (PersonRef & { presence?: PresenceStatus })[],
  query: string,
): Suggestion[] {
  const me = accountOf(state);
  const wanted = normalize(query);
  const isFound = (name: string) => ` ${normalize(name)}`.includes(` ${wanted}`);
  const found = [...new Map(people.map((one) => [one.id, one])).values()]
    .filter(({ id, name }) => id !== me && !isBlocked(state, id) && isFound(name))
    .map((one) => ({ ...one, presence: presenceOf(state, one).presence }))
    .sort((a, b) =>
      PRESENCE_RANK[a.presence] - PRESENCE_RANK[b.presence] || a.name.localeCompare(b.name)
    )
    .map(({ id, name, guest, presence }): Suggestion => ({
      kind: "person",
      id,
      name,
      ...(guest && { guest }),
      presence,
    }));
  const here = canIn(state, room, "mention everyone here") && "here".startsWith(wanted);
  const all: Suggestion = { kind: "person", id: "here", name: "here", presence: undefined };
  return [...found.slice(0, SUGGESTIONS_MAX - Number(here)), ...here ? [all] : []];
}

function normalize(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
