import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "./errors.ts";

const countSchema = z.int().min(0);
const refSchema = z.string().optional();
/**
 * The history that every `seq` and `rev` belongs to: another one when the server was restored from an older
 * backup, and then nothing that was held of it counts. Absent from servers before they had one.
 */
const historyIdSchema = z.string().optional();

export const accountRoleSchema = z.enum(["client", "operator", "admin"]);
export const roomRoleSchema = z.enum(["owner", "member"]);
/** `support` is the front desk's: nothing uses it yet. */
export const roomKindSchema = z.enum(["public", "private", "direct", "support"]);
export const presenceStatusSchema = z.enum(["online", "away", "offline"]);

/** Present beside a name, and true, when it is a guest's now: someone without credentials. */
const guestMarkSchema = z.literal(true).optional();
const personRefSchema = z.object({ id: z.string(), name: z.string(), guest: guestMarkSchema });

/** Someone, as everyone may see them. */
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: accountRoleSchema,
  /** Someone without credentials. */
  guest: z.boolean(),
  presence: presenceStatusSchema,
  /** When they were last online, for those who are not now. */
  lastSeen: z.iso.datetime().optional(),
});

/** One's own account. */
export const ownAccountSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: accountRoleSchema,
  /** The name to sign in with; guests have none. */
  username: z.string().optional(),
});

/** A room as one account sees it; `seq` and `rev` are where its log stands. */
export const roomSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: roomKindSchema,
  topic: z.string(),
  archived: z.boolean(),
  /** Seconds that a member waits between two messages; 0 is no waiting. */
  slow: countSchema,
  members: countSchema,
  seq: countSchema,
  rev: countSchema,
  /** The account's own role in the room; absent when it is not a member. */
  role: roomRoleSchema.optional(),
  /** The highest `seq` that the account has read, and what waits beyond it; each at most 1,000. */
  read: countSchema,
  unread: countSchema,
  mentions: countSchema,
  /** How much of the room the account wants to be told of: `all` of a direct one, unless it says. */
  level: z.enum(["all", "mentions", "none"]),
  /** Until when the account may not write. */
  mutedUntil: z.iso.datetime().optional(),
  /** Who is in a direct room besides oneself; its name is theirs. */
  people: z.array(personRefSchema.extend({ presence: presenceStatusSchema })).optional(),
});

/**
 * What a notice tells, for clients that say it in their own words. `people` are those to whom it
 * happened, the first of `count`; who did it is the notice's author.
 */
export const noticeEventSchema = z.object({
  kind: z.enum([
    "created",
    "joined",
    "left",
    "renamed",
    "topic",
    "archived",
    "restored",
    "removed",
    "banned",
    "unbanned",
    "muted",
    "unmuted",
    "slowed",
    "promoted",
    "demoted",
    "deleted",
  ]),
  people: z.array(personRefSchema),
  count: countSchema,
  /** The new name or topic; seconds of slow mode; minutes of a mute. */
  value: z.union([z.string(), z.number()]).optional(),
});

/** A file of a message. `size` is in bytes, `width` and `height` in pixels, upright. */
export const sentFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The media type, as its content tells. */
  type: z.string(),
  size: countSchema,
  width: countSchema.optional(),
  height: countSchema.optional(),
  /** There is a thumbnail. */
  thumb: z.literal(true).optional(),
  /** A picture in 4 × 4 pixels, to be seen until it is there: their RGB bytes row by row, in base64. */
  blur: z.string().optional(),
});

const messageFields = {
  room: z.string(),
  id: z.string(),
  seq: z.int().min(1),
  rev: z.int().min(1),
  userId: z.string(),
  name: z.string(),
  guest: guestMarkSchema,
  content: z.string(),
  timestamp: z.iso.datetime(),
  files: z.array(sentFileSchema).optional(),
  /** When it was last edited. */
  editedAt: z.iso.datetime().optional(),
  /** The message that it answers, as far as it can be quoted; without content when that one is gone. */
  reply: z.object({
    seq: countSchema,
    userId: z.string(),
    name: z.string(),
    guest: guestMarkSchema,
    content: z.string(),
  }).optional(),
  /** The `seq` of the message whose thread it belongs to. */
  thread: countSchema.optional(),
  /** What is said in its own thread: how much, when and with which `seq` last, and by whom of late. */
  replies: z.object({
    count: countSchema,
    last: z.iso.datetime(),
    /** Absent of threads in which nothing was said since servers know it. */
    seq: countSchema.optional(),
    people: z.array(personRefSchema),
  }).optional(),
  /** In the order of their first use; `people` are the first of `count`. */
  reactions: z.array(
    z.object({ emoji: z.string(), count: countSchema, people: z.array(personRefSchema) }),
  ).optional(),
  pinned: z.literal(true).optional(),
  /** Whom it calls: accounts, or `here` for everyone who is online. */
  mentions: z.array(z.string()).optional(),
  /** A tombstone: what was said is gone. */
  deleted: z.literal(true).optional(),
  /** The `rev` that this line follows when it is not the one before: what lay between is outdone by it. */
  from: countSchema.optional(),
};

