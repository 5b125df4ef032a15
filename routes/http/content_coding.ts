import { parseAccept } from "hono/utils/accept";

/** How content may travel (RFC 9110, section 8.4.1), the smallest first. */
const CONTENT_CODINGS = ["br", "gzip", "identity"] as const;
export type ContentCoding = (typeof CONTENT_CODINGS)[number];

/** Below the least weight that a client can give: content as it is is always good, and never preferred. */
const IDENTITY_CODING_WEIGHT = 0.0001;

/**
 * The coding that a client weighs highest among those there are (RFC 9110, section 12.5.3). A client that
 * wants none of them gets the content as it is, which it may still understand.
 */
export function preferredCoding(
  header: string | undefined,
  available: readonly ContentCoding[],
): ContentCoding {
  const weights = new Map(parseAccept(header ?? "").map(({ type, q }) => [type.toLowerCase(), q]));
  const weightOf = (coding: ContentCoding) =>
    weights.get(coding) ?? weights.get("*") ?? (coding === "identity" ? IDENTITY_CODING_WEIGHT : 0);
  return CONTENT_CODINGS.filter((coding) => available.includes(coding) && weightOf(coding) > 0)
    .sort((a, b) => weightOf(b) - weightOf(a))[0] ?? "identity";
}
