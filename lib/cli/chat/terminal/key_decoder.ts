/** What a person does to the line that they type. */
export type Deed =
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
export type Key = { deed: Deed } | { text: string };

/** How terminals say keys, apart from letters (xterm's control sequences, and GNU Readline's letters). */
const KEYS = new Map<string, Deed | "newline">([
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

const PASTE = "\x1b[200~";
const PASTED = "\x1b[201~";

const TOKEN =
  // deno-lint-ignore no-control-regex
  /^(?:\x1b\[[ -?]*[^ -?]|\x1bO.|\x1b[^[O\x1b]|\x1b(?=\x1b)|[^\x00-\x1f\x7f]+|[^\x1b])/su;

/** Reads keys out of what a terminal sends; a key may come in pieces. */
export function createKeys(): (chunk: string) => Key[] {
  let rest = "";

  function next(): Key | undefined | "more" {
    if (rest.startsWith(PASTE)) {
      const end = rest.indexOf(PASTED);
      if (end < 0) return "more";
      const text = rest.slice(PASTE.length, end);
      rest = rest.slice(end + PASTED.length);
      return { text: cleaned(text) };
    }
    const token = rest.match(TOKEN)?.[0];
    if (token === undefined) return "more";
    rest = rest.slice(token.length);
    const known = KEYS.get(token);
    if (known === "newline") return { text: "\n" };
    if (known) return { deed: known };
    // deno-lint-ignore no-control-regex
    return /^[^\x00-\x1f\x7f]/.test(token) ? { text: token } : undefined;
  }

  return (chunk) => {
    rest += chunk;
    const keys: Key[] = [];
    while (rest !== "") {
      const key = next();
      if (key === "more") break;
      if (key) keys.push(key);
    }
    return keys;
  };
}

/** Lines stay lines and tabs stay tabs; nobody means to paste other control characters. */
function cleaned(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\r\n?/g, "\n").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "").replace(/\n+$/, "");
}
