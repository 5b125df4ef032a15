/** What a person does to the line that they type. */
export type EditCommand =
  | "enter"
  | "tab"
  | "left"
  | "right"
  | "word left"
  | "word right"
  | "home"
  | "end"
  | "up"
  | "down"
  | "erase"
  | "erase right"
  | "erase word"
  | "erase to start"
  | "erase to end"
  | "clear"
  | "stop"
  | "end of input";

/** A key, or text that was typed or pasted. */
export type Key = { command: EditCommand } | { text: string };

/** How terminals say keys, apart from letters (xterm's control sequences, and GNU Readline's letters). */
const COMMAND_OF_SEQUENCE = new Map<string, EditCommand | "newline">([
  ["\r", "enter"],
  ["\n", "enter"],
  ["\t", "tab"],
  ["\x1b[D", "left"],
  ["\x1bOD", "left"],
  ["\x02", "left"],
  ["\x1b[C", "right"],
  ["\x1bOC", "right"],
  ["\x06", "right"],
  ["\x1b[1;5D", "word left"],
  ["\x1b[1;3D", "word left"],
  ["\x1bb", "word left"],
  ["\x1b[1;5C", "word right"],
  ["\x1b[1;3C", "word right"],
  ["\x1bf", "word right"],
  ["\x1b[H", "home"],
  ["\x1bOH", "home"],
  ["\x1b[1~", "home"],
  ["\x01", "home"],
  ["\x1b[F", "end"],
  ["\x1bOF", "end"],
  ["\x1b[4~", "end"],
  ["\x05", "end"],
  ["\x1b[A", "up"],
  ["\x1bOA", "up"],
  ["\x10", "up"],
  ["\x1b[B", "down"],
  ["\x1bOB", "down"],
  ["\x0e", "down"],
  ["\x7f", "erase"],
  ["\b", "erase"],
  ["\x1b[3~", "erase right"],
  ["\x17", "erase word"],
  ["\x1b\x7f", "erase word"],
  ["\x15", "erase to start"],
  ["\x0b", "erase to end"],
  ["\x0c", "clear"],
  ["\x03", "stop"],
  ["\x04", "end of input"],
  ["\x1b\r", "newline"],
  ["\x1b\n", "newline"],
]);

const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";

const KEY_TOKEN =
  // deno-lint-ignore no-control-regex
  /^(?:\x1b\[[ -?]*[^ -?]|\x1bO.|\x1b[^[O\x1b]|\x1b(?=\x1b)|[^\x00-\x1f\x7f]+|[^\x1b])/su;

/** Reads keys out of what a terminal sends; a key may come in pieces. */
export function createKeyDecoder(): (chunk: string) => Key[] {
  let buffer = "";

  function nextKey(): Key | undefined | "more" {
    if (buffer.startsWith(PASTE_START)) {
      const end = buffer.indexOf(PASTE_END);
      if (end < 0) return "more";
      const text = buffer.slice(PASTE_START.length, end);
      buffer = buffer.slice(end + PASTE_END.length);
      return { text: cleanPaste(text) };
    }
    const token = buffer.match(KEY_TOKEN)?.[0];
    if (token === undefined) return "more";
    buffer = buffer.slice(token.length);
    const command = COMMAND_OF_SEQUENCE.get(token);
    if (command === "newline") return { text: "\n" };
    if (command) return { command };
    // deno-lint-ignore no-control-regex
    return /^[^\x00-\x1f\x7f]/.test(token) ? { text: token } : undefined;
  }

  return (chunk) => {
    buffer += chunk;
    const keys: Key[] = [];
    while (buffer !== "") {
      const key = nextKey();
      if (key === "more") break;
      if (key) keys.push(key);
    }
    return keys;
  };
}

/** Lines stay lines and tabs stay tabs; nobody means to paste other control characters. */
function cleanPaste(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "").replace(/\n+$/, "");
}
