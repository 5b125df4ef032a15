import type { OpenMenu } from "../../../state/dialogs.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import type { MessageView } from "../../../state/message_view.ts";

type MessageMenu = OpenMenu & { kind: "message" };

/** The menu of a message, beside the element with this id. */
export function messageMenuRef(
  anchor: string,
  { seq = 0 }: TimelineMessage,
  { room, thread }: MessageView,
  by: MessageMenu["by"],
): MessageMenu {
  return { kind: "message", anchor, room, seq, thread, by };
}
