import type { Pending, Storage } from "./types.ts";

/** A message as it is stored; `order` rises with the writing, over reloads and tabs. */
export interface Stored extends Pending {
  order: number;
  /** The history that its `reply` and `thread` belong to. */
  history?: string | undefined;
}

/** One account's stored messages. */
export interface Shelf {
  /** What is stored for the account, in the order of writing. */
  load(): Stored[];
  /** Whether the message outlasts a reload now, be it as it was before. */
  put(message: Stored): boolean;
  remove(id: string): void;
}

/**
 * Where one account's unacknowledged messages survive a reload, each under its own key. Nothing here
 * throws: without a storage that works, messages live in memory alone, and `put()` says so.
 */
export function createShelf(storage: Storage, account: string): Shelf {
  const prefix = `parley:outbox:${account}:`;

  function read(key: string): Stored[] {
    if (!key.startsWith(prefix)) return [];
    const value = attempt(() => JSON.parse(storage.getItem(key) ?? "null"));
    return isStored(value) && key === prefix + value.id ? [value] : [];
  }

  return {
    load() {
      const keys = attempt(() => storage.keys()) ?? [];
      return keys.flatMap(read).sort((a, b) => a.order - b.order);
    },
    put(message) {
      const key = prefix + message.id;
      attempt(() => storage.setItem(key, JSON.stringify(message)));
      return (attempt(() => storage.getItem(key)) ?? null) !== null;
    },
    remove: (id) => attempt(() => storage.removeItem(prefix + id)),
  };
}

/** A storage may be full, or closed to private windows. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function isStored(value: unknown): value is Stored {
  if (typeof value !== "object" || value === null) return false;
  const { id, room, content, reply, thread, mentions, files, at, order, failed } = value as Record<
    string,
    unknown
  >;
  const isList = (list: unknown) => list === undefined || Array.isArray(list);
  const isSeq = (place: unknown) => place === undefined || Number.isInteger(place);
  return typeof id === "string" && typeof room === "string" && typeof content === "string" &&
    isSeq(reply) && isSeq(thread) && isList(mentions) && isList(files) &&
    typeof at === "number" && typeof order === "number" &&
    (failed === undefined || (typeof failed === "object" && failed !== null));
}
