import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { accountRole } from "./model.ts";
import {
  atMost,
  clientId,
  line,
  name,
  password,
  personName,
  tooLong,
  username,
} from "./text_fields.ts";

/** What is only compared with something: whatever it is, the answer is the same words. */
const guess = z.string().max(1_000);
const signup = { username, password, name: personName.optional() };
const access = z.enum(["open", "invite", "closed"]);
const switched = z.enum(["on", "off"]);

/** What HTTP requests may carry. */
export const bodies = {
  setup: z.object({ token: guess, ...signup }),
  guest: z.object({ name: personName }),
  signup: z.object({ ...signup, invite: guess.optional() }),
  signin: z.object({ username: guess, password: guess }),
  profile: z.object({ name: personName }),
  password: z.object({ current: guess, password }),
  reset: z.object({ token: guess, password }),
  token: z.union(
    [z.object({ refresh: guess }), z.object({ username: guess, password: guess })],
    { error: "no_grant" },
  ),
  account: z.object({ role: accountRole.optional(), disabled: z.boolean().optional() }),
  settings: z.object({ signup: access.optional(), guests: switched.optional() }),
  room: z.object({ name }),
} as const;

const whole = z.string().regex(/^\d{1,15}$/, "not_a_number").transform(Number);

/** The query of a page of history: before, after or around a `seq`. */
export const pageQuery = z.object({
  before: whole.pipe(z.int().min(1)).optional(),
  after: whole.pipe(z.int().min(0)).optional(),
  around: whole.pipe(z.int().min(1)).optional(),
  limit: whole.pipe(z.int().min(1).max(LIMITS.page)).optional(),
});

/** A `seq` in an address. */
export const placeParam = z.object({ seq: whole.pipe(z.int().min(1)) });

/** The query of a page of accounts: the beginning of a word of a name, and the last id before. */
export const accountQuery = z.object({
  query: line.refine(atMost(LIMITS.name), tooLong(LIMITS.name)).optional(),
  after: clientId.optional(),
});

/** The query of a page of the audit log. */
export const auditQuery = z.object({ before: whole.pipe(z.int().min(1)).optional() });
