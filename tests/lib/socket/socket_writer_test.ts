import { MAX_BUFFERED_BYTES, SocketWriter } from "../../../lib/socket/socket_writer.ts";
import { assertEquals } from "../../helpers/assert.ts";

class FakeSocket {
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  readonly closed: number[] = [];
  #opened: (() => void)[] = [];
  addEventListener(_: "open", listener: () => void): void {
    this.#opened.push(listener);
  }
  open(): void {
    this.readyState = WebSocket.OPEN;
    for (const listener of this.#opened) listener();
  }
  send(frame: string): void {
    this.sent.push(frame);
  }
  close(code: number): void {
    this.closed.push(code);
    this.readyState = WebSocket.CLOSING;
  }
}

function open() {
  const socket = new FakeSocket();
  let ends = 0;
  const outbox = new SocketWriter(socket as unknown as WebSocket, () => ends++);
  return { socket, outbox, ends: () => ends };
}

Deno.test("a reader that keeps up gets everything", () => {
  const { socket, outbox } = open();
  socket.bufferedAmount = MAX_BUFFERED_BYTES;
  outbox.send("a");
  assertEquals([socket.sent, socket.closed], [["a"], []]);
});

Deno.test("a reader that does not keep up is cut off with 4008, and nothing more is written to it", () => {
  const { socket, outbox, ends } = open();
  socket.bufferedAmount = MAX_BUFFERED_BYTES + 1;
  outbox.send("a");
  outbox.send("b");
  assertEquals([socket.sent, socket.closed, ends()], [[], [4008], 1]);
});

Deno.test("closing twice tells once", () => {
  const { socket, outbox, ends } = open();
  outbox.close(1012, "restart");
  outbox.close(1001, "gone");
  assertEquals([socket.closed, ends()], [[1012], 1]);
});

Deno.test("a socket that the runtime closed by itself is written to no more, and its end is told", () => {
  const { socket, outbox, ends } = open();
  socket.readyState = WebSocket.CLOSING;
  outbox.send("a");
  outbox.send("b");
  assertEquals([socket.sent, socket.closed, ends()], [[], [], 1]);
});

Deno.test("a connection that ends before its socket is open closes it as it opens", () => {
  const { socket, outbox, ends } = open();
  socket.readyState = WebSocket.CONNECTING;
  outbox.send("a");
  outbox.close(1012, "restart");
  assertEquals([socket.closed, ends()], [[], 1]);
  socket.open();
  outbox.send("b");
  assertEquals([socket.sent, socket.closed, ends()], [[], [1012], 1]);
});
