/** What files are, as far as rules and clients tell them apart. */
export const FILE_KINDS = ["picture", "audio", "video", "pdf", "other"] as const;
export type FileKind = typeof FILE_KINDS[number];

/** Pictures that every browser shows. */
const BROWSER_IMAGE_TYPES = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];

/** The kind of a media type that `SentFile` has. All but `other` may be shown in place. */
export function fileKindOf(type: string): FileKind {
  if (BROWSER_IMAGE_TYPES.includes(type)) return "picture";
  if (type.startsWith("audio/")) return "audio";
  if (type.startsWith("video/")) return "video";
  return type === "application/pdf" ? "pdf" : "other";
}
