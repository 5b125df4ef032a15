/** Milliseconds that a refusal may wait for others to leave with. */
const ERROR_FLUSH_DELAY_MS = 50;

/** Refusals that leave at once without waiting. */
const MAX_QUEUED_ERRORS = 200;

/**
 * Refusals of one connection while the server is overloaded. They leave together, because what a flood
 * costs most is the sending of an answer to each of its frames.
 */
export class ErrorQueue {
  #lines: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (frame: string) => void) {}

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length >= MAX_QUEUED_ERRORS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), ERROR_FLUSH_DELAY_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length > 0) this.send(this.#lines.splice(0).join("\n"));
  }
}
