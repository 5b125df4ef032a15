import { Refused } from "../protocol/chat_error.ts";

/** Signs or digits around a common word that make it no harder to guess. */
const TRIVIAL_AFFIX_MAX = 6;

/** Letters of a word that may not be worn with such signs; shorter ones begin any password. */
const WORD_MIN = 4;

/** The commonest passwords, when one was asked for. */
let common: Promise<ReadonlySet<string>> | undefined;

/**
 * Refuses a new password that is guessed first: one of the 10,000 commonest, one or two characters again
 * and again, or a name, with some signs around them or none.
 * @param names the user's own, the product's and the server's.
 * @throws Refused `bad_request`.
 */
export async function checkPassword(password: string, names: readonly string[]): Promise<void> {
  const text = password.normalize("NFKC").toLowerCase();
  const parts = [
    text,
    text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""),
    text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ""),
  ];
  if (names.some((name) => parts.includes(name.normalize("NFKC").toLowerCase()))) {
    throw new Refused("password_is_name", { field: "password" });
  }
  const known = await (common ??= readCommon());
  const isCommon = (part: string) =>
    known.has(part) &&
    (part === text || (part.length >= WORD_MIN && text.length - part.length <= TRIVIAL_AFFIX_MAX));
  if (parts.some(isCommon) || new Set(text).size <= 2) {
    throw new Refused("password_common", { field: "password" });
  }
}

/** The names that everybody who knows a server's host tries, and the product's. */
export function namesOfServer(host = ""): string[] {
  return ["parley", ...host === "" ? [] : [host, ...host.split(".").slice(0, -1)]];
}

async function readCommon(): Promise<ReadonlySet<string>> {
  const { default: text } = await import("./common_passwords.txt", { with: { type: "text" } });
  return new Set(text.split("\n").filter((line) => line !== "" && !line.startsWith("# ")));
}
