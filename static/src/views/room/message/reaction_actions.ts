import { LIMITS } from "../../../../../lib/protocol/limits.ts";
import type { Said } from "../../../state/timeline.ts";
import { shownReactions, type Stance } from "../../../state/message_view.ts";
import type { Acts } from "../../../actions/types.ts";

/** Emoji that need no picker: what people use most on messages, in that order. */
export const QUICK = ["👍", "❤️", "😂", "🎉", "👀", "🙏"] as const;

/** Whether one has used an emoji on a message. */
export function isOwn(emoji: string, said: Said, stance: Stance): boolean {
  return shownReactions(said, stance).some((one) => one.emoji === emoji && one.own);
}

/** Uses an emoji on a message, or takes it back. */
export function toggle(emoji: string, said: Said, stance: Stance, acts: Acts): void {
  if (said.seq === undefined) return;
  acts.react(stance.room, said.seq, emoji, !isOwn(emoji, said, stance));
}

/** Whether one may use an emoji that nobody has used on a message. */
export function mayAdd(said: Said, stance: Stance): boolean {
  return stance.writable && shownReactions(said, stance).length < LIMITS.emojiPerMessage;
}

/** Lets one choose an emoji for a message. */
export function addReaction(anchor: string, said: Said, { room }: Stance, acts: Acts): void {
  const { seq } = said;
  if (seq !== undefined) acts.emoji(anchor, (emoji) => acts.react(room, seq, emoji, true));
}
