import { fileKindOf } from "../../protocol/file_kinds.ts";

/** Bytes of a file's beginning that `typeOf()` wants to see. */
export const SNIFFED_BYTES = 64;

/** What a file is when nothing better is known. */
const UNKNOWN_MEDIA_TYPE = "application/octet-stream";

/** A phone's pictures; they are kept as JPEG, which every browser shows. */
export const HEIC_MEDIA_TYPE = "image/heic";

/** What files begin with: https://mimesniff.spec.whatwg.org/ and the formats' own pages. */
const FILE_SIGNATURES: readonly (readonly [at: number, bytes: string, type: string])[] = [
  [0, "\xff\xd8\xff", "image/jpeg"],
  [0, "\x89PNG\r\n\x1a\n", "image/png"],
  [0, "GIF87a", "image/gif"],
  [0, "GIF89a", "image/gif"],
  [8, "WEBPVP8", "image/webp"],
  [0, "%PDF-", "application/pdf"],
  [8, "WAVE", "audio/wav"],
  [0, "ID3", "audio/mpeg"],
  [0, "fLaC", "audio/flac"],
  [0, "PK\x03\x04", "application/zip"],
];

/** What an ISO base media file calls itself; all others are video. */
const ISO_MEDIA_BRANDS: readonly (readonly [brand: RegExp, type: string])[] = [
  [/^(avif|avis)$/, "image/avif"],
  [/^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/, HEIC_MEDIA_TYPE],
  [/^M4[AB] $/, "audio/mp4"],
  [/^qt {2}$/, "video/quicktime"],
];

/** Containers of both sound and pictures: here the sender's word decides. */
const AUDIO_TYPE_OF_CONTAINER: Readonly<Record<string, string>> = {
  "video/mp4": "audio/mp4",
  "video/webm": "audio/webm",
  "video/ogg": "audio/ogg",
};

/**
 * The media type of a file, by what it begins with. A name or a claim never makes it anything else; only
 * whether a container that may hold either is sound or video is taken from `claimed`.
 */
export function sniffType(head: Uint8Array, claimed = ""): string {
  const text = Array.from(head.subarray(0, SNIFFED_BYTES), (byte) => String.fromCharCode(byte))
    .join("");
  const sniffed = FILE_SIGNATURES.find(([at, bytes]) => text.startsWith(bytes, at))?.[2] ??
    sniffContainer(text) ?? (isMp3(head) ? "audio/mpeg" : UNKNOWN_MEDIA_TYPE);
  return claimed.startsWith("audio/") ? AUDIO_TYPE_OF_CONTAINER[sniffed] ?? sniffed : sniffed;
}

function sniffContainer(text: string): string | undefined {
  if (text.startsWith("OggS")) {
    return /theora|video/.test(text.slice(28)) ? "video/ogg" : "audio/ogg";
  }
  // Matroska and WebM are one container, which says its name within its first bytes.
  if (text.startsWith("\x1a\x45\xdf\xa3")) return text.includes("webm") ? "video/webm" : undefined;
  if (!text.startsWith("ftyp", 4)) return undefined;
  const brand = text.slice(8, 12);
  // A general brand may stand before the one that tells.
  const laterBrand = brand === "mif1" ? text.slice(16).match(/avi[fs]/)?.[0] : undefined;
  return ISO_MEDIA_BRANDS.find(([pattern]) => pattern.test(laterBrand ?? brand))?.[1] ??
    "video/mp4";
}

/** An MPEG audio frame of layer 3 without a tag before it. */
function isMp3([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe6) === 0xe2 && (third & 0xf0) !== 0xf0;
}

/** Whether a file of this type is one of the pictures that Parley reads. */
export function isImageType(type: string): boolean {
  return type === HEIC_MEDIA_TYPE || fileKindOf(type) === "picture";
}

/** Whether its sender calls a file a picture, by its name or type. */
export function claimsToBeImage(name: string, claimed: string): boolean {
  return isImageType(claimed) || /\.(jpe?g|png|gif|webp|avif|hei[cf])$/i.test(name);
}
