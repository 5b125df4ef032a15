import type { Account, Room } from "../../../lib/protocol/model.ts";
import {
  hasPermission,
  outranks,
  type Permission as Right,
} from "../../../lib/protocol/permissions.ts";
import type { ListedMember } from "./paged_lists.ts";
import { account } from "./selectors.ts";
import type { State } from "./state.ts";

/** What everyone may do in a direct room, which nobody leads. */
const POSTING_PERMISSIONS: readonly Right[] = ["post", "react", "pin"];

/** Whether one may do something in a room. */
export function canIn(state: State, room: Room, right: Right): boolean {
  if (room.kind === "direct" && !POSTING_PERMISSIONS.includes(right)) return false;
  return hasPermission(account(state).role, right) || hasPermission(room.role, right);
}

/** Whether one may do something to someone in a room. */
export function canActOn(
  state: State,
  room: Room,
  right: Right,
  { id, role }: Pick<ListedMember, "id" | "role">,
): boolean {
  const me = account(state);
  return id !== me.id && canIn(state, room, right) && !outranks(role, me.role);
}

/** Whether one may do something that is of no room. */
export function canGlobally(me: Account, right: Right): boolean {
  return hasPermission(me.role, right);
}
