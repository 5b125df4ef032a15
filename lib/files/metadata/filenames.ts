import { LIMITS } from "../../protocol/limits.ts";

/** Controls, and what is there and not to be seen: zero-width and bidi characters, lone surrogates. */
const INVISIBLE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu;

/** What some system reads as something else than a part of a name. */
const RESERVED_CHARACTERS = /[<>:"|?*]/g;

/** The extensions of what pictures may be turned into. */
const EXTENSION_OF_TYPE: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/webp": "webp",
};

/**
 * A file's name as it is safe to show, to save under and to put into a header: the last part of a path, in
 * NFC, one visible line of at most 200 UTF-16 units, with its extension.
 */
export function sanitizeFilename(name: string): string {
  const last = name.toWellFormed().normalize("NFC").replace(/[\\]/g, "/").split("/")
    .findLast((part) => part.trim() !== "") ?? "";
  const plain = last.replace(INVISIBLE_CHARACTERS, "").replace(RESERVED_CHARACTERS, "_").replace(
    /\s+/gu,
    " ",
  )
    .replace(/^[. ]+|[. ]+$/g, "");
  return plain === "" ? "file" : shortenFilename(plain);
}

function shortenFilename(name: string): string {
  if (name.length <= LIMITS.fileNameChars) return name;
  const extension = name.match(/\.[^.]{1,15}$/)?.[0] ?? "";
  // A pair that was cut in two says nothing.
  const stem = name.slice(0, LIMITS.fileNameChars - extension.length).replace(
    /[\ud800-\udbff]$/,
    "",
  );
  return stem.trimEnd() + extension;
}

/** The name of a picture that was turned into another type. */
export function withExtensionOfType(name: string, type: string): string {
  return shortenFilename(
    `${name.replace(/\.[^.]{1,15}$/, "")}.${EXTENSION_OF_TYPE[type] ?? "bin"}`,
  );
}

/** The value of Content-Disposition (RFC 6266): plain ASCII for the old, UTF-8 for everyone else. */
export function contentDisposition(name: string, inline: boolean): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
