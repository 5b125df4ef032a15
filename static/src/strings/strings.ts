import type { Presence } from "../../../lib/protocol/lines.ts";
import type { Reason, Trouble } from "../state/state.ts";
import { forms } from "./forms.ts";
import { places } from "./places.ts";
import { fromNow, number, plural, several, span } from "./words.ts";

/** Everything that the page says, in English. */
export const t = {
  product: "Parley",
  skip: "Skip to messages",
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  copy: "Copy",
  copied: "Copied.",
  notCopied: "Press Ctrl C to copy it.",
  tryAgain: "Try again",
  showMore: "Show more",
  loading: "Loading",
  failed: "This could not be loaded.",
  ...forms,
  ...places,

  sections: {
    rooms: "Rooms",
    direct: "Direct messages",
    browse: "Browse rooms",
    people: "People",
    write: "Write to someone",
    me: "Profile and more",
  },

  rooms: {
    title: "Rooms",
    create: "Create room",
    open: "Show rooms",
    close: "Hide rooms",
    none: "You are in no room yet.",
    unread: (count: number) => plural(count, "unread message", "unread messages"),
    count: (count: number) => count > 999 ? "999+" : String(count),
    members: (count: number) => plural(count, "member", "members"),
    online: (count: number, all: number) =>
      `${number.format(Math.min(count, all))} of ${number.format(all)} online`,
    private: "Private room",
    public: "Public room",
    archived: "Archived",
  },

  presence: { online: "Online", away: "Away", offline: "Offline" } satisfies Record<
    Presence,
    string
  >,
  lastSeen: (at: number, now: number) => `Last seen ${fromNow(at, now)}`,
  you: "You",
  guest: "Guest",
  roles: { client: "", operator: "Operator", admin: "Admin", owner: "Owner", member: "" },

  go: {
    title: "Go to a room",
    hint: "Name of the room",
    none: "No room has this in its name.",
    keys: "Ctrl K",
    keysOnMac: "⌘ K",
  },

  timeline: {
    label: (room: string) => `Messages in ${room}`,
    start: (room: string) => `This is the start of ${room}.`,
    startDirect: (names: string[]) =>
      `Only ${several(["you", ...names], names.length + 1, 9)} see what is written here.`,
    empty: "No messages yet",
    emptyHint: "Say the first word.",
    emptyForGood: "Nothing was said here.",
    loading: "Messages are loading",
    failed: "Older messages could not be loaded.",
    failedFirst: "The messages could not be loaded.",
    newest: "Jump to newest",
    newestCount: (count: number) => plural(count, "new message", "new messages"),
    unread: (count: number) => plural(count, "new message", "new messages"),
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
    heard: (name: string, content: string) => `${name}: ${content}`,
    delete: "Delete message",
    copy: "Copy text",
  },

  composer: {
    label: (room: string) => `Message ${room}`,
    send: "Send message",
    left: (count: number) => `${number.format(count)} characters left`,
    over: (count: number) => `${plural(count, "character", "characters")} too many`,
    writing: (names: string[]) => `${several(names)} ${names.length === 1 ? "is" : "are"} writing`,
    archived: "This room is archived. You can read it, and nobody can write.",
    muted: (until: string) => `You are muted here until ${until}.`,
    blocked: (name: string) => `You blocked ${name}. Unblock them to write.`,
    slow: (seconds: number) => `Slow mode: you can send in ${span(seconds)}.`,
  },

  link: {
    connecting: "Connecting",
    offline: "Offline.",
    waiting: (count: number) =>
      count === 1
        ? "1 message waits to be sent."
        : `${number.format(count)} messages wait to be sent.`,
    now: "Connect now",
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

  reasons: {
    signed_out: "You are signed out.",
    banned: "This account can no longer sign in here.",
    at_fault: "The connection could not go on. Come in again to continue.",
    reset: "Your new password is set. Sign in with it.",
  } satisfies Record<Reason, string>,

  done: {
    muted: (name: string, minutes: number) => `${name} is muted for ${span(minutes * 60)}.`,
    unmuted: (name: string) => `${name} can write again.`,
    blocked: (name: string) => `${name} is blocked.`,
    endedOthers: "All other devices are signed out.",
    notDeleted: "The message could not be deleted.",
  },

  errors: {
    unreachable: "The server does not answer. Try again in a moment.",
    wait: (seconds: number) => `Too many tries. Try again in ${span(seconds)}.`,
    nameEmpty: "Enter a name.",
    nameLong: (max: number) => `A name has at most ${max} characters.`,
    usernameEmpty: "Enter a user name.",
    passwordEmpty: "Enter a password.",
    passwordShort: (min: number) => `Use at least ${min} characters.`,
    fields: {
      username: "The user name",
      password: "The password",
      name: "The name",
      topic: "The topic",
    } as Record<
      string,
      string
    >,
  },
} as const;
