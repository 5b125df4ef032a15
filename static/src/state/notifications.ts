import type { Message, Room } from "../../../lib/protocol/model.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import { accountOf, directRooms, isBlocked, isMentioned, totalMentions } from "./selectors.ts";
import type { State } from "./state.ts";

/** How much of a room one may want to be told of. */
export const NOTIFICATION_LEVELS = ["all", "mentions", "none"] as const satisfies Room["level"][];

/** What someone chose on this device. */
export interface NotificationPrefs {
  notify: boolean;
  sound: boolean;
  /** Whether one was asked about notifications, and answered. */
  asked: boolean;
}

/** How this device tells of what one would miss. */
export interface NotificationState extends NotificationPrefs {
  /** Whether the browser lets the page notify; `none`: it cannot. */
  permission: "default" | "granted" | "denied" | "none";
  /** Whether the server has a newer build than this page. */
  update: "none" | "offered" | "declined";
}

/** Nothing was chosen, and nothing is known of the browser. */
export const NO_NOTIFICATIONS: NotificationState = {
  notify: false,
  sound: false,
  asked: false,
  permission: "none",
  update: "none",
};

/** Whether someone is told by notifications. */
export function isEnabled({ notifications }: State): boolean {
  return notifications.notify && notifications.permission === "granted";
}

/** Whether to ask about notifications: once, and not before there is something to be told of. */
export function canAskPermission(state: State): boolean {
  const { permission, asked } = state.notifications;
  if (permission !== "default" || asked || state.connection.kind !== "online") return false;
  return directRooms(state).length > 0 || totalMentions(state) > 0;
}

/** Whether one looks at where a message stands. */
export function isViewing({ route, visible }: State, { room, thread }: Place): boolean {
  return visible && route.kind === "room" && route.id === room &&
    (thread === undefined || route.thread === thread);
}

type Place = Pick<Message, "room" | "thread">;

/** Whether someone wants to be told of a message that is new, and has not read it anywhere. */
export function shouldNotify(state: State, message: Message): boolean {
  const own = state.rooms[message.room];
  const me = accountOf(state);
  if (!own || me === undefined || message.type === "system" || message.deleted) return false;
  // Until it is known who is blocked, anyone may be.
  if (message.userId === me || !state.lists.blocked?.loaded) return false;
  if (isBlocked(state, message.userId) || isViewing(state, message)) return false;
  const read = Math.max(own.read, own.room.read);
  if (message.thread === undefined && message.seq <= read) return false;
  const { level } = own.room;
  return level === "all" || (level === "mentions" && isMentioned(message, me));
}

/**
 * The messages that a line brings after the newest one that was there before it; without such a one
 * they are none, as when a room is seen for the first time.
 */
export function newMessages(line: ServerEvent, newest: number | undefined): Message[] {
  if (newest === undefined) return [];
  const messages = line.type === "message" ? [line] : line.type === "joined" ? line.messages : [];
  return messages.filter(({ seq }) => seq > newest).sort((a, b) => a.seq - b.seq);
}
