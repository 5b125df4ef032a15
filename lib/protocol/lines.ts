import { z } from "zod";
import { type ErrorCode, ERRORS } from "./codes.ts";

const count = z.int().min(0);
const ref = z.string().optional();

export const account = z.object({ id: z.string(), name: z.string() });

/** A room as one account sees it; `seq` and `rev` are where its log stands. */
export const room = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["public", "private", "direct", "support"]),
  members: count,
  seq: count,
  rev: count,
  /** The account's own role in the room; absent when it is not a member. */
  role: z.enum(["owner", "member"]).optional(),
});

/** What a notice tells, for clients that say it in their own words. */
export const event = z.object({ kind: z.enum(["created", "joined", "left"]) });

const entry = {
  room: z.string(),
  id: z.string(),
  seq: z.int().min(1),
  rev: z.int().min(1),
  userId: z.string(),
  name: z.string(),
  content: z.string(),
  timestamp: z.iso.datetime(),
};

export const message = z.object({ type: z.literal("message"), ...entry });
export const notice = z.object({ type: z.literal("system"), ...entry, event });
const messages = z.array(z.discriminatedUnion("type", [message, notice]));

/** What the server says, by its `type`. */
export const lines = {
  /** First on every connection: who one is and the rooms that one is a member of. */
  welcome: z.object({ type: z.literal("welcome"), account, rooms: z.array(room) }),
  /**
   * The answer to `join`. Without `reset`, `messages` are all that changed after `since`, by `rev`;
   * with it they are the newest page, by `seq`, and what one held of the room is to be forgotten.
   * Either way one is complete up to `rev` and the live lines follow.
   */
  joined: z.object({
    type: z.literal("joined"),
    room,
    rev: count,
    reset: z.boolean(),
    /** Whether there are messages before the first one of a page. */
    more: z.boolean(),
    messages,
    ref,
  }),
  left: z.object({ type: z.literal("left"), room: z.string(), ref }),
  message,
  system: notice,
  history: z.object({
    type: z.literal("history"),
    room: z.string(),
    more: z.boolean(),
    messages,
    ref,
  }),
  error: z.object({
    type: z.literal("error"),
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    message: z.string(),
    /** The `ref` of the frame that was refused; for a message, its `id`. */
    ref,
    room: z.string().optional(),
    retryAfter: z.number().optional(),
  }),
  pong: z.object({ type: z.literal("pong"), ref }),
  /** Said before the server closes: why, and the close code that follows. */
  bye: z.object({ type: z.literal("bye"), code: z.int(), reason: z.string() }),
} as const;

export type Lines = { [T in keyof typeof lines]: z.infer<(typeof lines)[T]> };
export type Line = Lines[keyof Lines];
export type Account = z.infer<typeof account>;
export type Room = z.infer<typeof room>;
export type RoomKind = Room["kind"];
export type RoomRole = NonNullable<Room["role"]>;
export type NoticeEvent = z.infer<typeof event>;
export type Message = Lines["message"] | Lines["system"];
