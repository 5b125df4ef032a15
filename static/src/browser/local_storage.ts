import {
  forbiddenStorage,
  memoryStorage,
  webStorage,
} from "../../../lib/client/storage_adapters.ts";
import type { KeyValueStorage } from "../../../lib/client/types.ts";
import type { NotificationPrefs } from "../state/notifications.ts";
import { parsePreferences, type Preferences } from "../state/preferences.ts";
import { isSnapshot, type Snapshot } from "../state/restore_snapshot.ts";
import type { Reply } from "../state/state.ts";

/** The only place that touches the browser's storage; it works without one, for as long as the page lives. */
export interface LocalStore {
  /** Where messages wait until the server has them. */
  readonly outbox: KeyValueStorage;
  /** What is being written, by room. */
  drafts(account: string): Record<string, string>;
  /** Whether a reload brings back what was written. */
  saveDraft(account: string, room: string, text: string): boolean;
  /** What it answers, by the same keys. */
  replies(account: string): Record<string, Reply>;
  saveReply(account: string, key: string, reply: Reply | undefined): void;
  /** The room that was open last. */
  lastRoom(account: string): string | undefined;
  saveLastRoom(account: string, room: string): void;
  /** What was looked for last, the newest first. */
  searches(account: string): readonly string[];
  saveSearches(account: string, queries: readonly string[]): void;
  /** The emoji that one chose last, and the skin tone of those that have one. */
  emoji(account: string): SavedEmojiChoices;
  saveEmoji(account: string, emoji: SavedEmojiChoices): void;
  /** What is to be shown when there is no server: of the account that was here last, and no other. */
  snapshot(): Snapshot | undefined;
  saveSnapshot(snapshot: Snapshot): void;
  forgetSnapshot(): void;
  /** What was chosen on this device. */
  wishes(): Partial<NotificationPrefs>;
  saveWishes(wishes: NotificationPrefs): void;
  /** Tells when another tab changed them. */
  watchWishes(changed: (wishes: Partial<NotificationPrefs>) => void): void;
  /** Forgets everything of an account. */
  forget(account: string): void;
  /** Forgets everything of all accounts, with what they wrote and did not send; preferences stay. */
  forgetAccounts(): void;
  /** How this device's page is to be, whoever is signed in. */
  prefs(): Preferences;
  savePrefs(prefs: Preferences): void;
  /** Tells when another tab changed them. */
  watchPrefs(changed: (prefs: Preferences) => void): void;
}

export interface SavedEmojiChoices {
  tone: number;
  recent: readonly string[];
}

/** UTF-16 units that are kept of what is answered: one line of it is shown. */
const EXCERPT_CHARACTERS = 300;

const PREFERENCES_KEY = "parley/prefs";
const SNAPSHOT_KEY = "parley/snapshot";
const NOTIFICATION_PREFS_KEY = "parley/wishes";
/** Where the client of lib/client keeps what it has not sent. */
const OUTBOX_KEY = "parley:outbox:";

