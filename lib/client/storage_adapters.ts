import type { KeyValueStorage } from "./types.ts";

/** What localStorage is, without the DOM's types. */
export interface WebStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** An outbox's place in a browser: `webStorage(localStorage)`. */
export function webStorage(storage: WebStorage): KeyValueStorage {
  return {
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => storage.setItem(key, value),
    removeItem: (key) => storage.removeItem(key),
    keys: () => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ""),
  };
}

/** An outbox's place where nothing may be stored: every message is reported as not persisted. */
export function forbiddenStorage(): KeyValueStorage {
  return {
    getItem: () => null,
    setItem() {
      throw new Error("This browser stores nothing for this page.");
    },
    removeItem: () => {},
    keys: () => [],
  };
}

/** An outbox's place for as long as the process runs. */
export function memoryStorage(): KeyValueStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    keys: () => [...items.keys()],
  };
}
