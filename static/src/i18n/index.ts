import type { ErrorCode } from "../../../lib/protocol/errors.ts";
import type { PresenceStatus } from "../../../lib/protocol/model.ts";
import type { Trouble } from "../state/state.ts";
import { files } from "./en/files.ts";
import { messages } from "./en/messages.ts";
import { noticeSentence } from "./en/notices.ts";
import { countUpTo999, fromNow, joinNames, number, plural, timeSpan } from "./format/formatters.ts";

/** What the page says from the first on, in English; what it says later comes with that. */
export const core = {
  product: "Parley",
  skip: "Skip to messages",
  close: "Close",
  copy: "Copy",
  code: "Code",
  copied: "Copied.",
  notCopied: "Press Ctrl C to copy it.",
  tryAgain: "Try again",
  loading: "Loading",
  failed: "This could not be loaded.",
  unblock: "Unblock",

  /** What the pages are called, by the kind of their route. */
  titles: {
    rooms: "Browse rooms",
    people: "People",
    saved: "Saved messages",
    account: "Profile and devices",
    search: "Search",
    settings: "Settings",
    admin: "Admin",
    setup: "Set up Parley",
    signin: "Sign in",
    signup: "Create an account",
    reset: "Set a new password",
  },
  ...messages,
  ...files,
  told: noticeSentence,

  sections: {
    rooms: "Rooms",
    direct: "Direct messages",
    write: "Write to someone",
    go: "Search or go to",
  },

  rooms: {
    title: "Rooms",
    create: "Create room",
    open: "Show rooms",
    close: "Hide rooms",
    none: "You are in no room yet.",
    unread: (count: number) => countUpTo999(count, "unread message", "unread messages"),
    mentions: (count: number) => plural(count, "mention", "mentions"),
    count: (count: number) => count > 999 ? "999+" : String(count),
    members: (count: number) => plural(count, "member", "members"),
    online: (count: number, all: number) =>
      `${number.format(Math.min(count, all))} of ${number.format(all)} online`,
    private: "Private room",
    public: "Public room",
    archived: "Archived",
    search: (room: string) => `Search in ${room}`,
    publicHint: "Anyone here can find and join it.",
    showDetails: "Show details",
    hideDetails: "Hide details",
    pinned: (count: number) => plural(count, "pinned message", "pinned messages"),
    silent: "Notifications off",
    details: "Details",
  },

  presence: { online: "Online", away: "Away", offline: "Offline" } satisfies Record<
    PresenceStatus,
    string
  >,
  lastSeen: (at: number, now: number) => `Last seen ${fromNow(at, now)}`,
  guest: "Guest",

  timeline: {
    label: (room: string) => `Messages in ${room}`,
    start: (room: string) => `This is the start of ${room}.`,
    startDirect: (names: string[]) =>
      `Only ${joinNames(["you", ...names], names.length + 1, 9)} see what is written here.`,
    empty: "No messages yet",
    emptyHint: "Say the first word.",
    emptyForGood: "Nothing was said here.",
    loading: "Messages are loading",
    failed: "Older messages could not be loaded.",
    failedNewer: "Newer messages could not be loaded.",
    missing: "There is no such message.",
    wasDeleted: "That message was deleted.",
    failedFirst: "The messages could not be loaded.",
    newest: "Jump to newest",
    newestCount: (count: number) => countUpTo999(count, "new message", "new messages"),
    unread: (count: number) => countUpTo999(count, "new message", "new messages"),
    pending: "Waiting to be sent",
    failedToSend: "Not sent.",
    discard: "Discard",
    gone: (count: number) =>
      count === 1 ? "Message deleted" : `${number.format(count)} messages deleted`,
    hidden: (count: number) =>
      count === 1
        ? "Message from someone you blocked"
        : `${number.format(count)} messages from someone you blocked`,
    show: "Show",
    announced: (name: string, content: string) => `${name}: ${content}`,
  },

  composer: {
    label: (room: string) => `Message ${room}`,
    send: "Send message",
    left: (count: number) => `${number.format(count)} characters left`,
    over: (count: number) => `${plural(count, "character", "characters")} too many`,
    writing: (names: string[]) =>
      `${joinNames(names)} ${names.length === 1 ? "is" : "are"} writing`,
    archived: "This room is archived. You can read it, and nobody can write.",
    muted: (until: string) => `You are muted here until ${until}.`,
    blocked: (name: string) => `You blocked ${name}. Unblock them to write.`,
    slow: (seconds: number) => `Slow mode: you can send in ${timeSpan(seconds)}.`,
    replyingTo: (name: string) => `Reply to ${name}`,
    inThread: "Reply in the thread",
    editing: "Edit message",
    cancelReply: "Do not reply",
    cancelEdit: "Do not edit",
    save: "Save changes",
    notSaved: (why: string) => `Your changes were not saved. ${why}`,
    editOffline: "You are offline. Save your changes when you are back.",
    offers: (count: number) => count === 1 ? "1 suggestion" : `${count} suggestions`,
    emoji: "Emoji",
  },

  link: {
    connecting: "Connecting",
    offline: "Offline.",
    waiting: (count: number) =>
      count === 1
        ? "1 message waits to be sent."
        : `${number.format(count)} messages wait to be sent.`,
    now: "Connect now",
    notPersisted: "Not kept on this device: do not reload until it is sent.",
  },

  thread: {
    title: "Thread",
    close: "Close thread",
    replies: (count: number) => plural(count, "reply", "replies"),
    fresh: "New",
    last: (time: string) => `Last ${time}`,
  },

  asks: {
    notify: "Be told of mentions and direct messages when you look elsewhere?",
    on: "Turn on",
    notNow: "Not now",
    newer: "A new version is here.",
    reload: "Reload",
    later: "Later",
  },

  session: {
    claimed: (name: string) => `You have an account now, ${name}.`,
    inviteSpent: "That invite has expired. Ask for a new one.",
  },

  troubles: {
    not_found: {
      title: "There is no such room",
      about: "It may have another address, or you may not be in it.",
    },
    forbidden: { title: "This room is closed to you", about: "Ask someone in it to let you in." },
    unreachable: {
      title: "The room could not be opened",
      about: "The server does not answer. Try again in a moment.",
    },
    removed: {
      title: "You were removed from this room",
      about:
        "Someone who looks after it took you out. Ask them if you think that it was a mistake.",
    },
    banned: {
      title: "You are banned from this room",
      about: "You can come back when someone who looks after it lifts the ban.",
    },
  } satisfies Record<Trouble, { title: string; about: string }>,
  home: "Go to your rooms",
  keys: {
    Mod: "Ctrl",
    Shift: "Shift",
    Alt: "Alt",
    Enter: "Enter",
    Esc: "Esc",
    Home: "Home",
    End: "End",
    Delete: "Del",
    Up: "Arrow up",
    Down: "Arrow down",
    Any: "A–Z",
  } as Record<string, string>,
  keysOnMac: { Mod: "⌘", Shift: "⇧", Alt: "⌥" } as Record<string, string>,

  errors: {
    unreachable: "The server does not answer. Try again in a moment.",
    wait: (seconds: number) => `Too many tries. Try again in ${timeSpan(seconds)}.`,
    nameEmpty: "Enter a name.",
    usernameEmpty: "Enter a user name.",
    passwordEmpty: "Enter a password.",
    passwordShort: (min: number) => `Use at least ${min} characters.`,
    fields: {
      username: "The user name",
      password: "The password",
      name: "The name",
      topic: "The topic",
    } as Record<string, string>,
    /** For reasons that these texts do not know. */
    codes: {} as Partial<Record<ErrorCode, string>>,
  },
};

/** A part of what English says, as every language has it: in words of its own. */
export type Translation<T> = T extends string ? string
  : T extends (...options: infer A) => string ? (...options: A) => string
  : T extends (...options: never[]) => unknown ? T
  : { [K in keyof T]: Translation<T[K]> };

/** What the page says from the first on. */
export type Core = Translation<typeof core>;

/** What English says, as far as it is loaded, and what the language chosen says in its place. */
const english: Core = { ...core };
let chosenStrings: Core = core;

/** What the page says, in the language chosen: to be read when something is said, never before. */
export const t: Core = { ...core };

/** Chooses what the page says; without anything, English. */
export function setLanguage(strings: Core = core): void {
  chosenStrings = strings;
  Object.assign(t, english, chosenStrings);
}

/** Adds what English says in a part of the page that has been loaded. */
export function addStrings(texts: object): void {
  Object.assign(english, texts);
  Object.assign(t, english, chosenStrings);
}
