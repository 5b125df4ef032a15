import { isGuest } from "../../../lib/protocol/guests.ts";
import { account } from "./selectors.ts";
import type { State } from "./state.ts";

/** Whether one can make rooms, as far as is known: guests can only where the server lets them. */
export function canCreateRooms(state: State): boolean {
  return !isGuest(account(state)) || state.access?.guestRooms !== "off";
}
