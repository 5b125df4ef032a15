/** A WebSocket without a network; the test is its server. */
export class FakeSocket {
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  /** Every frame that the client sent. */
  readonly frames: string[] = [];
  /** The code with which the client closed. */
  closedWith: number | undefined;
  #read = 0;

  constructor(readonly url: string) {}

  send(frame: string): void {
    if (this.readyState !== 1) throw new DOMException("not open", "InvalidStateError");
    this.frames.push(frame);
  }

  close(code?: number): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    this.closedWith = code;
  }

  /** The server accepts the connection. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  /** The server sends one frame with these lines; strings go as they are. */
  receive(...lines: unknown[]): void {
    const texts = lines.map((line) => typeof line === "string" ? line : JSON.stringify(line));
    this.onmessage?.({ data: texts.join("\n") });
  }

  /** The connection ends; 1006 is what a lost network looks like. */
  disconnect(code = 1006, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  /** What the client sent since the last call, read. */
  // deno-lint-ignore no-explicit-any
  takeSent(): any[] {
    const frames = this.frames.slice(this.#read);
    this.#read = this.frames.length;
    return frames.map((frame) => JSON.parse(frame));
  }
}

/** A constructor to pass in, and every socket that it made. */
export function fakeSockets() {
  const all: FakeSocket[] = [];
  class Recorded extends FakeSocket {
    constructor(url: string) {
      super(url);
      all.push(this);
    }
  }
  return { all, WebSocket: Recorded as unknown as new (url: string) => WebSocket };
}
