import { plural, span } from "./words.ts";

/** What is said where people come in, and in dialogs. */
export const forms = {
  fields: {
    name: "Your name",
    nameHint: "Others see it beside what you write.",
    username: "User name",
    usernameHint: "You sign in with it. Letters a to z, digits, dots, dashes and underscores.",
    password: "Password",
    passwordHint: "At least 8 characters. Three words of your own are good.",
    newPassword: "New password",
    currentPassword: "Current password",
    optional: (label: string) => `${label} (optional)`,
  },

  welcome: {
    title: "Welcome to Parley",
    about: "A calm place to talk with the people you work with.",
    invited: (room: string) => `Choose a name to enter ${room}.`,
    enter: "Enter as a guest",
    signIn: "Sign in",
    signUp: "Create an account",
    or: "or",
    new: "This server is new. To become its admin, open the link that it printed when it started.",
  },
  signIn: {
    title: "Sign in",
    about: "Good to have you back.",
    action: "Sign in",
    forgotten: "Password forgotten? Ask an admin for a link.",
    none: "No account yet?",
  },
  signUp: {
    title: "Create an account",
    about: "So that you can come back, from any device.",
    keep: "You keep your messages and rooms, and can come back from any device.",
    action: "Create account",
    have: "You have an account?",
    guest: "Or stay as you are:",
    byInvite: "Here one signs up by invitation. Open the link that you were given.",
    closed: "New accounts are made by the admins here.",
  },
  setUp: {
    title: "Set up Parley",
    about: "You will be its admin. Everyone else comes after you.",
    action: "Set up Parley",
    done: "Parley is set up",
    doneAbout: "This link has done its work. Sign in to continue.",
    missing: "This page needs the whole link that the server printed.",
  },
  reset: {
    title: "Set a new password",
    about: "You will be signed out everywhere else.",
    action: "Set password",
    missing: "This page needs the whole link that you were given.",
  },
  join: {
    title: (room: string) => `Join ${room}`,
    invited: "You are invited to",
    as: (name: string) => `You join as ${name}.`,
    action: "Join room",
    missing: "This invite does not work",
    missingAbout: "It has expired, was used up, or is not the whole link. Ask for a new one.",
    spent: "That invite has expired. Ask for a new one.",
  },

  create: {
    title: "Create room",
    name: "Room name",
    topic: "Topic",
    topicHint: "What it is for, in a few words.",
    kind: "Who can come in",
    public: "Public",
    publicHint: "Anyone here can find and join it.",
    private: "Private",
    privateHint: "Only those who are invited see it.",
    action: "Create room",
  },
  settings: {
    title: "Room settings",
    slow: "Slow mode",
    slowHint: "How long people wait between two messages. Owners and operators do not.",
    off: "Off",
    every: (seconds: number) => `One message every ${span(seconds)}`,
    archive: "Archive room",
    restore: "Open room again",
  },
  invite: {
    title: (room: string) => `Invite to ${room}`,
    about: "Whoever has the link can come in.",
    expires: "Works for",
    uses: "For how many",
    anyone: "Any number",
    people: (count: number) => plural(count, "person", "people"),
    hours: (hours: number) => span(hours * 3_600),
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
} as const;
