import type { KeyValueStorage } from "../../../client/types.ts";
import type { SecretFiles } from "./secret_files.ts";

/** An outbox's place on disk, a file for each message, so that a crash loses nothing. */
export function createFileStorage(files: SecretFiles): KeyValueStorage {
  return {
    getItem: (key) => files.read(encodeURIComponent(key)) ?? null,
    setItem: (key, value) => files.write(encodeURIComponent(key), value),
    removeItem: (key) => files.remove(encodeURIComponent(key)),
    keys: () => files.names().map(decodeURIComponent),
  };
}
