import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { clientId, emoji, messageText, nonBlankMessageText, roomId } from "./text_fields.ts";

const revSchema = z.int().min(0);
const seqSchema = z.int().min(1);
/** Whom a message calls: accounts, or `here`. */
const mentionsSchema = z.array(clientId).max(LIMITS.mentionsPerMessage).optional();
/** Uploads, each of them once. */
const fileIdsSchema = z.array(clientId).max(LIMITS.filesPerMessage)
  .refine((ids) => new Set(ids).size === ids.length, "file_twice");
const pageLimitSchema = z.int().min(1).max(LIMITS.pageSize);
/** Any frame may carry a `ref`, which comes back in its one answer; without it some have none. */
const refSchema = clientId.optional();

function hasTextOrFiles(
  { content, files = [] }: { content: string; files?: string[] | undefined },
) {
  return content.trim() !== "" || files.length > 0;
}

/** What a client may say, by its `type`. */
export const clientCommandSchemas = {
  /**
   * Listen to a room, complete from `since` (a `rev`) on, or from its newest page. `history` is what
   * `joined` named with that `rev`; a server that has another one since answers with the newest page.
   */
  join: z.object({
    type: z.literal("join"),
    room: roomId,
    since: revSchema.optional(),
    history: clientId.optional(),
    limit: pageLimitSchema.optional(),
    ref: refSchema,
  }),
  /** Stop being a member of a room. */
  leave: z.object({ type: z.literal("leave"), room: roomId, ref: refSchema }),
  /**
   * Say something; `id` makes a retry harmless. `reply` and `thread` are a `seq` of the same room. `files`
   * are one's own uploads, and with some there may be no words.
   */
  message: z.object({
    type: z.literal("message"),
    room: roomId,
    id: clientId,
    content: messageText,
    reply: seqSchema.optional(),
    thread: seqSchema.optional(),
    mentions: mentionsSchema,
    files: fileIdsSchema.optional(),
  }).refine(hasTextOrFiles, {
    path: ["content"],
    message: "blank",
  }),
  /** Say it better: only its author may. */
  edit: z.object({
    type: z.literal("edit"),
    room: roomId,
    seq: seqSchema,
    content: nonBlankMessageText,
    mentions: mentionsSchema,
    ref: refSchema,
  }),
  /** React to a message with an emoji, or take that back. */
  react: z.object({
    type: z.literal("react"),
    room: roomId,
    seq: seqSchema,
    emoji,
    on: z.boolean().default(true),
    ref: refSchema,
  }),
  /** Pin a message for everyone, or take it off. */
  pin: z.object({
    type: z.literal("pin"),
    room: roomId,
    seq: seqSchema,
    on: z.boolean().default(true),
    ref: refSchema,
  }),
  /** How far one has read a room, or one of its threads. */
  read: z.object({
    type: z.literal("read"),
    room: roomId,
    seq: seqSchema,
    thread: seqSchema.optional(),
    ref: refSchema,
  }),
  /** The page before a `seq`, or the newest. */
  history: z.object({
    type: z.literal("history"),
    room: roomId,
    before: z.int().min(1).optional(),
    limit: pageLimitSchema.optional(),
    ref: refSchema,
  }),
  /** Take back a message: one's own, or another's with the right to. */
  delete: z.object({ type: z.literal("delete"), room: roomId, seq: seqSchema, ref: refSchema }),
  /** One is writing; say it again every few seconds. */
  typing: z.object({ type: z.literal("typing"), room: roomId, ref: refSchema }),
  /** Whether anybody is there behind this connection. */
  presence: z.object({
    type: z.literal("presence"),
    state: z.enum(["active", "idle"]),
    ref: refSchema,
  }),
  ping: z.object({ type: z.literal("ping"), ref: refSchema }),
} as const;

export type ClientCommands = {
  [T in keyof typeof clientCommandSchemas]: z.infer<(typeof clientCommandSchemas)[T]>;
};
export type ClientCommand = ClientCommands[keyof ClientCommands];
export type JoinCommand = ClientCommands["join"];
export type PostCommand = ClientCommands["message"];
export type HistoryCommand = ClientCommands["history"];

/** What an answer to a frame refers to: a message's own id, any other frame's `ref`. */
export function refOf(command: ClientCommand): { ref?: string } {
  const ref = command.type === "message" ? command.id : command.ref;
  return ref === undefined ? {} : { ref };
}
