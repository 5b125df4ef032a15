import { LIMITS } from "../../../../../lib/protocol/limits.ts";
import type { TimelineMessage } from "../../../state/timeline.ts";
import { type MessageView, reactionViews } from "../../../state/message_view.ts";
import type { Actions } from "../../../actions/types.ts";

/** Emoji that need no picker: what people use most on messages, in that order. */
export const QUICK_REACTIONS = ["👍", "❤️", "😂", "🎉", "👀", "🙏"] as const;

/** Whether one has used an emoji on a message. */
export function isOwnReaction(emoji: string, said: TimelineMessage, stance: MessageView): boolean {
  return reactionViews(said, stance).some((one) => one.emoji === emoji && one.own);
}

/** Uses an emoji on a message, or takes it back. */
export function toggleReaction(
  emoji: string,
  said: TimelineMessage,
  stance: MessageView,
  acts: Actions,
): void {
  if (said.seq === undefined) return;
  acts.react(stance.room, said.seq, emoji, !isOwnReaction(emoji, said, stance));
}

/** Whether one may use an emoji that nobody has used on a message. */
export function canAddReaction(said: TimelineMessage, stance: MessageView): boolean {
  return stance.writable && reactionViews(said, stance).length < LIMITS.emojiPerMessage;
}

/** Lets one choose an emoji for a message. */
export function addReaction(
  anchor: string,
  said: TimelineMessage,
  { room }: MessageView,
  acts: Actions,
): void {
  const { seq } = said;
  if (seq !== undefined) acts.emoji(anchor, (emoji) => acts.react(room, seq, emoji, true));
}
