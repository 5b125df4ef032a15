import type { SentFile } from "../../../../../lib/protocol/model.ts";

/** Where the content of a file is. */
export function contentUrl({ id }: Pick<SentFile, "id">): string {
  return `/api/files/${id}`;
}

/** Where it is to be saved from. */
export function downloadUrl(file: Pick<SentFile, "id">): string {
  return `${contentUrl(file)}?download`;
}

/** A picture as it is shown among messages: small, where there is a small one. */
export function thumbnailUrl(file: Pick<SentFile, "id" | "thumb">): string {
  return file.thumb ? `${contentUrl(file)}/thumb` : contentUrl(file);
}
