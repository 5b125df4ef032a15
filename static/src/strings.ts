import type { NoticeEvent } from "../../lib/protocol/lines.ts";
import type { Reason, Trouble } from "./state/state.ts";

const LANGUAGE = "en-GB";
const number = new Intl.NumberFormat(LANGUAGE);
const list = new Intl.ListFormat(LANGUAGE);
const weekday = new Intl.DateTimeFormat(LANGUAGE, { weekday: "long" });
const thisYear = new Intl.DateTimeFormat(LANGUAGE, {
  weekday: "long",
  day: "numeric",
  month: "long",
});
const otherYear = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "long" });

/** Everything that the page says, in English. */
export const t = {
  product: "Parley",
  skip: "Skip to messages",
  cancel: "Cancel",
  close: "Close",
  tryAgain: "Try again",

  welcome: {
    title: "Welcome to Parley",
    about: "A calm place to talk with the people you work with.",
    invited: (room: string) => `Choose a name to enter ${room}.`,
    name: "Your name",
    hint: "Others see it beside what you write.",
    enter: "Enter as a guest",
    reasons: {
      signed_out: "You are signed out. Enter a name to start again.",
      banned: "This account can no longer sign in here.",
      at_fault: "The connection could not go on. Enter again to continue.",
    } satisfies Record<Reason, string>,
  },

  rooms: {
    title: "Rooms",
    others: "Other rooms",
    create: "Create room",
    open: "Show rooms",
    close: "Hide rooms",
    none: "You are in no room yet.",
    unread: (count: number) => plural(count, "unread message", "unread messages"),
    count: (count: number) => count > 999 ? "999+" : String(count),
    members: (count: number) => plural(count, "member", "members"),
    leave: "Leave room",
    menu: "Room menu",
  },

  go: {
    title: "Go to a room",
    hint: "Name of the room",
    none: "No room has this in its name.",
    keys: "Ctrl K",
    keysOnMac: "⌘ K",
  },

  create: {
    title: "Create room",
    about: "Anyone here can find and join it.",
    name: "Room name",
    action: "Create room",
  },

  signOut: {
    title: "Sign out",
    about: (name: string) =>
      `You are here as a guest. Once signed out, you cannot come back as ${name}.`,
    action: "Sign out",
  },

  timeline: {
    label: (room: string) => `Messages in ${room}`,
    start: (room: string) => `This is the start of ${room}.`,
    empty: "No messages yet",
    emptyHint: "Say the first word.",
    loading: "Messages are loading",
    failed: "Older messages could not be loaded.",
    failedFirst: "The messages could not be loaded.",
    newest: "Jump to newest",
    newestCount: (count: number) => plural(count, "new message", "new messages"),
    unread: (count: number) => plural(count, "new message", "new messages"),
    today: "Today",
    yesterday: "Yesterday",
    pending: "Waiting to be sent",
    failedToSend: "Not sent.",
    discard: "Discard",
    heard: (name: string, content: string) => `${name}: ${content}`,
    told: (event: NoticeEvent["kind"], names: string[]) => {
      const who = several(names);
      return { created: `${who} created the room`, joined: `${who} joined`, left: `${who} left` }[
        event
      ];
    },
  },

  composer: {
    label: (room: string) => `Message ${room}`,
    send: "Send message",
    left: (count: number) => `${number.format(count)} characters left`,
    over: (count: number) => `${plural(count, "character", "characters")} too many`,
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
  } satisfies Record<Trouble, { title: string; about: string }>,
  home: "Go to your rooms",

  errors: {
    unreachable: "The server does not answer. Try again in a moment.",
    rate_limited: (seconds: number) =>
      `Too many tries. Wait ${plural(seconds, "second", "seconds")}.`,
    nameEmpty: "Enter a name.",
    nameLong: (max: number) => `A name has at most ${max} characters.`,
  },
} as const;

/** A local day, as a reader of today would call it. */
export function dayName(day: number, daysAgo: number, today: number): string {
  if (daysAgo === 0) return t.timeline.today;
  if (daysAgo === 1) return t.timeline.yesterday;
  if (daysAgo > 1 && daysAgo < 7) return weekday.format(day);
  const sameYear = new Date(day).getFullYear() === new Date(today).getFullYear();
  return (sameYear ? thisYear : otherYear).format(day);
}

/** Up to three names in full, then how many more. */
function several(names: string[]): string {
  if (names.length <= 3) return list.format(names);
  return list.format([...names.slice(0, 2), plural(names.length - 2, "other", "others")]);
}

function plural(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}
