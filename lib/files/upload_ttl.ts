import { ChatError } from "../protocol/chat_error.ts";

/** Milliseconds that an upload waits for its end, and a file for its message. */
export const UNSENT_FILE_TTL_MS = 24 * 60 * 60 * 1_000;

/** Whether this can be the id of a file; nothing else comes near a disk. */
export function isFileId(id: string): boolean {
  return /^[0-9a-v]{26}$/.test(id);
}

/** The refusal of a file that is not there for who asks. */
export function fileNotFoundError(): ChatError {
  return new ChatError("no_file");
}
