import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { clientId, content, emoji, roomId, said } from "./text_fields.ts";

const count = z.int().min(0);
const seq = z.int().min(1);
/** Whom a message calls: accounts, or `here`. */
const mentions = z.array(clientId).max(LIMITS.mentions).optional();
/** Uploads, each of them once. */
const files = z.array(clientId).max(LIMITS.files)
  .refine((ids) => new Set(ids).size === ids.length, "file_twice");
const limit = z.int().min(1).max(LIMITS.page);
/** Any frame may carry a `ref`, which comes back in its one answer; without it some have none. */
const ref = clientId.optional();

function hasWordsOrFiles(
  { content, files = [] }: { content: string; files?: string[] | undefined },
) {
  return content.trim() !== "" || files.length > 0;
}

/** What a client may say, by its `type`. */
export const frames = {
  /**
   * Listen to a room, complete from `since` (a `rev`) on, or from its newest page. `history` is what
   * `joined` named with that `rev`; a server that has another one since answers with the newest page.
   */
  join: z.object({
    type: z.literal("join"),
    room: roomId,
    since: count.optional(),
    history: clientId.optional(),
    limit: limit.optional(),
    ref,
  }),
  /** Stop being a member of a room. */
  leave: z.object({ type: z.literal("leave"), room: roomId, ref }),
  /**
   * Say something; `id` makes a retry harmless. `reply` and `thread` are a `seq` of the same room. `files`
   * are one's own uploads, and with some there may be no words.
   */
  message: z.object({
    type: z.literal("message"),
    room: roomId,
    id: clientId,
    content: said,
    reply: seq.optional(),
    thread: seq.optional(),
    mentions,
    files: files.optional(),
  }).refine(hasWordsOrFiles, {
    path: ["content"],
    message: "blank",
  }),
  /** Say it better: only its author may. */
  edit: z.object({ type: z.literal("edit"), room: roomId, seq, content, mentions, ref }),
  /** React to a message with an emoji, or take that back. */
  react: z.object({
    type: z.literal("react"),
    room: roomId,
    seq,
    emoji,
    on: z.boolean().default(true),
    ref,
  }),
  /** Pin a message for everyone, or take it off. */
  pin: z.object({
    type: z.literal("pin"),
    room: roomId,
    seq,
    on: z.boolean().default(true),
    ref,
  }),
  /** How far one has read a room, or one of its threads. */
  read: z.object({ type: z.literal("read"), room: roomId, seq, thread: seq.optional(), ref }),
  /** The page before a `seq`, or the newest. */
  history: z.object({
    type: z.literal("history"),
    room: roomId,
    before: z.int().min(1).optional(),
    limit: limit.optional(),
    ref,
  }),
  /** Take back a message: one's own, or another's with the right to. */
  delete: z.object({ type: z.literal("delete"), room: roomId, seq, ref }),
  /** One is writing; say it again every few seconds. */
  typing: z.object({ type: z.literal("typing"), room: roomId, ref }),
  /** Whether anybody is there behind this connection. */
  presence: z.object({ type: z.literal("presence"), state: z.enum(["active", "idle"]), ref }),
  ping: z.object({ type: z.literal("ping"), ref }),
} as const;

export type Frames = { [T in keyof typeof frames]: z.infer<(typeof frames)[T]> };
export type Frame = Frames[keyof Frames];
export type Join = Frames["join"];
export type Leave = Frames["leave"];
export type Post = Frames["message"];
export type History = Frames["history"];

/** What an answer to a frame refers to: a message's own id, any other frame's `ref`. */
export function refOf(frame: Frame): { ref?: string } {
  const ref = frame.type === "message" ? frame.id : frame.ref;
  return ref === undefined ? {} : { ref };
}
