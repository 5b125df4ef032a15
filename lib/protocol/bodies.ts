import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { name } from "./text.ts";

/** What HTTP requests may carry. */
export const bodies = {
  guest: z.object({ name }),
  room: z.object({ name }),
} as const;

const whole = z.string().regex(/^\d{1,15}$/, "must be a whole number").transform(Number);

/** The query of a page of history. */
export const pageQuery = z.object({
  before: whole.pipe(z.int().min(1)).optional(),
  limit: whole.pipe(z.int().min(1).max(LIMITS.page)).optional(),
});
