import { joinNames, number } from "../format/formatters.ts";

/** What is said about single messages. */
export const messages = {
  messages: {
    bar: (name: string) => `What to do with the message of ${name}`,
    react: "Add reaction",
    reactWith: (emoji: string) => `React with ${emoji}`,
    reply: "Reply",
    thread: "Reply in thread",
    more: "More",
    edited: "edited",
    editedAt: (at: string) => `Edited ${at}. Show earlier versions`,
    pinned: "Pinned",
    kept: "Saved",
    saved: "Saved. You find it under Saved messages.",
    forgotten: "Removed from your saved messages.",
    offline: "You are offline. Try again when you are connected.",
    isGone: "The message is gone.",
    quoteGone: "Message deleted",
    quoteOf: (name: string) => `Go to the message of ${name} that this answers`,
    refused: {
      react: "The reaction was not saved.",
      pin: "The pin was not changed.",
      delete: "The message was not deleted.",
    },
    /** As in “Ana, Bo and 3 others reacted with 👍”; `names` are the first of `count`. */
    reactedWith: (names: readonly string[], count: number, emoji: string) =>
      `${joinNames(names, count)} reacted with ${emoji}`,
    /** What a reaction says of itself; it begins with what is seen. */
    reaction: (emoji: string, count: string, who: string) => `${emoji} ${count}, ${who}`,
    reactions: "Reactions",
    you: "You",
    count: (count: number) => count > 999 ? "999+" : number.format(count),
  },
} as const;
