import { memo } from "../util/memo.ts";
import { messageKey, type OwnReactions } from "./reactions.ts";
import type { PersonRef } from "./dialogs.ts";
import { canIn } from "./viewer_permissions.ts";
import type { TimelineMessage } from "./timeline.ts";
import { account, blockedPeople } from "./selectors.ts";
import type { JoinedRoom, State } from "./state.ts";
import { postingState } from "./posting.ts";

/** How a message stands among others, and what one may do to it. */
export interface MessageView extends Standing {
  /** Where what one writes about it is written: a room, or a thread as `room/seq`. */
  place: string;
  /** The thread whose panel it is shown in. */
  thread: number | undefined;
  /** The id of its element. */
  id: string;
  /** The first of its group, which shows who wrote it. */
  head: boolean;
  mine: boolean;
  deletable: boolean;
  editable: boolean;
  saved: boolean;
  /** One's own reactions, as far as its line does not tell. */
  reacted: OwnReactions | undefined;
  /** Whether one is at it, so that what one may do to it is shown. */
  near: boolean;
}

/** What is the same for all messages of a room. */
interface Standing {
  room: string;
  me: PersonRef;
  blocked: readonly PersonRef[];
  /** What people are called, by account. */
  names: State["displayNames"];
  guests: State["guestFlags"];
  /** Whether one may write, and with it reply, edit and react. */
  writable: boolean;
  pinnable: boolean;
  mayDelete: boolean;
}

/** How a message stands in its room, or in the panel of a thread. */
export function messageView(
  state: State,
  own: JoinedRoom,
  message: TimelineMessage,
  head: boolean,
  thread?: number,
): MessageView {
  const standing = standingOf(state, own);
  const { room, me, writable, mayDelete } = standing;
  const { seq } = message;
  const place = thread === undefined ? room : messageKey({ room, seq: thread });
  const id = `message-${place}-${message.key}`;
  const mine = message.userId === me.id;
  const isStored = seq !== undefined;
  const { focusedMessage, menu } = state;
  return {
    ...standing,
    place,
    thread,
    id,
    head,
    mine,
    deletable: isStored && (mine || mayDelete),
    editable: isStored && mine && writable,
    saved: isStored && (state.saved[room]?.includes(seq) ?? false),
    reacted: isStored ? state.ownReactions[messageKey({ room, seq })] : undefined,
    near: isStored &&
      (focusedMessage.hover === id || focusedMessage.focus === id || isAnchor(menu?.anchor, id)),
  };
}

/** Whether a menu is open beside a message, or one of its buttons. */
function isAnchor(anchor: string | undefined, id: string): boolean {
  return anchor === id || anchor?.replace(/#\w+$/, "") === id;
}

const standingOf = memo((state: State, own: JoinedRoom): Standing => {
  const { room } = own;
  const { id, name } = account(state);
  const { kind } = postingState(state, own);
  const writable = kind === "free" || kind === "slow";
  return {
    room: room.id,
    me: known(id, name),
    blocked: blockedPeople(state),
    names: state.displayNames,
    guests: state.guestFlags,
    writable,
    pinnable: writable && canIn(state, room, "pin"),
    mayDelete: canIn(state, room, "delete others' messages"),
  };
});

/** The same object for the same account. */
const known = memo((id: string, name: string): PersonRef => ({ id, name }));

/** Whether nothing is different, so that what was drawn can stay. */
export function isSameMessageView(a: MessageView, b: MessageView): boolean {
  return (Object.keys(a) as (keyof MessageView)[]).every((key) => a[key] === b[key]);
}

/** Emoji on a message, with how many used it and whether one did. */
export interface ReactionView {
  emoji: string;
  count: number;
  people: readonly PersonRef[];
  own: boolean;
  waits: boolean;
  /** More used it than the line names, and whether one is among them is not known. */
  unknown: boolean;
}

/** The reactions of a message as one is to see them: what one has just done counts. */
export function reactionViews(
  { reactions = [] }: TimelineMessage,
  { me, reacted }: MessageView,
): ReactionView[] {
  const { byEmoji = {}, complete = false } = reacted ?? {};
  const held = reactions.map(({ emoji, count, people }): ReactionView => {
    const { active, pending = false } = byEmoji[emoji] ?? {};
    const isNamed = people.some(({ id }) => id === me.id);
    const isCrowd = count > people.length && !isNamed;
    const was = isNamed || (isCrowd && !pending && active === true);
    const own = pending ? active! : was;
    // Of a crowd it is not known whether what waits changes the count.
    const change = pending && !isCrowd ? Number(own) - Number(was) : 0;
    const unknown = isCrowd && active === undefined && !complete;
    return { emoji, count: Math.max(1, count + change), people, own, waits: pending, unknown };
  });
  const added = Object.entries(byEmoji)
    .filter(([emoji, { active, pending }]) =>
      active && pending && !held.some((one) => one.emoji === emoji)
    )
    .map(([emoji]): ReactionView => {
      return { emoji, count: 1, people: [me], own: true, waits: true, unknown: false };
    });
  return [...held, ...added];
}
