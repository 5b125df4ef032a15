import { hasPermission } from "../../../lib/protocol/permissions.ts";
import type { PersonRef } from "./dialogs.ts";
import { account, isBlocked } from "./selectors.ts";
import type { JoinedRoom, State } from "./state.ts";

/** Whether one may write in a room right now, or why not and until when (milliseconds since 1970). */
export type PostingState =
  | { kind: "free" }
  | { kind: "archived" }
  | { kind: "muted"; until: number }
  | { kind: "blocked"; person: PersonRef }
  /** One may write what one sends in a moment. */
  | { kind: "slow"; until: number };

export function postingState(
  state: State,
  { room, lastPostedAt }: JoinedRoom,
): PostingState {
  if (room.archived) return { kind: "archived" };
  const muted = room.mutedUntil ? Date.parse(room.mutedUntil) : 0;
  if (muted > state.now) return { kind: "muted", until: muted };
  const [person] = room.people ?? [];
  if (room.people?.length === 1 && person && isBlocked(state, person.id)) {
    return { kind: "blocked", person };
  }
  const until = (lastPostedAt ?? 0) + room.slow * 1_000;
  const isExempt = hasPermission(account(state).role, "slow") || hasPermission(room.role, "slow");
  return until > state.now && !isExempt ? { kind: "slow", until } : { kind: "free" };
}