/** Keeps drafts, places and preferences in the `localStorage` of a window, or in memory without one. */
export function createLocalStore(window: Window): LocalStore {
  const local = localStorageOf(window);
  const storage = local ?? memoryStorage();
  const prefix = (account: string) => `parley/${account}/`;
  const drafts = (account: string) => `${prefix(account)}draft/`;
  const replies = (account: string) => `${prefix(account)}reply/`;
  const query = (account: string) => `${prefix(account)}searches`;
  const last = (account: string) => `${prefix(account)}last`;
  const emoji = (account: string) => `${prefix(account)}emoji`;
  return {
    outbox: local ?? forbiddenStorage(),
    snapshot() {
      const value = parsed(storage.getItem(SNAPSHOT_KEY));
      return isSnapshot(value) ? value : undefined;
    },
    // What does not fit leaves nothing: what was there before is too old.
    saveSnapshot: (snapshot) =>
      attempt(
        () => storage.setItem(SNAPSHOT_KEY, JSON.stringify(snapshot)),
        () => storage.removeItem(SNAPSHOT_KEY),
      ),
    forgetSnapshot: () => storage.removeItem(SNAPSHOT_KEY),
    wishes: () => wishesOf(storage.getItem(NOTIFICATION_PREFS_KEY)),
    saveWishes: (wishes) =>
      attempt(() => storage.setItem(NOTIFICATION_PREFS_KEY, JSON.stringify(wishes))),
    watchWishes: (changed) =>
      window.addEventListener("storage", ({ key, newValue }) => {
        if (key === NOTIFICATION_PREFS_KEY) changed(wishesOf(newValue));
      }),
    drafts: (account) =>
      Object.fromEntries(
        keys(storage, drafts(account)).map((
          key,
        ) => [key.slice(drafts(account).length), storage.getItem(key) ?? ""]),
      ),
    saveDraft: (account, room, text) => {
      const key = drafts(account) + room;
      if (text === "") storage.removeItem(key);
      else attempt(() => storage.setItem(key, text));
      return text === "" || local?.getItem(key) === text;
    },
    replies: (account) =>
      Object.fromEntries(
        keys(storage, replies(account)).flatMap((key) => {
          const reply = replyOf(parsed(storage.getItem(key)));
          return reply ? [[key.slice(replies(account).length), reply]] : [];
        }),
      ),
    saveReply: (account, key, reply) => {
      const place = replies(account) + key;
      if (!reply) return storage.removeItem(place);
      const content = reply.content.slice(0, EXCERPT_CHARACTERS);
      attempt(() => storage.setItem(place, JSON.stringify({ ...reply, content })));
    },
    lastRoom: (account) => storage.getItem(last(account)) ?? undefined,
    saveLastRoom: (account, room) => attempt(() => storage.setItem(last(account), room)),
    searches: (account) => textsOf(parsed(storage.getItem(query(account)))),
    saveSearches: (account, queries) =>
      attempt(() => storage.setItem(query(account), JSON.stringify(queries))),
    emoji: (account) => {
      const [tone, ...recent] = (storage.getItem(emoji(account)) ?? "").split(" ");
      return { tone: Number(tone) || 0, recent: recent.filter(Boolean) };
    },
    saveEmoji: (account, { tone, recent }) =>
      attempt(() => storage.setItem(emoji(account), [tone, ...recent].join(" "))),
    forget: (account) => keys(storage, prefix(account)).forEach((key) => storage.removeItem(key)),
    forgetAccounts: () => {
      const others = [PREFERENCES_KEY, NOTIFICATION_PREFS_KEY];
      for (const key of [...keys(storage, "parley/"), ...keys(storage, OUTBOX_KEY)]) {
        if (!others.includes(key)) storage.removeItem(key);
      }
    },
    prefs: () => parsePreferences(parsed(storage.getItem(PREFERENCES_KEY))),
    savePrefs: (prefs) => attempt(() => storage.setItem(PREFERENCES_KEY, JSON.stringify(prefs))),
    watchPrefs: (changed) =>
      window.addEventListener("storage", ({ key, newValue }) => {
        // Without a key everything was removed.
        if (key === PREFERENCES_KEY || key === null) changed(parsePreferences(parsed(newValue)));
      }),
  };
}

/** A browser that forbids its storage throws when it is looked at, or has none. */
function localStorageOf(window: Window): KeyValueStorage | undefined {
  try {
    const storage = webStorage(window.localStorage);
    storage.keys();
    return storage;
  } catch {
    return undefined;
  }
}

function wishesOf(text: string | null): Partial<NotificationPrefs> {
  return (parsed(text) ?? {}) as Partial<NotificationPrefs>;
}

function replyOf(value: unknown): Reply | undefined {
  const { seq, userId, name, content } = (value ?? {}) as Reply;
  const isReply = Number.isSafeInteger(seq) &&
    [userId, name, content].every((one) => typeof one === "string");
  return isReply ? { kind: "reply", seq, userId, name, content } : undefined;
}

function keys(storage: KeyValueStorage, prefix: string): string[] {
  return storage.keys().filter((key) => key.startsWith(prefix));
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}

/** A full or forbidden storage must not stop anyone from writing. */
function attempt(save: () => void, otherwise = () => {}): void {
  try {
    save();
  } catch {
    // What could not be kept is lost at a reload, and only then.
    otherwise();
  }
}
