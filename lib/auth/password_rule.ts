import { Refused } from "../protocol/refused.ts";

/** What everybody tries first, of eight characters and more. */
const COMMON = new Set([
  "12345678",
  "123456789",
  "1234567890",
  "0123456789",
  "87654321",
  "987654321",
  "1q2w3e4r",
  "1qaz2wsx",
  "a1b2c3d4",
  "abc12345",
  "abcd1234",
  "abcdefgh",
  "admin123",
  "administrator",
  "asdfghjkl",
  "baseball",
  "basketball",
  "changeme",
  "computer",
  "dragon123",
  "football",
  "iloveyou",
  "internet",
  "letmein1",
  "michelle",
  "p@ssw0rd",
  "passw0rd",
  "password",
  "password1",
  "password12",
  "password123",
  "princess",
  "q1w2e3r4",
  "qwer1234",
  "qwerty12",
  "qwerty123",
  "qwertyui",
  "qwertyuiop",
  "samantha",
  "starwars",
  "sunshine",
  "superman",
  "trustno1",
  "welcome1",
  "welcome123",
  "whatever",
  "zaq12wsx",
]);

/**
 * Refuses a new password that is guessed first: a common one, one character again and again, or the
 * user name. @throws Refused `bad_request`.
 */
export function checkPassword(password: string, username: string): void {
  const text = password.normalize("NFKC").toLowerCase();
  if (COMMON.has(text) || /^(.)\1*$/u.test(text)) {
    throw new Refused("bad_request", "password must not be one that everybody tries first.");
  }
  if (text === username) {
    throw new Refused("bad_request", "password must not be the user name.");
  }
}
