import type { AccountStore, AuditLog, SessionStore, SettingsStore } from "./account.ts";
import type { MessageUpdates } from "./message_updates.ts";
import type { FileStore } from "./file.ts";
import type { HistoryStore } from "./history_id.ts";
import type { MessageLog } from "./message.ts";
import type { RoomStore } from "./room.ts";

export type * from "./account.ts";
export type * from "./message_updates.ts";
export type * from "./file.ts";
export type * from "./history_id.ts";
export type * from "./message.ts";
export type * from "./room.ts";

/**
 * Where Parley keeps what must not be lost. Every method is one whole deed.
 *
 * - A write resolves after its transaction is on disk, and never before.
 * - Writes take effect in the order of the calls. Those that arrive while a transaction is being
 *   written share the next one; a write that fails does not take its neighbours with it.
 * - A read sees every write that resolved before it was called, and never waits behind one.
 * - `seq` and `rev` of a room rise by exactly one, in the transaction that stores what they count.
 * - Text comes back to the letter. What engines would change, lone surrogates and U+0000, is refused.
 * - A room that does not exist reads as an empty one.
 *
 * @throws StoreError from any method, when the storage itself fails or is closed.
 */
export interface Store
  extends
    AccountStore,
    SessionStore,
    SettingsStore,
    AuditLog,
    RoomStore,
    MessageLog,
    MessageUpdates,
    FileStore,
    HistoryStore {
  /** What is underneath, for the start-up line and the health check. */
  readonly backend: { driver: string; location: string };
  /** Resolves when something was written to disk, and the reader answers. */
  check(): Promise<void>;
  /** Whether so much waits that a write which can be done again is refused as `busy`. */
  isOverloaded(): boolean;
  /** Finishes what was accepted, then closes. Later calls reject. */
  close(): Promise<void>;
}

/**
 * The storage failed: the deed did not happen, or its result is not known. `busy`: it was not begun,
 * because too much waits, and may be asked for again in a second. `unwritable`, `replaced` and
 * `damaged`: nothing can be written for a while, or until the restart.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(
    readonly code:
      | "busy"
      | "closed"
      | "failed"
      | "unwritable"
      | "replaced"
      | "damaged"
      | "newer"
      | "foreign"
      | "driver"
      | "locked"
      | "unusable",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether an error is to be logged: not one that many calls share, and of which the store told once. */
export function isUnreported(error: unknown): boolean {
  return !(error instanceof StoreError) || error.code === "failed";
}
