import { ChatError } from "../protocol/chat_error.ts";

/** Signs or digits around a common word that make it no harder to guess. */
const MAX_TRIVIAL_AFFIX_CHARS = 6;

/** Letters of a word that may not be worn with such signs; shorter ones begin any password. */
const MIN_COMMON_WORD_CHARS = 4;

/** The commonest passwords, when one was asked for. */
let commonPasswords: Promise<ReadonlySet<string>> | undefined;

/**
 * Refuses a new password that is guessed first: one of the 10,000 commonest, one or two characters again
 * and again, or a name, with some signs around them or none.
 * @param names the user's own, the product's and the server's.
 * @throws ChatError `bad_request`.
 */
export async function assertPasswordAllowed(
  password: string,
  names: readonly string[],
): Promise<void> {
  const text = password.normalize("NFKC").toLowerCase();
  const candidates = [
    text,
    text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""),
    text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""),
  ];
  if (names.some((name) => candidates.includes(name.normalize("NFKC").toLowerCase()))) {
    throw new ChatError("password_is_name", { field: "password" });
  }
  const commonPasswordSet = await (commonPasswords ??= loadCommonPasswords());
  const isCommon = (part: string) =>
    commonPasswordSet.has(part) &&
    (part === text ||
      (part.length >= MIN_COMMON_WORD_CHARS &&
        text.length - part.length <= MAX_TRIVIAL_AFFIX_CHARS));
  if (candidates.some(isCommon) || new Set(text).size <= 2) {
    throw new ChatError("password_common", { field: "password" });
  }
}

/** The names that everybody who knows a server's host tries, and the product's. */
export function serverNames(host = ""): string[] {
  return ["parley", ...host === "" ? [] : [host, ...host.split(".").slice(0, -1)]];
}

async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { default: text } = await import("./common_passwords.txt", { with: { type: "text" } });
  return new Set(text.split("\n").filter((line) => line !== "" && !line.startsWith("# ")));
}
