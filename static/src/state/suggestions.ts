import type { PresenceStatus } from "../../../lib/protocol/model.ts";
import { COMMANDS, mayCall } from "./slash_commands.ts";
import type { Someone } from "./dialogs.ts";
import { may } from "./viewer_permissions.ts";
import { accountOf, isBlocked, seenOf } from "./selectors.ts";
import type { OwnRoom, State } from "./state.ts";
import { type Offer, OFFERS } from "./composer.ts";

/** The commands that begin like this, of those that one may use here. */
export function commandOffers(state: State, own: OwnRoom, query: string): Offer[] {
  return COMMANDS.filter((name) => name.startsWith(query) && mayCall(state, own, name))
    .map((name) => ({ kind: "command", name }));
}

const RANK: Record<PresenceStatus, number> = { online: 0, away: 1, offline: 2 };

/** People whose name has a word that begins like this: those who are here first. */
export function personOffers(
  state: State,
  { room }: OwnRoom,
  people: readonly (Someone & { presence?: PresenceStatus })[],
  query: string,
): Offer[] {
  const me = accountOf(state);
  const wanted = fold(query);
  const isFound = (name: string) => ` ${fold(name)}`.includes(` ${wanted}`);
  const found = [...new Map(people.map((one) => [one.id, one])).values()]
    .filter(({ id, name }) => id !== me && !isBlocked(state, id) && isFound(name))
    .map((one) => ({ ...one, presence: seenOf(state, one).presence }))
    .sort((a, b) => RANK[a.presence] - RANK[b.presence] || a.name.localeCompare(b.name))
    .map(({ id, name, guest, presence }): Offer => ({
      kind: "person",
      id,
      name,
      ...(guest && { guest }),
      presence,
    }));
  const here = may(state, room, "mention everyone here") && "here".startsWith(wanted);
  const all: Offer = { kind: "person", id: "here", name: "here", presence: undefined };
  return [...found.slice(0, OFFERS - Number(here)), ...here ? [all] : []];
}

function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
