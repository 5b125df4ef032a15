/** The only place that touches the browser's storage; it works without one, for as long as the page lives. */
export interface Saved {
  /** What is being written, by room. */
  drafts(account: string): Record<string, string>;
  saveDraft(account: string, room: string, text: string): void;
  /** The room that was open last. */
  lastRoom(account: string): string | undefined;
  saveLastRoom(account: string, room: string): void;
  /** Forgets everything of an account. */
  forget(account: string): void;
}

/** Keeps drafts and places in a `localStorage`. */
export function createSaved(storage: Storage): Saved {
  const prefix = (account: string) => `parley/${account}/`;
  const drafts = (account: string) => `${prefix(account)}draft/`;
  const last = (account: string) => `${prefix(account)}last`;
  return {
    drafts: (account) =>
      Object.fromEntries(
        keys(storage, drafts(account)).map((
          key,
        ) => [key.slice(drafts(account).length), storage.getItem(key) ?? ""]),
      ),
    saveDraft: (account, room, text) => {
      if (text === "") storage.removeItem(drafts(account) + room);
      else attempt(() => storage.setItem(drafts(account) + room, text));
    },
    lastRoom: (account) => storage.getItem(last(account)) ?? undefined,
    saveLastRoom: (account, room) => attempt(() => storage.setItem(last(account), room)),
    forget: (account) => keys(storage, prefix(account)).forEach((key) => storage.removeItem(key)),
  };
}

function keys(storage: Storage, prefix: string): string[] {
  return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "")
    .filter((key) => key.startsWith(prefix));
}

/** A full or forbidden storage must not stop anyone from writing. */
function attempt(save: () => void): void {
  try {
    save();
  } catch {
    // What could not be kept is lost at a reload, and only then.
  }
}
