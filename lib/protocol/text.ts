import { z } from "zod";
import { LIMITS } from "./limits.ts";
import { isOfOneScript } from "./scripts.ts";

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

/** What a person wrote: kept to the letter, only refused when it says too much. */
export const said = z.string()
  .refine((text) => text.isWellFormed(), "must be valid Unicode, without lone surrogates")
  .refine((text) => !text.includes("\0"), "must not have the character U+0000")
  .refine(atMost(LIMITS.content), `must be at most ${LIMITS.content} characters`);

/** The same, where it must say something. */
export const content = said
  .refine((text) => text.trim() !== "", "must not be empty or only white space");

/** One visible line, in NFC, with single spaces; may be empty. */
export const line = z.string()
  .refine((text) => text.isWellFormed(), "must be valid Unicode, without lone surrogates")
  .transform((text) => text.normalize("NFC").replace(/\p{Zs}+/gu, " ").trim())
  .refine(isVisible, "must not have control or invisible characters");

/** The name of a person or a room. */
export const name = line
  .refine((text) => text !== "", "must not be empty")
  .refine(atMost(LIMITS.name), `must be at most ${LIMITS.name} characters`)
  .refine((text) => !MARKS.test(text), "must not have more than 4 marks on a letter");

/** The name of a person: of one script, so that it cannot be dressed up as another's. */
export const personName = name
  .refine(isOfOneScript, "must not mix letters of several scripts");

/** The name to sign in with; upper and lower case are one. */
export const username = z.string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{1,31}$/i,
    "must be 2 to 32 letters from a to z, digits, dots, dashes or underscores",
  )
  .transform((text) => text.toLowerCase());

/** A new password: any Unicode, 8 to 256 characters (NIST SP 800-63B, section 3.1.1.2). */
export const password = z.string()
  .refine((text) => text.isWellFormed(), "must be valid Unicode, without lone surrogates")
  .refine((text) => !atMost(LIMITS.passwordMin - 1)(text), "must be at least 8 characters")
  .refine(atMost(LIMITS.password), `must be at most ${LIMITS.password} characters`);

/** An id that a client makes: printable ASCII, unique for its author. */
export const clientId = z.string()
  .regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces")
  .refine(atMost(LIMITS.id), `must be at most ${LIMITS.id} characters`);

/** The address of a room, as in `/r/lobby`. */
export const roomId = z.string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, "must be a room's address, like lobby");

/** One emoji, as it is shown in one piece. */
export const emoji = z.string()
  .max(32, "must be one emoji")
  .regex(/^\p{RGI_Emoji}$/v, "must be one emoji");
