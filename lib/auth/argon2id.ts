/** What one hash costs; memory is in KiB. */
export interface Cost {
  memory: number;
  passes: number;
  lanes: number;
}

/** Makes the hash of a password. */
export type Derive = (
  password: string,
  cost: Cost,
  salt: Uint8Array<ArrayBuffer>,
) => Promise<Uint8Array<ArrayBuffer>>;

/** Argon2id as the runtime has it; it computes on a thread that the calling one has started. */
export const argon2id: Derive = async (password, cost, salt) => {
  // One password may be typed in several ways on several keyboards (NIST SP 800-63B asks for this).
  const secret = new TextEncoder().encode(password.normalize("NFKC"));
  // https://wicg.github.io/webcrypto-modern-algos/: newer than the type checker's idea of WebCrypto.
  const format = "raw-secret" as unknown as "raw";
  const key = await crypto.subtle.importKey(format, secret, "Argon2id", false, ["deriveBits"]);
  const { memory, passes, lanes: parallelism } = cost;
  const algorithm = { name: "Argon2id", nonce: salt, memory, passes, parallelism };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
};
