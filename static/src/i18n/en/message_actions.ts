import { plural } from "../format/formatters.ts";

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
