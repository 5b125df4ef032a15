import type { authTexts } from "./en/auth.ts";
import { type Core, t as core, type Translation } from "./index.ts";

/** The texts that the auth pages have as soon as they are there. */
export const t = core as Core & Translation<typeof authTexts>;
