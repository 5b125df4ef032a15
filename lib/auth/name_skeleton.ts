import unhomoglyph from "unhomoglyph";
import { ChatError } from "../protocol/chat_error.ts";
import type { UniqueName } from "../store/store.ts";

/** What does not tell two names apart: punctuation, spaces, and what is not to be seen. */
const IGNORED_IN_NAMES = /[\p{P}\p{Z}\p{Default_Ignorable_Code_Point}]/gu;

/** What Parley itself says; nobody may speak under these names. */
const RESERVED_NAMES = ["System"];

/** What sounds like somebody with a say here, or addresses people, in the languages of the client. */
const NAMES_RESERVED_FROM_GUESTS = [
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
export function nameSkeleton(name: string): string {
  // Letters may be alike in one case only, so both are looked at; I, l and 1 are alike in some fonts.
  const upper = unhomoglyph(name.normalize("NFKC").toUpperCase());
  const lower = unhomoglyph(upper.toLowerCase()).toLowerCase().replaceAll("i", "l");
  return lower.replace(IGNORED_IN_NAMES, "") || name;
}

/** A name with its key. @throws ChatError `name_taken` when it is reserved, some of them for a guest alone. */
export function toUniqueName(
  name: string,
  { isGuest = false }: { isGuest?: boolean } = {},
): UniqueName {
  const key = nameSkeleton(name);
  const reserved = isGuest ? [...RESERVED_NAMES, ...NAMES_RESERVED_FROM_GUESTS] : RESERVED_NAMES;
  if (reserved.some((reservedName) => nameSkeleton(reservedName) === key)) throw nameTakenError();
  return { name, key };
}

/** The refusal of a name that is another's, or looks like it. */
export function nameTakenError(): ChatError {
  return new ChatError("name_taken", { field: "name" });
}
