import type { Confirmation } from "../../state/dialogs.ts";
import { plural } from "../format/formatters.ts";

/** How one is asked before something is done. */
export interface ConfirmationText {
  title: string;
  about: string;
  action: string;
  /** Whether it takes something away. */
  danger: boolean;
}

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

export function confirmationText(confirmation: Confirmation): ConfirmationText {
  const danger = (title: string, options: string, action: string) => ({
    title,
    about: options,
    action,
    danger: true,
  });
  const calm = (title: string, options: string, action: string) => ({
    ...danger(title, options, action),
    danger: false,
  });
  switch (confirmation.kind) {
    case "leave":
      return danger(
        `Leave ${confirmation.name}?`,
        "You stop getting its messages. What you wrote stays.",
        "Leave room",
      );
    case "hide":
      return calm(
        `Hide the conversation with ${confirmation.name}?`,
        "It comes back as soon as somebody writes in it, or when you write to them again.",
        "Hide",
      );
    case "archive":
      return danger(
        `Archive ${confirmation.name}?`,
        "Its messages stay for everyone in it to read. Nobody can write until it is opened again.",
        "Archive room",
      );
    case "deleteRoom":
      return danger(
        `Delete ${confirmation.name} for everyone?`,
        "All its messages and files are gone for good. Archive it instead if anybody may want to read them.",
        "Delete room",
      );
    case "restore":
      return calm(
        `Open ${confirmation.name} again?`,
        "Everyone in it can write again.",
        "Open room",
      );
    case "remove":
      return danger(
        `Remove ${confirmation.person.name} from ${confirmation.name}?`,
        confirmation.open
          ? "They leave at once. As the room is public, they can join again."
          : "They leave at once, and need a new invite to come back.",
        "Remove",
      );
    case "ban":
      return danger(
        `Ban ${confirmation.person.name} from ${confirmation.name}?`,
        "They leave at once, and cannot come back until the ban is lifted.",
        "Ban",
      );
    case "member":
      return confirmation.role === "owner"
        ? calm(
          `Make ${confirmation.person.name} an owner of ${confirmation.name}?`,
          "Owners can change the room, invite and remove people, and make other owners.",
          "Make owner",
        )
        : danger(
          `Make ${confirmation.person.name} a member of ${confirmation.name}?`,
          "They stay in the room and lose the rights of an owner.",
          "Make member",
        );
    case "block":
      return danger(
        `Block ${confirmation.person.name}?`,
        "You no longer see what they write, and neither of you can write to the other directly. They are not told.",
        "Block",
      );
    case "delete":
      return danger(
        "Delete this message?",
        confirmation.mine
          ? "It disappears for everyone."
          : "It disappears for everyone. The room is told that you deleted it.",
        "Delete message",
      );
    case "role":
      return calm(
        `Make ${confirmation.person.name} ${ROLE_NAMES[confirmation.role]}?`,
        ROLE_POWERS[confirmation.role],
        `Make ${confirmation.role === "client" ? "ordinary" : confirmation.role}`,
      );
    case "disable":
      return danger(
        `Disable ${confirmation.person.name}?`,
        "They are signed out everywhere and cannot sign in until you enable the account again.",
        "Disable account",
      );
    case "erase":
      return danger(
        `Delete the account of ${confirmation.person.name}?`,
        "They are signed out, and the account is gone for good. Their messages stay, without their name.",
        "Delete account",
      );
    case "relink":
      return calm(
        `Make a password link for ${confirmation.person.name}?`,
        "Whoever opens it can set a new password, once, within 24 hours. Earlier links stop working.",
        "Make link",
      );
    case "endOthers":
      return danger(
        "Sign out all other devices?",
        "Only this device stays signed in.",
        "Sign out others",
      );
  }
}

/** What one can do to a message, and what became of it. */
export const messageActions = {
  quick: "React",
  edit: "Edit message",
  copyText: "Copy text",
  deleteMessage: "Delete message",
  copyLink: "Copy link",
  pin: "Pin to the room",
  unpin: "Unpin",
  keep: "Save for later",
  forget: "Remove from saved",
  history: "Show earlier versions",
  who: "Show who reacted",
  reactors: (count: number) => plural(count, "person", "people"),
  others: (count: number) => `and ${plural(count, "other", "others")}`,
  versions: "Earlier versions",
  noVersions: "There are no earlier versions.",
  now: "Now",
  /** Keys on a message that has the focus, for the sheet of shortcuts. */
  keys: [
    ["R", "Reply"],
    ["E", "Edit your message"],
    ["+", "Add reaction"],
    ["S", "Save for later, or remove"],
    ["Delete", "Delete message"],
    ["Enter", "Open the menu of the message"],
  ],
} as const;
