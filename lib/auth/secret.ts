/** A new secret: 256 random bits in base64url (OWASP asks a session id for at least 64). */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** What is stored of a secret: its SHA-256 in hex. A fast hash is enough for 256 random bits. */
export async function hashSecret(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return new Uint8Array(digest).toHex();
}
