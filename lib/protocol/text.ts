import { z } from "zod";
import { LIMITS } from "./limits.ts";

// Controls, and the format characters (zero-width, bidi) that make two names look alike.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;

/** Counts characters as people do when they count code points, without splitting short strings. */
export function atMost(max: number): (text: string) => boolean {
  return (text) => text.length <= max || (text.length <= 2 * max && [...text].length <= max);
}

/** What a person wrote: kept to the letter, only refused when it says nothing or too much. */
export const content = z.string()
  .refine((text) => text.isWellFormed(), "must be valid Unicode, without lone surrogates")
  .refine((text) => !text.includes("\0"), "must not have the character U+0000")
  .refine((text) => text.trim() !== "", "must not be empty or only white space")
  .refine(atMost(LIMITS.content), `must be at most ${LIMITS.content} characters`);

/** The name of a person or a room: one visible line, in NFC, with single spaces. */
export const name = z.string()
  .refine((text) => text.isWellFormed(), "must be valid Unicode, without lone surrogates")
  .transform((text) => text.normalize("NFC").trim().replace(/ +/g, " "))
  .refine((text) => text !== "", "must not be empty")
  .refine(atMost(LIMITS.name), `must be at most ${LIMITS.name} characters`)
  .refine((text) => !INVISIBLE.test(text), "must not have control or invisible characters");

/** An id that a client makes: printable ASCII, unique for its author. */
export const clientId = z.string()
  .regex(/^[\x21-\x7e]+$/, "must be printable ASCII without spaces")
  .refine(atMost(LIMITS.id), `must be at most ${LIMITS.id} characters`);

/** The address of a room, as in `/r/lobby`. */
export const roomId = z.string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, "must be a room's address, like lobby");
