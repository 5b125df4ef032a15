import { calm, type ConfirmationTexts, confirmationWith, danger } from "./confirmation_text.ts";

const ROLE_NAMES = {
  client: "an ordinary account",
  operator: "an operator",
  admin: "an admin",
} as const;

const ROLE_POWERS = {
  client: "They keep their rooms and lose what only operators and admins may do.",
  operator:
    "Operators can remove, ban and mute people, and delete messages, in every room they see.",
  admin: "Admins can do everything: rooms, accounts, sign-up and the audit log.",
} as const;

const texts: ConfirmationTexts = {
  leave: ({ name }) =>
    danger(
      `Leave ${name}?`,
      "You stop getting its messages. What you wrote stays.",
      "Leave room",
    ),
  hide: ({ name }) =>
    calm(
      `Hide the conversation with ${name}?`,
      "It comes back as soon as somebody writes in it, or when you write to them again.",
      "Hide",
    ),
  archive: ({ name }) =>
    danger(
      `Archive ${name}?`,
      "Its messages stay for everyone in it to read. Nobody can write until it is opened again.",
      "Archive room",
    ),
  deleteRoom: ({ name }) =>
    danger(
      `Delete ${name} for everyone?`,
      "All its messages and files are gone for good. Archive it instead if anybody may want to read them.",
      "Delete room",
    ),
  restore: ({ name }) =>
    calm(
      `Open ${name} again?`,
      "Everyone in it can write again.",
      "Open room",
    ),
  remove: ({ name, open, person }) =>
    danger(
      `Remove ${person.name} from ${name}?`,
      open
        ? "They leave at once. As the room is public, they can join again."
        : "They leave at once, and need a new invite to come back.",
      "Remove",
    ),
  ban: ({ name, person }) =>
    danger(
      `Ban ${person.name} from ${name}?`,
      "They leave at once, and cannot come back until the ban is lifted.",
      "Ban",
    ),
  member: ({ name, person, role }) =>
    role === "owner"
      ? calm(
        `Make ${person.name} an owner of ${name}?`,
        "Owners can change the room, invite and remove people, and make other owners.",
        "Make owner",
      )
      : danger(
        `Make ${person.name} a member of ${name}?`,
        "They stay in the room and lose the rights of an owner.",
        "Make member",
      ),
  block: ({ person }) =>
    danger(
      `Block ${person.name}?`,
      "You no longer see what they write, and neither of you can write to the other directly. They are not told.",
      "Block",
    ),
  delete: ({ mine }) =>
    danger(
      "Delete this message?",
      mine
        ? "It disappears for everyone."
        : "It disappears for everyone. The room is told that you deleted it.",
      "Delete message",
    ),
  role: ({ person, role }) =>
    calm(
      `Make ${person.name} ${ROLE_NAMES[role]}?`,
      ROLE_POWERS[role],
      `Make ${role === "client" ? "ordinary" : role}`,
    ),
  disable: ({ person }) =>
    danger(
      `Disable ${person.name}?`,
      "They are signed out everywhere and cannot sign in until you enable the account again.",
      "Disable account",
    ),
  erase: ({ person }) =>
    danger(
      `Delete the account of ${person.name}?`,
      "They are signed out, and the account is gone for good. Their messages stay, without their name.",
      "Delete account",
    ),
  relink: ({ person }) =>
    calm(
      `Make a password link for ${person.name}?`,
      "Whoever opens it can set a new password, once, within 24 hours. Earlier links stop working.",
      "Make link",
    ),
  endOthers: () =>
    danger(
      "Sign out all other devices?",
      "Only this device stays signed in.",
      "Sign out others",
    ),
};

/** How the user is asked before something is done. */
export const confirmationText = confirmationWith(texts);
