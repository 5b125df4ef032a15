import { z } from "zod";
import type { ErrorParams, ErrorReason } from "./error_reasons.ts";
import { LIMITS } from "./limits.ts";
import { isSingleScript } from "./script_mixing.ts";

// Controls, and what is there and not to be seen (zero-width, bidi, fillers, the empty Braille
// pattern), which makes two names look alike.
const INVISIBLE_CHARACTER =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Marks that may sit on one letter; more of them only paint over the lines around. */
const TOO_MANY_MARKS = /\p{M}{5,}/u;

function hasNoInvisibleCharacter(text: string): boolean {
  // Inside an emoji, joiners and selectors are part of what one sees.
  return !INVISIBLE_CHARACTER.test(text.replace(/\p{RGI_Emoji}/gv, ""));
}

/** Counts characters as people do when they count code points, without splitting short strings. */
export function maxCodePoints(max: number): (text: string) => boolean {
  return (text) => text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/** Why a value does not fit, as data: zod's message is the reason. */
function withReason(reason: ErrorReason, params: ErrorParams) {
  return { error: reason, params };
}

/** The reason of a text with more than so many characters. */
export function tooLong(max: number) {
  return withReason("too_long", { max });
}

/** What a person wrote: kept to the letter, only refused when it says too much. */
export const messageText = z.string()
  .refine((text) => text.isWellFormed(), "not_unicode")
  .refine((text) => !text.includes("\0"), "nul_character")
  .refine(maxCodePoints(LIMITS.messageChars), tooLong(LIMITS.messageChars));

/** The same, where it must say something. */
export const nonBlankMessageText = messageText
  .refine((text) => text.trim() !== "", "blank");

/** One visible line, in NFC, with single spaces; may be empty. */
export const singleLine = z.string()
  .refine((text) => text.isWellFormed(), "not_unicode")
  .transform((text) => text.normalize("NFC").replace(/\p{Zs}+/gu, " ").trim())
  .refine(hasNoInvisibleCharacter, "invisible_characters");

/** The name of a person or a room. */
export const displayName = singleLine
  .refine((text) => text !== "", "empty")
  .refine(maxCodePoints(LIMITS.nameChars), tooLong(LIMITS.nameChars))
  .refine((text) => !TOO_MANY_MARKS.test(text), withReason("too_many_marks", { max: 4 }));

/** The name of a person: of one script, so that it cannot be dressed up as another's. */
export const personName = displayName
  .refine(isSingleScript, "mixed_scripts");

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
    (text) => !maxCodePoints(LIMITS.minPasswordChars - 1)(text),
    withReason("too_short", { min: LIMITS.minPasswordChars }),
  )
  .refine(maxCodePoints(LIMITS.maxPasswordChars), tooLong(LIMITS.maxPasswordChars));

/** An id that a client makes: printable ASCII, unique for its author. */
export const clientId = z.string()
  .regex(/^[\x21-\x7e]+$/, "not_ascii")
  .refine(maxCodePoints(LIMITS.clientIdChars), tooLong(LIMITS.clientIdChars));

/** The address of a room, as in `/r/lobby`. */
export const roomId = z.string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, "not_a_room_address");

/** One emoji, as it is shown in one piece. */
export const emoji = z.string()
  .max(32, "not_an_emoji")
  .regex(/^\p{RGI_Emoji}$/v, "not_an_emoji");
