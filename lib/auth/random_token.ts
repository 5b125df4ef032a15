import { createHash } from "node:crypto";

/** A new secret: 256 random bits in base64url (OWASP asks a session id for at least 64). */
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/**
 * What is stored of a secret: its SHA-256 in hex. A fast hash is enough for 256 random bits. It is computed
 * here and now, because every request with a session asks for one, and WebCrypto's way to another thread
 * costs many times as much as the hash.
 */
export function hashToken(secret: string): Promise<string> {
  return Promise.resolve(createHash("sha256").update(secret).digest("hex"));
}
