import unhomoglyph from "unhomoglyph";
import { Refused } from "../protocol/chat_error.ts";
import type { Name } from "../store/store.ts";

/** What does not tell two names apart: punctuation, spaces, and what is not to be seen. */
const IGNORED = /[\p{P}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/** What Parley itself says; nobody may speak under these names. */
const RESERVED = ["System"];

/** What sounds like somebody with a say here, or addresses people, in the languages of the client. */
const RESERVED_FOR_ACCOUNTS = [
  "Admin",
  "Administrator",
  "Administratorin",
  "Administration",
  "Operator",
  "Operatorin",
  "Moderator",
  "Moderatorin",
  "Mod",
  "Owner",
  "Support",
  "Parley",
  "Server",
  "Root",
  "everyone",
  "all",
  "here",
  "you",
  "Betreiber",
  "Leitung",
  "Verwaltung",
  "Hilfe",
  "alle",
  "hier",
  "du",
];

/**
 * The key that names share when one imitates the other: by case, by letters that look alike, also of
 * other scripts (Unicode UTS #39, confusables), or by spaces and punctuation.
 */
export function nameKey(name: string): string {
  // Letters may be alike in one case only, so both are looked at; I, l and 1 are alike in some fonts.
  const upper = unhomoglyph(name.normalize("NFKC").toUpperCase());
  const lower = unhomoglyph(upper.toLowerCase()).toLowerCase().replaceAll("i", "l");
  return lower.replace(IGNORED, "") || name;
}

/** A name with its key. @throws Refused `name_taken` when it is reserved, some of them for a guest alone. */
export function nameOf(name: string, { isGuest = false }: { isGuest?: boolean } = {}): Name {
  const key = nameKey(name);
  const reserved = isGuest ? [...RESERVED, ...RESERVED_FOR_ACCOUNTS] : RESERVED;
  if (reserved.some((one) => nameKey(one) === key)) throw taken();
  return { name, key };
}

/** The refusal of a name that is another's, or looks like it. */
export function taken(): Refused {
  return new Refused("name_taken", { field: "name" });
}
