import type { Message } from "../../../protocol/model.ts";
import {
  formatDay,
  formatMessage,
  formatQuiet,
  formatTable,
  formatTrouble,
  type Look,
} from "./message_format.ts";
import { plain } from "../terminal/escape_terminal.ts";
import { cut } from "../terminal/text_width.ts";

/** What is printed of a chat, one thing below the other. */
export class Transcript {
  #day = "";

  /**
   * @param look how things look right now: a terminal changes its size
   * @param tag the name of a room that has to be told from the one that one looks at
   */
  constructor(
    private readonly print: (text: string) => void,
    readonly look: () => Look,
    private readonly tag: (room: string) => string | undefined,
  ) {}

  /** Says something that is good to know. */
  quiet(text: string, room?: string): void {
    this.print(formatQuiet(text, this.look(), room === undefined ? undefined : this.tag(room)));
  }

  /** Says what did not work. */
  trouble(text: string): void {
    this.print(formatTrouble(text, this.look()));
  }

  /** Begins another part, which says its day anew. */
  heading(text: string): void {
    this.#day = "";
    const { paint, columns = Infinity } = this.look();
    this.print(paint.dim(cut(`── ${plain(text)} ──`, columns)));
  }

  /** Shows a table, indented, so that no name in it looks like a message. */
  table(rows: string[][]): void {
    this.print(formatTable(rows, this.look()));
  }

  /** Shows messages, with the day wherever it changes. */
  messages(messages: readonly Message[], tag = this.tag): void {
    const look = this.look();
    for (const message of messages) {
      const day = new Date(message.timestamp).toDateString();
      if (day !== this.#day) this.print(formatDay(message.timestamp, look));
      this.#day = day;
      this.print(formatMessage(message, look, tag(message.room)));
    }
  }
}
