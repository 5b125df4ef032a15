import type { Storage } from "../../../client/types.ts";
import type { PrivateFiles } from "./secret_files.ts";

/** An outbox's place on disk, a file for each message, so that a crash loses nothing. */
export function fileStorage(files: PrivateFiles): Storage {
  return {
    getItem: (key) => files.read(encodeURIComponent(key)) ?? null,
    setItem: (key, value) => files.write(encodeURIComponent(key), value),
    removeItem: (key) => files.remove(encodeURIComponent(key)),
    keys: () => files.names().map(decodeURIComponent),
  };
}
