const ALPHABET = "0123456789abcdefghijklmnopqrstuv";

/** A new id: 130 random bits as 26 lower-case letters and digits, safe in addresses and file names. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(26));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
