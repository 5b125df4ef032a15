import type { KeyValueStorage, PendingMessage } from "./types.ts";

/** A message as it is stored; `order` rises with the writing, over reloads and tabs. */
export interface StoredPendingMessage extends PendingMessage {
  order: number;
  /** The history that its `reply` and `thread` belong to. */
  history?: string | undefined;
}

/** One account's stored messages. */
export interface OutboxStorage {
  /** What is stored for the account, in the order of writing. */
  load(): StoredPendingMessage[];
  /** Whether the message outlasts a reload now, be it as it was before. */
  put(message: StoredPendingMessage): boolean;
  remove(id: string): void;
}

/**
 * Where one account's unacknowledged messages survive a reload, each under its own key. Nothing here
 * throws: without a storage that works, messages live in memory alone, and `put()` says so.
 */
export function createOutboxStorage(storage: KeyValueStorage, account: string): OutboxStorage {
  const prefix = `parley:outbox:${account}:`;

  function readMessage(key: string): StoredPendingMessage[] {
    if (!key.startsWith(prefix)) return [];
    const value = withoutThrowing(() => JSON.parse(storage.getItem(key) ?? "null"));
    return isStoredPendingMessage(value) && key === prefix + value.id ? [value] : [];
  }

  return {
    load() {
      const keys = withoutThrowing(() => storage.keys()) ?? [];
      return keys.flatMap(readMessage).sort((a, b) => a.order - b.order);
    },
    put(message) {
      const key = prefix + message.id;
      withoutThrowing(() => storage.setItem(key, JSON.stringify(message)));
      return (withoutThrowing(() => storage.getItem(key)) ?? null) !== null;
    },
    remove: (id) => withoutThrowing(() => storage.removeItem(prefix + id)),
  };
}

/** A storage may be full, or closed to private windows. */
function withoutThrowing<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function isStoredPendingMessage(value: unknown): value is StoredPendingMessage {
  if (typeof value !== "object" || value === null) return false;
  const { id, room, content, reply, thread, mentions, files, at, order, failed } = value as Record<
    string,
    unknown
  >;
  const isList = (list: unknown) => list === undefined || Array.isArray(list);
  const isSeq = (seq: unknown) => seq === undefined || Number.isInteger(seq);
  return typeof id === "string" && typeof room === "string" && typeof content === "string" &&
    isSeq(reply) && isSeq(thread) && isList(mentions) && isList(files) &&
    typeof at === "number" && typeof order === "number" &&
    (failed === undefined || (typeof failed === "object" && failed !== null));
}
