import type { PresenceStatus } from "../../../lib/protocol/model.ts";
import type { EmojiBook } from "../emoji/emoji.ts";
import type { SlashCommand } from "./slash_commands.ts";

/** How many offers stand in the list at once. */
export const SUGGESTIONS_MAX = 8;

/** Something that completes what one writes. */
export type Suggestion =
  /** `here` for everyone who is online. */
  | {
    kind: "person";
    id: string;
    name: string;
    guest?: boolean;
    presence: PresenceStatus | undefined;
  }
  | { kind: "emoji"; name: string; emoji: string }
  | { kind: "command"; name: SlashCommand };

/** What a word that one writes may become. */
export interface SuggestionList {
  /** Where it is written: a room, or a thread as `room/seq`. */
  key: string;
  /** The word in the text, from its sign on; UTF-16 units. */
  from: number;
  to: number;
  query: string;
  items: readonly Suggestion[];
  /** The offer that Enter takes. */
  activeIndex: number;
}

/** What the picker of emoji shows. */
export interface EmojiPickerState {
  query: string;
  /** Which group is shown: `""` is that of the recent ones, and without one it is the first. */
  group: string | undefined;
  /** A skin tone from 1 (light) to 5 (dark); 0 is none. */
  tone: number;
  /** Those chosen last, the latest first. */
  recent: readonly string[];
}

/** What is around the fields that one writes in. */
export interface ComposerState {
  suggestions: SuggestionList | undefined;
  /** A quiet line about what was written there, until one goes on. */
  remark: { key: string; text: string } | undefined;
  picker: EmojiPickerState;
  /** Absent until somebody wanted one. */
  emoji: EmojiBook | undefined;
  emojiFailed: boolean;
}

export type ComposerChange =
  | { type: "suggestions"; suggestions: SuggestionList | undefined }
  | { type: "remark"; remark: ComposerState["remark"] }
  | { type: "emoji"; emoji: EmojiBook | undefined; failed: boolean }
  | { type: "picker"; picker: Partial<EmojiPickerState> };

export const EMPTY_COMPOSER: ComposerState = {
  suggestions: undefined,
  remark: undefined,
  picker: { query: "", group: "", tone: 0, recent: [] },
  emoji: undefined,
  emojiFailed: false,
};

export function reduceComposer(writing: ComposerState, action: ComposerChange): ComposerState {
  switch (action.type) {
    case "suggestions":
      return { ...writing, suggestions: action.suggestions };
    case "remark":
      return { ...writing, remark: action.remark };
    case "emoji":
      return { ...writing, emoji: action.emoji, emojiFailed: action.failed };
    case "picker":
      return { ...writing, picker: { ...writing.picker, ...action.picker } };
  }
}
