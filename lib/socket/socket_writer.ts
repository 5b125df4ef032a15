import { CLOSE_CODES } from "../protocol/close_codes.ts";

/** Bytes that may wait for a reader before it counts as too slow; what it pins stays this small. */
export const MAX_BUFFERED_BYTES = 256 * 1024;

/** The writing half of a connection: bounded, and silent once it is closed. */
export class SocketWriter {
  #isOpen = true;

  constructor(private readonly socket: WebSocket, private readonly onClosed: () => void) {}

  /** Sends a frame, or cuts off a reader that did not keep up; it resumes when it comes back. */
  send(frame: string): void {
    if (!this.#isOpen || this.socket.readyState === WebSocket.CONNECTING) return;
    // The runtime closes a peer that answers no ping by itself, and tells so when the peer is gone.
    if (this.socket.readyState !== WebSocket.OPEN) return this.close(CLOSE_CODES.goingAway, "gone");
    if (this.socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      return this.close(CLOSE_CODES.tooSlow, "too slow");
    }
    this.socket.send(frame);
  }

  /** Stops writing at once, then closes. A stuck peer may never answer, so nothing waits for it. */
  close(code: number, reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.onClosed();
    const { socket } = this;
    // The runtime forgets a close() that comes before the socket is open.
    if (socket.readyState === WebSocket.CONNECTING) {
      socket.addEventListener("open", () => socket.close(code, reason));
    } else if (socket.readyState === WebSocket.OPEN) socket.close(code, reason);
  }
}
