import { plural, timeSpan } from "../format/formatters.ts";

/** What is said in dialogs, and of what was done there. */
export const dialogs = {
  create: {
    title: "Create room",
    name: "Room name",
    topic: "Topic",
    topicHint: "What it is for, in a few words.",
    kind: "Who can come in",
    public: "Public",
    private: "Private",
    privateHint: "Only those who are invited see it.",
    action: "Create room",
  },
  settings: {
    title: "Room settings",
    slow: "Slow mode",
    slowHint: "How long people wait between two messages. Owners and operators do not.",
    off: "Off",
    every: (seconds: number) => `One message every ${timeSpan(seconds)}`,
    archive: "Archive room",
    delete: "Delete room",
    restore: "Open room again",
  },
  invite: {
    title: (room: string) => `Invite to ${room}`,
    about: "Whoever has the link can come in.",
    expires: "Works for",
    uses: "For how many",
    anyone: "Any number",
    people: (count: number) => plural(count, "person", "people"),
    hours: (hours: number) => timeSpan(hours * 3_600),
    action: "Create link",
    link: "Invite link",
    qr: "Invite link as a QR code",
    live: "Links that work",
    none: "There is no link yet.",
    expiring: (when: string) => `Ends ${when}`,
    used: (used: number, uses: number | undefined) =>
      uses !== undefined
        ? `${used} of ${uses} used`
        : used === 0
        ? "not used yet"
        : `${plural(used, "person", "people")} came`,
    revoke: "End",
    revokeOne: (when: string) => `End the link that ends ${when}`,
  },
  passwordLink: {
    title: "Password link",
    about: (name: string) =>
      `Hand this to ${name} yourself. It works once, within 24 hours, and is not shown again.`,
    done: "Done",
  },
  signOut: {
    title: "Sign out",
    about: "What you wrote here and did not send is lost.",
    guest: (name: string) =>
      `You are here as a guest. Once signed out, you cannot come back as ${name}.`,
    action: "Sign out",
  },
  done: {
    muted: (name: string, minutes: number) => `${name} is muted for ${timeSpan(minutes * 60)}.`,
    unmuted: (name: string) => `${name} can write again.`,
    blocked: (name: string) => `${name} is blocked.`,
    endedOthers: "All other devices are signed out.",
  },
};
