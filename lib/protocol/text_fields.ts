import { z } from "zod";
import type { ErrorParams, ErrorReason } from "./error_reasons.ts";
import { LIMITS } from "./limits.ts";
import { isOfOneScript } from "./script_mixing.ts";

// Controls, and what is there and not to be seen (zero-width, bidi, fillers, the empty Braille
// pattern), which makes two names look alike.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Marks that may sit on one letter; more of them only paint over the lines around. */
const MARKS = /\p{M}{5,}/u;

function isVisible(text: string): boolean {
  // Inside an emoji, joiners and selectors are part of what one sees.
  return !INVISIBLE.test(text.replace(/\p{RGI_Emoji}/gv, ""));
}

/** Counts characters as people do when they count code points, without splitting short strings. */
export function atMost(max: number): (text: string) => boolean {
  return (text) => text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/** Why a value does not fit, as data: zod's message is the reason. */
function because(reason: ErrorReason, params: ErrorParams) {
  return { error: reason, params };
}

/** The reason of a text with more than so many characters. */
export function tooLong(max: number) {
  return because("too_long", { max });
}

/** What a person wrote: kept to the letter, only refused when it says too much. */
export const said = z.string()
  .refine((text) => text.isWellFormed(), "not_unicode")
  .refine((text) => !text.includes("\0"), "nul_character")
  .refine(atMost(LIMITS.content), tooLong(LIMITS.content));

/** The same, where it must say something. */
export const content = said
  .refine((text) => text.trim() !== "", "blank");

/** One visible line, in NFC, with single spaces; may be empty. */
export const line = z.string()
  .refine((text) => text.isWellFormed(), "not_unicode")
  .transform((text) => text.normalize("NFC").replace(/\p{Zs}+/gu, " ").trim())
  .refine(isVisible, "invisible_characters");

/** The name of a person or a room. */
export const name = line
  .refine((text) => text !== "", "empty")
  .refine(atMost(LIMITS.name), tooLong(LIMITS.name))
  .refine((text) => !MARKS.test(text), because("too_many_marks", { max: 4 }));

/** The name of a person: of one script, so that it cannot be dressed up as another's. */
export const personName = name
  .refine(isOfOneScript, "mixed_scripts");

/** The name to sign in with; upper and lower case are one. */
export const username = z.string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,31}$/i,
    "not_a_username",
  )
  .transform((text) => text.toLowerCase());

/** A new password: any Unicode, 8 to 256 characters (NIST SP 800-63B, section 3.1.1.2). */
export const password = z.string()
  .refine((text) => text.isWellFormed(), "not_unicode")
  .refine(
    (text) => !atMost(LIMITS.passwordMin - 1)(text),
    because("too_short", { min: LIMITS.passwordMin }),
  )
  .refine(atMost(LIMITS.password), tooLong(LIMITS.password));

/** An id that a client makes: printable ASCII, unique for its author. */
export const clientId = z.string()
  .regex(/^[\x21-\x7e]+$/, "not_ascii")
  .refine(atMost(LIMITS.id), tooLong(LIMITS.id));

/** The address of a room, as in `/r/lobby`. */
export const roomId = z.string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, "not_a_room_address");

/** One emoji, as it is shown in one piece. */
export const emoji = z.string()
  .max(32, "not_an_emoji")
  .regex(/^\p{RGI_Emoji}$/v, "not_an_emoji");
