import { hashToken } from "../../../lib/auth/random_token.ts";
import { assertEquals } from "../../helpers/assert.ts";

Deno.test("a secret's hash is its SHA-256, and takes no way to another thread", async () => {
  const { digest } = crypto.subtle;
  let calls = 0;
  crypto.subtle.digest = (...args) => {
    calls++;
    return digest.apply(crypto.subtle, args);
  };
  try {
    // The example of FIPS 180-2.
    const hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertEquals(await hashToken("abc"), hash);
  } finally {
    crypto.subtle.digest = digest;
  }
  assertEquals(calls, 0);
});
