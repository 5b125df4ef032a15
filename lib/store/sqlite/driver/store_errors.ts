import { StoreError } from "../../store.ts";

/** SQLite's words for a file whose pages contradict each other: https://www.sqlite.org/rescode.html */
const DAMAGED_MESSAGE = /malformed|not a database/;

/** Its words for what the disk, or another process, does not let it do. */
const UNWRITABLE_MESSAGE = /is full|disk I\/O error|readonly database|unable to open|is locked/;

/** What an error of SQLite means for the calls after it. */
export function storeErrorCode(error: unknown): StoreError["code"] {
  if (error instanceof StoreError) return error.code;
  const message = error instanceof Error ? error.message : String(error);
  if (DAMAGED_MESSAGE.test(message)) return "damaged";
  return UNWRITABLE_MESSAGE.test(message) ? "unwritable" : "failed";
}

export function damagedError(file: string, problem: string, options?: ErrorOptions): StoreError {
  return new StoreError(
    "damaged",
    `${file} is damaged (${problem}). Parley does not write to it. Stop Parley, keep a copy of the ` +
      "folder, then put a backup in its place, or save what can be read: sqlite3 parley.db .recover",
    options,
  );
}

export function unwritableError(dir: string, why: string): StoreError {
  return new StoreError(
    "unwritable",
    `Nothing can be written in ${dir}: ${why}. Free space, or make it writable; Parley tries again ` +
      "every second.",
  );
}

export function replacedError(path: string): StoreError {
  return new StoreError(
    "replaced",
    `${path} was removed or replaced while Parley has it open. Nothing is written any more. Move it ` +
      "back, or restart Parley.",
  );
}

/** A data folder that cannot be opened at all, and why. */
export function unusableError(dir: string, cause: unknown): StoreError {
  const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, "");
  return new StoreError(
    "unusable",
    `${dir} cannot be used: ${why}. Let the user that Parley runs as read and write it, or set ` +
      "DATA_DIR to another folder.",
    { cause },
  );
}

/** Says of what kept a file from being opened what to do about it, where that is known. */
export function explainOpenError(error: unknown, dir: string, file: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  if (storeErrorCode(error) === "damaged") {
    return damagedError(file, error.message, { cause: error });
  }
  // The system's own errors carry a code like EROFS.
  const isSystemError = typeof (error as { code?: unknown }).code === "string";
  const isInaccessible = isSystemError ||
    /readonly database|unable to open|is full/.test(error.message);
  return isInaccessible ? unusableError(dir, error) : error;
}
