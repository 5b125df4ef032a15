import { StoreError } from "../../store.ts";

/** SQLite's words for a file whose pages contradict each other: https://www.sqlite.org/rescode.html */
const DAMAGED = /malformed|not a database/;

/** Its words for what the disk, or another process, does not let it do. */
const UNWRITABLE = /is full|disk I\/O error|readonly database|unable to open|is locked/;

/** What an error of SQLite means for the calls after it. */
export function faultOf(error: unknown): StoreError["code"] {
  if (error instanceof StoreError) return error.code;
  const message = error instanceof Error ? error.message : String(error);
  if (DAMAGED.test(message)) return "damaged";
  return UNWRITABLE.test(message) ? "unwritable" : "failed";
}

export function damaged(file: string, what: string, options?: ErrorOptions): StoreError {
  return new StoreError(
    "damaged",
    `${file} is damaged (${what}). Parley does not write to it. Stop Parley, keep a copy of the ` +
      "folder, then put a backup in its place, or save what can be read: sqlite3 parley.db .recover",
    options,
  );
}

export function unwritable(dir: string, why: string): StoreError {
  return new StoreError(
    "unwritable",
    `Nothing can be written in ${dir}: ${why}. Free space, or make it writable; Parley tries again ` +
      "every second.",
  );
}

export function replaced(path: string): StoreError {
  return new StoreError(
    "replaced",
    `${path} was removed or replaced while Parley has it open. Nothing is written any more. Move it ` +
      "back, or restart Parley.",
  );
}

/** A data folder that cannot be opened at all, and why. */
export function unusable(dir: string, cause: unknown): StoreError {
  const why = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, "");
  return new StoreError(
    "unusable",
    `${dir} cannot be used: ${why}. Let the user that Parley runs as read and write it, or set ` +
      "DATA_DIR to another folder.",
    { cause },
  );
}

/** Says of what kept a file from being opened what to do about it, where that is known. */
export function explainOpening(error: unknown, dir: string, file: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  if (faultOf(error) === "damaged") return damaged(file, error.message, { cause: error });
  // The system's own errors carry a code like EROFS.
  const isOfSystem = typeof (error as { code?: unknown }).code === "string";
  const isClosed = isOfSystem || /readonly database|unable to open|is full/.test(error.message);
  return isClosed ? unusable(dir, error) : error;
}
