import type { Menu } from "../../../state/dialogs.ts";
import type { Said } from "../../../state/timeline.ts";
import type { Stance } from "../../../state/message_view.ts";

type MessageMenu = Menu & { kind: "message" };

/** The menu of a message, beside the element with this id. */
export function menuOf(
  anchor: string,
  { seq = 0 }: Said,
  { room, thread }: Stance,
  by: MessageMenu["by"],
): MessageMenu {
  return { kind: "message", anchor, room, seq, thread, by };
}
