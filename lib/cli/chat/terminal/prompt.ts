import { createKeyDecoder, type EditCommand } from "./key_decoder.ts";
import { applyEdit, EMPTY_LINE, insertText, type LineBuffer } from "./line_buffer.ts";
import { escapeLine } from "./escape_terminal.ts";
import { createInputHistory } from "./input_history.ts";
import { computeViewport } from "./input_viewport.ts";
import type { Terminal } from "./terminal.ts";
import { wrapLine } from "./text_width.ts";

/** The completed line, and the choices that are left. */
export interface Completion {
  line: LineBuffer;
  choices: string[];
}

export interface PromptOptions {
  terminal: Terminal;
  /** Called for every line that the user enters. */
  onLine(text: string): void;
  /** Called for Ctrl-C, and for Ctrl-D in an empty line. */
  onStop(): void;
  /** Called when the user has changed the line. */
  onTyping?(text: string): void;
  complete?(line: LineBuffer): Completion;
}

/** The line that the user types, at the bottom of a transcript that grows above it. */
export interface Prompt {
  /** Prints escaped lines above the input, which stays as it is. */
  print(text: string): void;
  /** Sets the text before the input. */
  show(prompt: string): void;
  /** Asks for one line; a secret answer is not shown. */
  ask(question: string, options?: { isSecret?: boolean }): Promise<string>;
  /** Replaces the input, for the user to edit and enter. */
  replaceInput(text: string): void;
  /** Adds a text to the history of the arrow keys. */
  remember(text: string): void;
  /** Removes the input line and restores the terminal. */
  close(): Promise<void>;
}

const CLEAR_LINE = "\r\x1b[J";
const BRACKETED_PASTE_MODE = { on: "\x1b[?2004h", off: "\x1b[?2004l" };
const SAVE_CURSOR = "\x1b7";
const RESTORE_CURSOR = "\x1b8";

/** Opens a prompt at a terminal. Nothing else may write to it or read from it until it is closed. */
export function openPrompt(options: PromptOptions): Prompt {
  return new TerminalPrompt(options);
}

interface Question {
  question: string;
  isSecret: boolean;
  answer(text: string): void;
}

/** Line editing is written by hand: Deno has no readline that keeps a transcript above the line. */
class TerminalPrompt implements Prompt {
  readonly #options: PromptOptions;
  readonly #terminal: Terminal;
  readonly #decodeKeys = createKeyDecoder();
  readonly #history = createInputHistory();
  readonly #stopResize: () => void;
  #prompt = "";
  #question: Question | undefined;
  #line = EMPTY_LINE;
  /** Where the visible part of a long line starts. */
  #viewportStart = 0;
  #isOpen = true;

  constructor(options: PromptOptions) {
    const terminal = this.#terminal = options.terminal;
    this.#options = options;
    terminal.setRaw(true);
    terminal.write(BRACKETED_PASTE_MODE.on);
    this.#stopResize = terminal.onResize(() => this.#redraw());
    this.#readKeys().catch(() => this.#isOpen && options.onStop());
  }

  print(text: string): void {
    this.#terminal.write(`${CLEAR_LINE}${text}\n`);
    if (this.#isOpen) this.#redraw();
  }

  show(prompt: string): void {
    if (this.#prompt === prompt) return;
    this.#prompt = prompt;
    this.#redraw();
  }

  ask(question: string, { isSecret = false } = {}): Promise<string> {
    return new Promise((answer) => {
      this.#question = { question, isSecret, answer };
      this.#redraw();
    });
  }

  replaceInput(text: string | undefined): void {
    if (text !== undefined) this.#setLine({ text, at: text.length });
  }

  remember(text: string): void {
    this.#history.add(text);
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopResize();
    this.#terminal.write(CLEAR_LINE + BRACKETED_PASTE_MODE.off);
    await this.#terminal.flush();
    this.#terminal.setRaw(false);
  }

  async #readKeys(): Promise<void> {
    for await (const chunk of this.#terminal.read()) {
      for (const key of this.#decodeKeys(chunk)) {
        if (!this.#isOpen) return;
        const { text } = this.#line;
        if ("command" in key) this.#runCommand(key.command);
        else this.#setLine(insertText(this.#line, key.text));
        if (this.#line.text !== text && !this.#question) this.#options.onTyping?.(this.#line.text);
      }
    }
    // The terminal is gone.
    if (this.#isOpen) this.#options.onStop();
  }

  #runCommand(command: EditCommand): void {
    const { text } = this.#line;
    switch (command) {
      case "enter":
        return this.#enter();
      case "tab":
        return this.#complete();
      case "stop":
        return this.#options.onStop();
      case "end of input":
        return text === "" ? this.#options.onStop() : this.#edit("erase right");
      case "up":
        return this.#question ? undefined : this.replaceInput(this.#history.previous(text));
      case "down":
        return this.#question ? undefined : this.replaceInput(this.#history.next(text));
      case "clear":
        this.#terminal.write("\x1b[H\x1b[2J");
        return this.#redraw();
      default:
        return this.#edit(command);
    }
  }

  #edit(command: Parameters<typeof applyEdit>[1]): void {
    this.#setLine(applyEdit(this.#line, command));
  }

  #enter(): void {
    const { text } = this.#line;
    this.#line = EMPTY_LINE;
    if (this.#question) {
      const { question, isSecret, answer } = this.#question;
      this.#question = undefined;
      this.print(question + (isSecret ? "" : escapeLine(text)));
      return answer(text);
    }
    if (text.trim() !== "") this.#history.add(text);
    this.#redraw();
    this.#options.onLine(text);
  }

  #complete(): void {
    const completion = this.#question ? undefined : this.#options.complete?.(this.#line);
    if (!completion) return;
    this.#line = completion.line;
    if (completion.choices.length > 1) this.print(this.#formatChoices(completion.choices));
    else this.#redraw();
  }

  #formatChoices(choices: string[]): string {
    const rows = wrapLine(choices.map(escapeLine).join("  "), this.#terminal.columns() - 2);
    return rows.map((row) => `  ${row}`).join("\n");
  }

  #setLine(line: LineBuffer): void {
    this.#line = line;
    this.#redraw();
  }

  #redraw(): void {
    const line = this.#question?.isSecret ? EMPTY_LINE : this.#line;
    const prompt = this.#question?.question ?? this.#prompt;
    const row = computeViewport(prompt, line, this.#terminal.columns(), this.#viewportStart);
    this.#viewportStart = row.start;
    // Saved and restored, the cursor is right even where a terminal's idea of widths is another.
    this.#terminal.write(
      CLEAR_LINE + row.prompt + row.before + SAVE_CURSOR + row.after + RESTORE_CURSOR,
    );
  }
}
