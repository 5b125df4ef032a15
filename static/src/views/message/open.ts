import type { Menu } from "../../state/overlay.ts";
import type { Said } from "../../state/rows.ts";
import type { Stance } from "../../state/stance.ts";

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
