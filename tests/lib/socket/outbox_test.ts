import { BACKLOG, Outbox } from "../../../lib/socket/outbox.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { guest, type Person } from "../../helpers/person.ts";
import { startServer, type TestServer } from "../../helpers/server.ts";

class FakeSocket {
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  readonly sent: string[] = [];
  readonly closed: number[] = [];
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
  const outbox = new Outbox(socket as unknown as WebSocket, () => ends++);
  return { socket, outbox, ends: () => ends };
}

Deno.test("a reader that keeps up gets everything", () => {
  const { socket, outbox } = open();
  socket.bufferedAmount = BACKLOG;
  outbox.send("a");
  assertEquals([socket.sent, socket.closed], [["a"], []]);
});

Deno.test("a reader that does not keep up is cut off with 4008, and nothing more is written to it", () => {
  const { socket, outbox, ends } = open();
  socket.bufferedAmount = BACKLOG + 1;
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

/** A peer that joins the lobby over plain TCP and then never reads again. */
async function stall(server: TestServer, { cookie }: Person): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(server.url);
  const conn = await Deno.connect({ hostname, port: Number(port) });
  const head = [
    "GET /ws HTTP/1.1",
    `Host: ${hostname}:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
    `Cookie: ${cookie}`,
  ];
  await conn.write(new TextEncoder().encode(head.join("\r\n") + "\r\n\r\n"));
  await conn.read(new Uint8Array(1024));
  const join = new TextEncoder().encode('{"type":"join","room":"lobby"}');
  // A client's frame is masked; a mask of zeros leaves it as it is (RFC 6455, 5.3).
  await conn.write(new Uint8Array([0x81, 0x80 | join.length, 0, 0, 0, 0, ...join]));
  return conn;
}

Deno.test("a reader that stalls is let go of, and the others in its room do not notice", async () => {
  await using server = await startServer({ limits: { connectionsPerAccount: 1 } });
  const [ana, bo] = [await guest(server, "Ana"), await guest(server, "Bo")];
  using _stalled = await stall(server, bo);
  const wire = await ana.connect();
  await wire.join();
  const content = "x".repeat(8_000);
  // Loopback takes a few MiB before it pushes back; the place of the stalled one must get free.
  let isFree = false;
  for (let round = 0; round < 40 && !isFree; round++) {
    for (let n = 0; n < 50; n++) {
      wire.send({ type: "message", room: "lobby", id: `${round}-${n}`, content });
    }
    await wire.next("message", ({ id }) => id === `${round}-49`);
    isFree = await canConnect(server, bo);
  }
  assert(isFree, "the stalled connection must be cut off");
  await wire.close();
});

async function canConnect(server: TestServer, { cookie }: Person): Promise<boolean> {
  const socket = new WebSocket(server.socketUrl, { headers: { cookie } });
  return await new Promise((resolve) => {
    socket.onerror = () => resolve(false);
    socket.onopen = () => socket.close();
    socket.onclose = () => resolve(true);
  });
}
