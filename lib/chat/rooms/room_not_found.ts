import { Refused } from "../../protocol/chat_error.ts";

/** The same words for a room that does not exist and for one that is not to be seen. */
export function noRoom(room: string): Refused {
  return new Refused("no_room", { params: { room } });
}
