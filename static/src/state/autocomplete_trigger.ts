/** A word that may be completed: its sign, where that is, and what was written after it. */
export interface Trigger {
  sign: "@" | ":" | "/";
  from: number;
  query: string;
}

/** Characters of a name that one writes before it is found. */
const LONGEST = 40;

const COMMAND = /^\/([a-z]*)$/i;
const PERSON = /(?<![\p{L}\p{N}])@((?:[^\s@][^@\n]*)?)$/u;
const EMOJI = /(?<![^\s(])(:)([a-z0-9_+-]{2,})$/i;

/** The word before the caret, if it is one to complete. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { sign: "/", from: 0, query: command[1]!.toLowerCase() };
  const near = before.slice(-LONGEST);
  const emoji = EMOJI.exec(near);
  const from = (match: RegExpExecArray) => before.length - match[0].length;
  if (emoji) return { sign: ":", from: from(emoji), query: emoji[2]!.toLowerCase() };
  const person = PERSON.exec(near);
  // Whoever has ended a name goes on with the sentence.
  if (!person || /\s$/.test(person[1]!) || person[1]!.split(/\s+/).length > 3) return undefined;
  return { sign: "@", from: from(person), query: person[1]! };
}
