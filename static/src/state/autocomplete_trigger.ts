/** A word that may be completed: its sign, where that is, and what was written after it. */
export interface AutocompleteTrigger {
  sign: "@" | ":" | "/";
  from: number;
  query: string;
}

/** Characters of a name that one writes before it is found. */
const TRIGGER_MAX_CHARACTERS = 40;

const COMMAND_TRIGGER = /^\/([a-z]*)$/i;
const PERSON_TRIGGER = /(?<![\p{L}\p{N}])@((?:[^\s@][^@\n]*)?)$/u;
const EMOJI_TRIGGER = /(?<![^\s(])(:)([a-z0-9_+-]{2,})$/i;

/** The word before the caret, if it is one to complete. */
export function triggerAt(text: string, caret: number): AutocompleteTrigger | undefined {
  const before = text.slice(0, caret);
  const command = COMMAND_TRIGGER.exec(before);
  if (command) return { sign: "/", from: 0, query: command[1]!.toLowerCase() };
  const near = before.slice(-TRIGGER_MAX_CHARACTERS);
  const emoji = EMOJI_TRIGGER.exec(near);
  const from = (match: RegExpExecArray) => before.length - match[0].length;
  if (emoji) return { sign: ":", from: from(emoji), query: emoji[2]!.toLowerCase() };
  const person = PERSON_TRIGGER.exec(near);
  // Whoever has ended a name goes on with the sentence.
  if (!person || /\s$/.test(person[1]!) || person[1]!.split(/\s+/).length > 3) return undefined;
  return { sign: "@", from: from(person), query: person[1]! };
}