export const messageSchema = z.object({ type: z.literal("message"), ...messageFields });
export const noticeSchema = z.object({
  type: z.literal("system"),
  ...messageFields,
  event: noticeEventSchema,
});
const messagesSchema = z.array(z.discriminatedUnion("type", [messageSchema, noticeSchema]));

/** What the server says, by its `type`. */
export const serverEventSchemas = {
  /**
   * First on every connection: who one is and the rooms that one is a member of. With `more` they are
   * only those in which something was written last; `GET /api/rooms?mine=true` has all, in pages.
   */
  welcome: z.object({
    type: z.literal("welcome"),
    account: ownAccountSchema,
    rooms: z.array(roomSchema),
    more: z.literal(true).optional(),
    history: historyIdSchema,
  }),
  /**
   * The answer to `join`. Without `reset`, `messages` are all that changed after `since`, by `rev`;
   * with it they are the newest page, by `seq`, and what one held of the room is to be forgotten.
   * Either way one is complete up to `rev` and the live lines follow.
   */
  joined: z.object({
    type: z.literal("joined"),
    room: roomSchema,
    rev: countSchema,
    history: historyIdSchema,
    /** How many members are online. */
    online: countSchema,
    reset: z.boolean(),
    /** Whether there are messages before the first one of a page. */
    more: z.boolean(),
    messages: messagesSchema,
    ref: refSchema,
  }),
  /** One is no longer in a room: the answer to `leave`, or, without a `ref`, what happened. */
  left: z.object({
    type: z.literal("left"),
    room: z.string(),
    reason: z.enum(["left", "removed", "banned", "deleted", "hidden"]),
    ref: refSchema,
  }),
  /** A room of one's own is new or has changed: its name, topic, members or one's role in it. */
  room: z.object({ type: z.literal("room"), room: roomSchema }),
  /** One's own account has changed. */
  account: z.object({ type: z.literal("account"), account: ownAccountSchema }),
  /** One has read a room, or a thread of it, on another connection. */
  read: z.object({
    type: z.literal("read"),
    room: z.string(),
    seq: countSchema,
    thread: countSchema.optional(),
    unread: countSchema,
    mentions: countSchema,
  }),
  /** One has saved a message, or forgotten it, on another connection. */
  saved: z.object({
    type: z.literal("saved"),
    room: z.string(),
    seq: countSchema,
    on: z.boolean(),
  }),
  /** One has reacted, or taken it back, here or on another connection. */
  reacted: z.object({
    type: z.literal("reacted"),
    room: z.string(),
    seq: countSchema,
    emoji: z.string(),
    on: z.boolean(),
  }),
  /** Who writes right now; holds for a few seconds. */
  typing: z.object({
    type: z.literal("typing"),
    room: z.string(),
    people: z.array(personRefSchema),
  }),
  /**
   * How many of a room's members are online, and, in rooms small enough, whose presence changed. Never
   * the whole list.
   */
  presence: z.object({
    type: z.literal("presence"),
    room: z.string(),
    online: countSchema,
    people: z.array(z.object({
      id: z.string(),
      presence: presenceStatusSchema,
      lastSeen: z.iso.datetime().optional(),
    })),
  }),
  message: messageSchema,
  system: noticeSchema,
  history: z.object({
    type: z.literal("history"),
    room: z.string(),
    more: z.boolean(),
    messages: messagesSchema,
    ref: refSchema,
  }),
  error: z.object({
    type: z.literal("error"),
    code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
    /** What was wrong; a newer server may know reasons that a client does not. */
    reason: z.string().optional(),
    field: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    message: z.string(),
    /** The `ref` of the frame that was refused; for a message, its `id`. */
    ref: refSchema,
    room: z.string().optional(),
    retryAfter: z.number().optional(),
  }),
  /**
   * The answer to a frame with a `ref` that no other line answers: what it asked for is so, and on disk,
   * whether or not that changed anything. Of a message, `seq` is its own and `rev` the room's change up
   * to which it was done, and every line up to that one came before; of a room's `read`, `seq` is how far is noted.
   */
  ack: z.object({
    type: z.literal("ack"),
    ref: z.string(),
    room: z.string().optional(),
    seq: countSchema.optional(),
    rev: countSchema.optional(),
  }),
  pong: z.object({ type: z.literal("pong"), ref: refSchema }),
  /** Said before the server closes: why, and the close code that follows. */
  bye: z.object({ type: z.literal("bye"), code: z.int(), reason: z.string() }),
} as const;

export type ServerEvents = {
  [T in keyof typeof serverEventSchemas]: z.infer<(typeof serverEventSchemas)[T]>;
};
export type ServerEvent = ServerEvents[keyof ServerEvents];
export type Account = z.infer<typeof ownAccountSchema>;
export type Person = z.infer<typeof personSchema>;
export type PresenceStatus = Person["presence"];
export type Room = z.infer<typeof roomSchema>;
export type RoomKind = Room["kind"];
export type RoomRole = NonNullable<Room["role"]>;
export type SentFile = z.infer<typeof sentFileSchema>;
export type NoticeEvent = z.infer<typeof noticeEventSchema>;
export type Message = ServerEvents["message"] | ServerEvents["system"];
