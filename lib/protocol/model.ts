import { z } from "zod";

/** How many there are, or a `seq` or `rev` that may be 0. */
export const countSchema = z.int().min(0);

export const accountRoleSchema = z.enum(["client", "operator", "admin"]);
export const roomRoleSchema = z.enum(["owner", "member"]);
/** `support` is the front desk's: nothing uses it yet. */
export const roomKindSchema = z.enum(["public", "private", "direct", "support"]);
export const presenceStatusSchema = z.enum(["online", "away", "offline"]);

/** Present beside a name, and true, when it is a guest's now: someone without credentials. */
const guestMarkSchema = z.literal(true).optional();
/** An account, as far as a sentence needs it. */
export const personRefSchema = z.object({
  id: z.string(),
  name: z.string(),
  guest: guestMarkSchema,
});

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
/** Messages and notices of a room. */
export const messagesSchema = z.array(z.discriminatedUnion("type", [messageSchema, noticeSchema]));

export type Account = z.infer<typeof ownAccountSchema>;
export type Person = z.infer<typeof personSchema>;
export type PresenceStatus = Person["presence"];
export type Room = z.infer<typeof roomSchema>;
export type RoomKind = Room["kind"];
export type RoomRole = NonNullable<Room["role"]>;
export type SentFile = z.infer<typeof sentFileSchema>;
export type NoticeEvent = z.infer<typeof noticeEventSchema>;
export type Message = z.infer<typeof messagesSchema>[number];
