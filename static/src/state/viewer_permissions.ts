import type { Account, Room } from "../../../lib/protocol/model.ts";
import {
  hasPermission,
  outranks,
  type Permission as Right,
} from "../../../lib/protocol/permissions.ts";
import type { Member } from "./paged_lists.ts";
import { account } from "./selectors.ts";
import type { State } from "./state.ts";

/** What everyone may do in a direct room, which nobody leads. */
const SPEAK: readonly Right[] = ["post", "react", "pin"];

/** Whether one may do something in a room. */
export function may(state: State, room: Room, right: Right): boolean {
  if (room.kind === "direct" && !SPEAK.includes(right)) return false;
  return hasPermission(account(state).role, right) || hasPermission(room.role, right);
}

/** Whether one may do something to someone in a room. */
export function mayTo(
  state: State,
  room: Room,
  right: Right,
  { id, role }: Pick<Member, "id" | "role">,
): boolean {
  const me = account(state);
  return id !== me.id && may(state, room, right) && !outranks(role, me.role);
}

/** Whether one may do something that is of no room. */
export function mayHere(me: Account, right: Right): boolean {
  return hasPermission(me.role, right);
}
