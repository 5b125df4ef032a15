import type { SentFile } from "../../../lib/protocol/model.ts";
import { type ImageAttachment, isImageFile } from "./attachments.ts";
import type { TimelineMessage } from "./timeline.ts";
import { isBlocked, openRoom } from "./selectors.ts";
import type { State } from "./state.ts";

/** A picture, and whose it is. */
export interface LightboxImage {
  picture: ImageAttachment;
  name: string;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * The pictures that one can look through from one of them: those of the open room, as far as it is loaded,
 * or those of the picture's own message when that is none of these.
 */
export function imagesAround(state: State, from: TimelineMessage, file: string): LightboxImage[] {
  const messages = openRoom(state)?.window?.messages ?? [];
  const all = messages.filter(({ deleted, userId }) => !deleted && !isBlocked(state, userId))
    .flatMap(({ files, name, timestamp }) => shownOf(files, name, Date.parse(timestamp)));
  const isThere = all.some(({ picture }) => picture.id === file);
  return isThere ? all : shownOf(from.files, from.name, from.at);
}

function shownOf(
  files: readonly SentFile[] | undefined,
  name: string,
  at: number,
): LightboxImage[] {
  return (files ?? []).filter(isImageFile).map((picture) => ({ picture, name, at }));
}
