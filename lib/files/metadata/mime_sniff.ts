import { kindOf } from "../../protocol/file_kinds.ts";

/** Bytes of a file's beginning that `typeOf()` wants to see. */
export const HEAD = 64;

/** What a file is when nothing better is known. */
const UNKNOWN = "application/octet-stream";

/** A phone's pictures; they are kept as JPEG, which every browser shows. */
export const HEIC = "image/heic";

/** What files begin with: https://mimesniff.spec.whatwg.org/ and the formats' own pages. */
const BEGINNINGS: readonly (readonly [at: number, bytes: string, type: string])[] = [
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
const BRANDS: readonly (readonly [brand: RegExp, type: string])[] = [
  [/^(avif|avis)$/, "image/avif"],
  [/^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/, HEIC],
  [/^M4[AB] $/, "audio/mp4"],
  [/^qt {2}$/, "video/quicktime"],
];

/** Containers of both sound and pictures: here the sender's word decides. */
const SOUND: Readonly<Record<string, string>> = {
  "video/mp4": "audio/mp4",
  "video/webm": "audio/webm",
  "video/ogg": "audio/ogg",
};

/**
 * The media type of a file, by what it begins with. A name or a claim never makes it anything else; only
 * whether a container that may hold either is sound or video is taken from `claimed`.
 */
export function typeOf(head: Uint8Array, claimed = ""): string {
  const text = Array.from(head.subarray(0, HEAD), (byte) => String.fromCharCode(byte)).join("");
  const found = BEGINNINGS.find(([at, bytes]) => text.startsWith(bytes, at))?.[2] ??
    containerOf(text) ?? (isMp3(head) ? "audio/mpeg" : UNKNOWN);
  return claimed.startsWith("audio/") ? SOUND[found] ?? found : found;
}

function containerOf(text: string): string | undefined {
  if (text.startsWith("OggS")) {
    return /theora|video/.test(text.slice(28)) ? "video/ogg" : "audio/ogg";
  }
  // Matroska and WebM are one container, which says its name within its first bytes.
  if (text.startsWith("\x1a\x45\xdf\xa3")) return text.includes("webm") ? "video/webm" : undefined;
  if (!text.startsWith("ftyp", 4)) return undefined;
  const brand = text.slice(8, 12);
  // A general brand may stand before the one that tells.
  const others = brand === "mif1" ? text.slice(16).match(/avi[fs]/)?.[0] : undefined;
  return BRANDS.find(([pattern]) => pattern.test(others ?? brand))?.[1] ?? "video/mp4";
}

/** An MPEG audio frame of layer 3 without a tag before it. */
function isMp3([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  return first === 0xff && (second & 0xe6) === 0xe2 && (third & 0xf0) !== 0xf0;
}

/** Whether a file of this type is one of the pictures that Parley reads. */
export function isPicture(type: string): boolean {
  return type === HEIC || kindOf(type) === "picture";
}

/** Whether its sender calls a file a picture, by its name or type. */
export function isCalledPicture(name: string, claimed: string): boolean {
  return isPicture(claimed) || /\.(jpe?g|png|gif|webp|avif|hei[cf])$/i.test(name);
}
