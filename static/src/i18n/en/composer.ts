import type { SlashCommand } from "../../state/slash_commands.ts";

/** What is said around what one writes. */
export const writing = {
  unknown: (name: string) => `There is no command /${name}. Write /help to see all.`,
  notAllowed: (name: string) => `You may not use /${name} here.`,
  nobody: (name: string) => `Nobody here is called ${name}.`,
  needs: {
    me: "Write what you do after /me.",
    topic: "Write the topic after /topic.",
    mute: "Write whom to mute after /mute, as in /mute @Ana 10.",
  },
  commands: {
    topic: { use: "text", about: "Set what the room is for" },
    invite: { use: "", about: "Make a link into this room" },
    mute: { use: "@name minutes", about: "Keep someone from writing" },
    me: { use: "text", about: "Say what you do" },
    shrug: { use: "text", about: "Add ¯\\_(ツ)_/¯" },
    help: { use: "", about: "See all commands and signs" },
  } satisfies Record<SlashCommand, { use: string; about: string }>,

  offers: { person: "People", emoji: "Emoji", command: "Commands" },
  here: "Everyone who is online",

  emoji: {
    title: "Choose an emoji",
    search: "Search emoji",
    found: "Found",
    recent: "Recent",
    none: "No emoji has this name.",
    failed: "The emoji could not be loaded.",
    tone: "Skin tone",
    tones: ["No skin tone", "Light", "Medium light", "Medium", "Medium dark", "Dark"],
    groups: {
      "Smileys & Emotion": "Smileys",
      "People & Body": "People",
      "Animals & Nature": "Animals and nature",
      "Food & Drink": "Food and drink",
      "Travel & Places": "Travel and places",
      Activities: "Activities",
      Objects: "Objects",
      Symbols: "Symbols",
      Flags: "Flags",
    } as Record<string, string>,
  },

  help: {
    title: "Writing messages",
    commands: "Commands",
    signs: "Signs",
    slash: "Write // to begin a message with a slash.",
    samples: {
      bold: "bold",
      italic: "italic",
      strike: "struck out",
      code: "code",
      quote: "quote",
      list: "list",
      link: "link",
    },
  },
} as const;
