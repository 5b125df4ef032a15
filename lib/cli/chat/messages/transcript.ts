import type { Message } from "../../../protocol/model.ts";
import {
  formatDay,
  formatError,
  formatInfo,
  formatMessage,
  formatTable,
  type TerminalFormat,
} from "./message_format.ts";
import { escapeLine } from "../terminal/escape_terminal.ts";
import { truncate } from "../terminal/text_width.ts";

/** What is printed of a chat, one thing below the other. */
export class Transcript {
  #day = "";

  /**
   * @param format how things look right now: a terminal changes its size
   * @param roomLabel the name of a room that has to be told from the one that one looks at
   */
  constructor(
    private readonly print: (text: string) => void,
    readonly format: () => TerminalFormat,
    private readonly roomLabel: (room: string) => string | undefined,
  ) {}

  /** Says something that is good to know. */
  info(text: string, room?: string): void {
    this.print(
      formatInfo(text, this.format(), room === undefined ? undefined : this.roomLabel(room)),
    );
  }

  /** Says what did not work. */
  error(text: string): void {
    this.print(formatError(text, this.format()));
  }

  /** Begins another part, which says its day anew. */
  heading(text: string): void {
    this.#day = "";
    const { paint, columns = Infinity } = this.format();
    this.print(paint.dim(truncate(`── ${escapeLine(text)} ──`, columns)));
  }

  /** Shows a table, indented, so that no name in it looks like a message. */
  showTable(rows: string[][]): void {
    this.print(formatTable(rows, this.format()));
  }

  /** Shows messages, with the day wherever it changes. */
  showMessages(messages: readonly Message[], tag = this.roomLabel): void {
    const look = this.format();
    for (const message of messages) {
      const day = new Date(message.timestamp).toDateString();
      if (day !== this.#day) this.print(formatDay(message.timestamp, look));
      this.#day = day;
      this.print(formatMessage(message, look, tag(message.room)));
    }
  }
}
