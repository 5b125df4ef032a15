import { z } from "zod";
import { ERROR_CODES, type ErrorCode } from "./errors.ts";
import {
  countSchema,
  messageSchema,
  messagesSchema,
  noticeSchema,
  ownAccountSchema,
  personRefSchema,
  presenceStatusSchema,
  roomSchema,
} from "./model.ts";

/** The `ref` of the command that an event answers. */
const refSchema = z.string().optional();

/**
 * The history that every `seq` and `rev` belongs to: it changes when the server is restored from an
 * older backup, and everything that a client holds of the previous one is void. Servers of earlier
 * versions send none.
 */
const historyIdSchema = z.string().optional();

/** What the server sends over the socket, by `type`. */
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
