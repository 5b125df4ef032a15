import xterm from "@xterm/headless";
import type { Terminal } from "../../../../lib/cli/chat/terminal/terminal.ts";
import { waitUntil } from "./wait_until.ts";

/** A terminal without a machine: what is written to it can be read off its screen. */
export class FakeTerminal implements Terminal {
  /** All that was written. */
  written = "";
  isRaw = false;
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly #resizes = new Set<() => void>();
  #keys: ReadableStreamDefaultController<string> | undefined;
  #waiting: (() => void)[] = [];

  constructor(private width = 60, height = 24) {
    const options = { cols: width, rows: height, scrollback: 1_000, allowProposedApi: true };
    this.#screen = new xterm.Terminal({ ...options, convertEol: true });
  }

  columns(): number {
    return this.width;
  }

  setRaw(on: boolean): void {
    this.isRaw = on;
  }

  read(): ReadableStream<string> {
    return new ReadableStream({ start: (controller) => void (this.#keys = controller) });
  }

  write(text: string): void {
    this.written += text;
    this.#screen.write(text, () => {
      for (const resolve of this.#waiting.splice(0)) resolve();
    });
  }

  async flush(): Promise<void> {
    await new Promise<void>((resolve) => this.#screen.write("", resolve));
  }

  onResize(run: () => void): () => void {
    this.#resizes.add(run);
    return () => this.#resizes.delete(run);
  }

  /** A person types. */
  type(keys: string): void {
    this.#keys!.enqueue(keys);
  }

  /** The terminal hangs up. */
  hangUp(): void {
    this.#keys!.close();
  }

  resize(width: number): void {
    this.width = width;
    this.#screen.resize(width, this.#screen.rows);
    this.#resizes.forEach((run) => run());
  }

  /** What is on the screen and above it, without the empty rows at its end. */
  get rows(): string[] {
    const { active } = this.#screen.buffer;
    const rows = Array.from(
      { length: active.length },
      (_, at) => active.getLine(at)!.translateToString(true).trimEnd(),
    );
    while (rows.at(-1) === "") rows.pop();
    return rows;
  }

  /** The column of the cursor, from 0. */
  get cursor(): number {
    return this.#screen.buffer.active.cursorX;
  }

  /** Waits until a row of the screen matches. @throws after ten seconds, with what is there instead */
  async shows(text: string | RegExp): Promise<void> {
    const matches = (row: string) => typeof text === "string" ? row.includes(text) : text.test(row);
    await waitUntil(
      () => this.rows.some(matches),
      () => new Promise((resolve) => this.#waiting.push(resolve)),
      () => `${text} in\n${this.rows.join("\n")}`,
    );
  }
}
