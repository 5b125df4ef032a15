import { createKeyDecoder, type EditCommand } from "./key_decoder.ts";
import { applyEdit, EMPTY_LINE, insertText, type LineBuffer } from "./line_buffer.ts";
import { escapeLine } from "./escape_terminal.ts";
import { createInputHistory } from "./input_history.ts";
import { computeViewport } from "./input_viewport.ts";
import type { Terminal } from "./terminal.ts";
import { wrapLine } from "./text_width.ts";

/** What Tab found: the line as far as it is clear, and what there is to choose from. */
export interface Completion {
  line: LineBuffer;
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
  complete?(line: LineBuffer): Completion;
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
  replaceInput(text: string): void;
  /** Keeps a text for the arrow keys. */
  remember(text: string): void;
  /** Takes the line off the screen and gives the terminal back as it was. */
  close(): Promise<void>;
}

const CLEAR_LINE = "\r\x1b[J";
const BRACKETED_PASTE_MODE = { on: "\x1b[?2004h", off: "\x1b[?2004l" };
const SAVE_CURSOR = "\x1b7";
const RESTORE_CURSOR = "\x1b8";

/** Opens a prompt at a terminal. Nothing else may write to it or read from it until it is closed. */
export function openPrompt(options: PromptOptions): Prompt {
  const { terminal, onLine, onStop, onTyping = () => {} } = options;
  const decodeKeys = createKeyDecoder();
  const history = createInputHistory();
  let prompt = "";
  let pendingQuestion:
    | { question: string; isSecret: boolean; answer(text: string): void }
    | undefined;
  let line = EMPTY_LINE;
  let start = 0;
  let isOpen = true;

  function redraw(): void {
    const shown = pendingQuestion?.isSecret ? EMPTY_LINE : line;
    const row = computeViewport(
      pendingQuestion?.question ?? prompt,
      shown,
      terminal.columns(),
      start,
    );
    start = row.start;
    // Saved and restored, the cursor is right even where a terminal's idea of widths is another.
    terminal.write(CLEAR_LINE + row.prompt + row.before + SAVE_CURSOR + row.after + RESTORE_CURSOR);
  }

  function setLine(next: LineBuffer): void {
    line = next;
    redraw();
  }

  function replaceText(text: string | undefined): void {
    if (text !== undefined) setLine({ text, at: text.length });
  }

  function enter(): void {
    const { text } = line;
    line = EMPTY_LINE;
    if (pendingQuestion) {
      const { question, isSecret, answer } = pendingQuestion;
      pendingQuestion = undefined;
      print(question + (isSecret ? "" : escapeLine(text)));
      return answer(text);
    }
    if (text.trim() !== "") history.add(text);
    redraw();
    onLine(text);
  }

  function completeInput(): void {
    const completion = pendingQuestion ? undefined : options.complete?.(line);
    if (!completion) return;
    line = completion.line;
    if (completion.choices.length > 1) print(formatChoices(completion.choices));
    else redraw();
  }

  function formatChoices(choices: string[]): string {
    const rows = wrapLine(choices.map(escapeLine).join("  "), terminal.columns() - 2);
    return rows.map((row) => `  ${row}`).join("\n");
  }

  function runCommand(command: EditCommand): void {
    switch (command) {
      case "enter":
        return enter();
      case "tab":
        return completeInput();
      case "stop":
        return onStop();
      case "end of input":
        return line.text === "" ? onStop() : setLine(applyEdit(line, "erase right"));
      case "up":
        return pendingQuestion ? undefined : replaceText(history.previous(line.text));
      case "down":
        return pendingQuestion ? undefined : replaceText(history.next(line.text));
      case "clear":
        terminal.write("\x1b[H\x1b[2J");
        return redraw();
      default:
        return setLine(applyEdit(line, command));
    }
  }

  async function readKeys(): Promise<void> {
    for await (const chunk of terminal.read()) {
      for (const key of decodeKeys(chunk)) {
        if (!isOpen) return;
        const { text } = line;
        if ("command" in key) runCommand(key.command);
        else setLine(insertText(line, key.text));
        if (line.text !== text && !pendingQuestion) onTyping(line.text);
      }
    }
    // The terminal is gone.
    if (isOpen) onStop();
  }

  function print(text: string): void {
    terminal.write(`${CLEAR_LINE}${text}\n`);
    if (isOpen) redraw();
  }

  terminal.setRaw(true);
  terminal.write(BRACKETED_PASTE_MODE.on);
  const stopResize = terminal.onResize(redraw);
  readKeys().catch(() => isOpen && onStop());

  return {
    print,
    show(next) {
      if (prompt === next) return;
      prompt = next;
      redraw();
    },
    ask: (question, { isSecret = false } = {}) =>
      new Promise((answer) => {
        pendingQuestion = { question, isSecret, answer };
        redraw();
      }),
    replaceInput: replaceText,
    remember: history.add,
    async close() {
      if (!isOpen) return;
      isOpen = false;
      stopResize();
      terminal.write(CLEAR_LINE + BRACKETED_PASTE_MODE.off);
      await terminal.flush();
      terminal.setRaw(false);
    },
  };
}
