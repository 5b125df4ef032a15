import type { SentFile } from "../../../../../lib/protocol/model.ts";

/** Where the content of a file is. */
export function contentOf({ id }: Pick<SentFile, "id">): string {
  return `/api/files/${id}`;
}

/** Where it is to be saved from. */
export function downloadOf(file: Pick<SentFile, "id">): string {
  return `${contentOf(file)}?download`;
}

/** A picture as it is shown among messages: small, where there is a small one. */
export function thumbOf(file: Pick<SentFile, "id" | "thumb">): string {
  return file.thumb ? `${contentOf(file)}/thumb` : contentOf(file);
}
