import { z } from "zod";
import { DIRECT_ROOM_PEOPLE_MAX, LIMITS, ROOM_LIMITS } from "./limits.ts";
import { roomRoleSchema } from "./model.ts";
import {
  clientId,
  displayName,
  maxCodePoints,
  roomId,
  singleLine,
  tooLong,
} from "./text_fields.ts";

const topicSchema = singleLine.refine(maxCodePoints(LIMITS.topicChars), tooLong(LIMITS.topicChars));

/** What requests about rooms and people may carry. */
export const roomRequestSchemas = {
  room: z.object({
    name: displayName,
    kind: z.enum(["public", "private"]).default("public"),
    topic: topicSchema.default(""),
  }),
  changes: z.object({
    name: displayName.optional(),
    topic: topicSchema.optional(),
    archived: z.boolean().optional(),
    /** Seconds. */
    slow: z.int().min(0).max(ROOM_LIMITS.slowModeSeconds).optional(),
  }),
  role: z.object({ role: roomRoleSchema }),
  /** Minutes. */
  mute: z.object({ minutes: z.int().min(0).max(ROOM_LIMITS.muteMinutes) }),
  invite: z.object({
    /** How long it can be used. */
    hours: z.int().min(1).max(ROOM_LIMITS.inviteHours).default(ROOM_LIMITS.defaultInviteHours),
    /** How many it lets in; without it, any number. */
    uses: z.int().min(1).max(ROOM_LIMITS.inviteUses).optional(),
  }),
  level: z.object({ level: z.enum(["all", "mentions", "none"]) }),
  code: z.object({ code: z.string().min(1).max(ROOM_LIMITS.inviteCodeChars) }),
  direct: z.object({ people: z.array(clientId).min(1).max(2 * DIRECT_ROOM_PEOPLE_MAX) }),
} as const;

/**
 * The query of a page of rooms, by their ids: one's own (`mine=true`), those that one may enter
 * (`mine=false`), or both; `after` is the last one of the page before. Every word of `query` is in a room's
 * name or topic.
 */
export const roomsQuery = z.object({
  mine: z.enum(["true", "false"]).transform((value) => value === "true").optional(),
  /** `false` leaves direct rooms out. */
  direct: z.enum(["true", "false"]).default("true").transform((value) => value === "true"),
  after: roomId.optional(),
  query: z.string().refine(maxCodePoints(LIMITS.nameChars), tooLong(LIMITS.nameChars)).default(""),
  limit: z.string().regex(/^\d{1,3}$/, "not_a_number").transform(Number)
    .pipe(z.int().min(1).max(ROOM_LIMITS.pageSize)).default(ROOM_LIMITS.defaultPageSize),
});

/** The query of a page of people. */
export const peopleQuery = z.object({
  query: z.string().max(LIMITS.nameChars).optional(),
  /** The last one of the page before: both or none. */
  afterName: z.string().max(LIMITS.nameChars * 2).optional(),
  afterId: z.string().max(LIMITS.clientIdChars).optional(),
  limit: z.string().regex(/^\d{1,3}$/, "not_a_number").transform(Number)
    .pipe(z.int().min(1).max(LIMITS.pageSize)).optional(),
});
