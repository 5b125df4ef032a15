import { LIMITS } from "../../../../../lib/protocol/limits.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import { type MessageView, reactionViews } from "../../../state/message_view.ts";
import type { Actions } from "../../../actions/types.ts";

/** Emoji that need no picker: what people use most on messages, in that order. */
export const QUICK_REACTIONS = ["👍", "❤️", "😂", "🎉", "👀", "🙏"] as const;

/** Whether one has used an emoji on a message. */
export function isOwnReaction(emoji: string, message: TimelineMessage, view: MessageView): boolean {
  return reactionViews(message, view).some((one) => one.emoji === emoji && one.own);
}

/** Uses an emoji on a message, or takes it back. */
export function toggleReaction(
  emoji: string,
  message: TimelineMessage,
  view: MessageView,
  actions: Actions,
): void {
  if (message.seq === undefined) return;
  actions.react(view.room, message.seq, emoji, !isOwnReaction(emoji, message, view));
}

/** Whether one may use an emoji that nobody has used on a message. */
export function canAddReaction(message: TimelineMessage, view: MessageView): boolean {
  return view.writable && reactionViews(message, view).length < LIMITS.emojiPerMessage;
}

/** Lets one choose an emoji for a message. */
export function addReaction(
  anchor: string,
  message: TimelineMessage,
  { room }: MessageView,
  actions: Actions,
): void {
  const { seq } = message;
  if (seq !== undefined) actions.emoji(anchor, (emoji) => actions.react(room, seq, emoji, true));
}
