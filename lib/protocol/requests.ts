import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { accountRoleSchema } from "./model.ts";
import {
  clientId,
  displayName,
  maxCodePoints,
  password,
  personName,
  singleLine,
  tooLong,
  username,
} from "./text_fields.ts";

/** What is only compared with something: whatever it is, the answer is the same words. */
const comparedText = z.string().max(1_000);
const signupFields = { username, password, name: personName.optional() };
const signupPolicySchema = z.enum(["open", "invite", "closed"]);
const onOffSchema = z.enum(["on", "off"]);

/** What HTTP requests may carry. */
export const requestSchemas = {
  setup: z.object({ token: comparedText, ...signupFields }),
  guest: z.object({ name: personName }),
  signup: z.object({ ...signupFields, invite: comparedText.optional() }),
  signin: z.object({ username: comparedText, password: comparedText }),
  profile: z.object({ name: personName }),
  password: z.object({ current: comparedText, password }),
  reset: z.object({ token: comparedText, password }),
  token: z.union(
    [
      z.object({ refresh: comparedText }),
      z.object({ username: comparedText, password: comparedText }),
    ],
    { error: "no_grant" },
  ),
  account: z.object({ role: accountRoleSchema.optional(), disabled: z.boolean().optional() }),
  settings: z.object({ signup: signupPolicySchema.optional(), guests: onOffSchema.optional() }),
  room: z.object({ name: displayName }),
} as const;

const wholeNumber = z.string().regex(/^\d{1,15}$/, "not_a_number").transform(Number);

/** The query of a page of history: before, after or around a `seq`. */
export const historyPageQuery = z.object({
  before: wholeNumber.pipe(z.int().min(1)).optional(),
  after: wholeNumber.pipe(z.int().min(0)).optional(),
  around: wholeNumber.pipe(z.int().min(1)).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(LIMITS.pageSize)).optional(),
});

/** A `seq` in an address. */
export const seqParam = z.object({ seq: wholeNumber.pipe(z.int().min(1)) });

/** The query of a page of accounts: the beginning of a word of a name, and the last id before. */
export const accountQuery = z.object({
  query: singleLine.refine(maxCodePoints(LIMITS.nameChars), tooLong(LIMITS.nameChars)).optional(),
  after: clientId.optional(),
});

/** The query of a page of the audit log. */
export const auditQuery = z.object({ before: wholeNumber.pipe(z.int().min(1)).optional() });
