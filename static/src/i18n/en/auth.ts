import type { SignedOutReason } from "../../state/state.ts";

/** What is said where people come in. */
export const authTexts = {
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
    new: "This server is new. To become its admin, open its set-up link: the terminal " +
      "that started it shows one, or `deno task account setup` prints one.",
  },
  signIn: {
    about: "Good to have you back.",
    action: "Sign in",
    forgotten: "Password forgotten? Ask an admin for a link.",
    none: "No account yet?",
  },
  signUp: {
    about: "So that you can come back, from any device.",
    keep: "You keep your messages and rooms, and can come back from any device.",
    action: "Create account",
    have: "You have an account?",
    guest: "Or stay as you are:",
    byInvite: "Here one signs up by invitation. Open the link that you were given.",
    closed: "New accounts are made by the admins here.",
  },
  reset: {
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
  },

  reasons: {
    signed_out: "You are signed out.",
    banned: "This account can no longer sign in here.",
    at_fault: "The connection could not go on. Come in again to continue.",
    reset: "Your new password is set. Sign in with it.",
  } satisfies Record<SignedOutReason, string>,
};
