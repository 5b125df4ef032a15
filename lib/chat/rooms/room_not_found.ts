import { ChatError } from "../../protocol/chat_error.ts";

/** The same words for a room that does not exist and for one that is not to be seen. */
export function roomNotFound(room: string): ChatError {
  return new ChatError("no_room", { params: { room } });
}
