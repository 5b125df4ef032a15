import { createKeys, type Deed } from "./key_decoder.ts";
import { edit, EMPTY, insert, type Line } from "./line_buffer.ts";
import { plain } from "./escape_terminal.ts";
import { createRecall } from "./input_history.ts";
import { rowOf } from "./input_viewport.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./text_width.ts";

/** What Tab found: the line as far as it is clear, and what there is to choose from. */
export interface Completion {
  line: Line;
  choices: string[];
}

export interface PromptOptions {
  terminal: Terminal;
  /** Gets every line that is entered. */
  onLine(text: string): void;
  /** Called for Ctrl-C, and for Ctrl-D in an empty line. */
  onStop(): void;
  /** Called when the line has changed under a person's hands. */
  onTyping?(text: string): void;
  complete?(line: Line): Completion;
}

/** The line that one types, at the bottom of a transcript that grows above it. */
export interface Prompt {
  /** Prints lines, safe ones, above the line that is typed, which stays as it is. */
  print(text: string): void;
  /** Says what stands before the line. */
  show(prompt: string): void;
  /** Asks for one line instead; a secret one is not to be seen. */
  ask(question: string, options?: { isSecret?: boolean }): Promise<string>;
  /** Puts a text into the line, to be changed and entered. */
  offer(text: string): void;
  /** Keeps a text for the arrow keys. */
  remember(text: string): void;
  /** Takes the line off the screen and gives the terminal back as it was. */
  close(): Promise<void>;
}

const CLEAR = "\r\x1b[J";
const BRACKETED_PASTE = { on: "\x1b[?2004h", off: "\x1b[?2004l" };
const SAVE = "\x1b7";
const RESTORE = "\x1b8";

/** Opens a prompt at a terminal. Nothing else may write to it or read from it until it is closed. */
export function openPrompt(options: PromptOptions): Prompt {
  const { terminal, onLine, onStop, onTyping = () => {} } = options;
  const keys = createKeys();
  const recall = createRecall();
  let prompt = "";
  let asked: { question: string; isSecret: boolean; answer(text: string): void } | undefined;
  let line = EMPTY;
  let start = 0;
  let isOpen = true;

  function draw(): void {
    const shown = asked?.isSecret ? EMPTY : line;
    const row = rowOf(asked?.question ?? prompt, shown, terminal.columns(), start);
    start = row.start;
    // Saved and restored, the cursor is right even where a terminal's idea of widths is another.
    terminal.write(CLEAR + row.prompt + row.before + SAVE + row.after + RESTORE);
  }

  function set(next: Line): void {
    line = next;
    draw();
  }

  function replace(text: string | undefined): void {
    if (text !== undefined) set({ text, at: text.length });
  }

  function enter(): void {
    const { text } = line;
    line = EMPTY;
    if (asked) {
      const { question, isSecret, answer } = asked;
      asked = undefined;
      print(question + (isSecret ? "" : plain(text)));
      return answer(text);
    }
    if (text.trim() !== "") recall.add(text);
    draw();
    onLine(text);
  }

  function complete(): void {
    const found = asked ? undefined : options.complete?.(line);
    if (!found) return;
    line = found.line;
    if (found.choices.length > 1) print(listOf(found.choices));
    else draw();
  }

  function listOf(choices: string[]): string {
    const rows = wrap(choices.map(plain).join("  "), terminal.columns() - 2);
    return rows.map((row) => `  ${row}`).join("\n");
  }

  function act(deed: Deed): void {
    switch (deed) {
      case "enter":
        return enter();
      case "tab":
        return complete();
      case "stop":
        return onStop();
      case "end of input":
        return line.text === "" ? onStop() : set(edit(line, "erase right"));
      case "up":
        return asked ? undefined : replace(recall.up(line.text));
      case "down":
        return asked ? undefined : replace(recall.down(line.text));
      case "clear":
        terminal.write("\x1b[H\x1b[2J");
        return draw();
      default:
        return set(edit(line, deed));
    }
  }

  async function listen(): Promise<void> {
    for await (const chunk of terminal.read()) {
      for (const key of keys(chunk)) {
        if (!isOpen) return;
        const { text } = line;
        if ("deed" in key) act(key.deed);
        else set(insert(line, key.text));
        if (line.text !== text && !asked) onTyping(line.text);
      }
    }
    // The terminal is gone.
    if (isOpen) onStop();
  }

  function print(text: string): void {
    terminal.write(`${CLEAR}${text}\n`);
    if (isOpen) draw();
  }

  terminal.raw(true);
  terminal.write(BRACKETED_PASTE.on);
  const endResize = terminal.onResize(draw);
  listen().catch(() => isOpen && onStop());

  return {
    print,
    show(next) {
      if (prompt === next) return;
      prompt = next;
      draw();
    },
    ask: (question, { isSecret = false } = {}) =>
      new Promise((answer) => {
        asked = { question, isSecret, answer };
        draw();
      }),
    offer: replace,
    remember: recall.add,
    async close() {
      if (!isOpen) return;
      isOpen = false;
      endResize();
      terminal.write(CLEAR + BRACKETED_PASTE.off);
      await terminal.flush();
      terminal.raw(false);
    },
  };
}
