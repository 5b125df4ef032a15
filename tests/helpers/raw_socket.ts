import type { TestPerson } from "./test_person.ts";
import type { TestServer } from "./test_server.ts";

/** A WebSocket over plain TCP, which reads only when the test says so and never answers a close. */
export interface RawSocket {
  conn: Deno.TcpConn;
  /** The answer to the upgrade: its status, its headers, and what came with them. */
  head: string;
  /** Sends a line in a frame of its own. */
  send(line: unknown): Promise<void>;
}

/** Asks for an upgrade by hand; what is refused is answered like any other request. */
export async function openRawSocket(
  server: TestServer,
  { cookie }: TestPerson,
): Promise<RawSocket> {
  const conn = await askForUpgrade(server, cookie);
  const bytes = new Uint8Array(4_096);
  const read = await conn.read(bytes) ?? 0;
  return {
    conn,
    head: new TextDecoder().decode(bytes.subarray(0, read)),
    async send(line) {
      const text = new TextEncoder().encode(JSON.stringify(line));
      // A client's frame is masked; a mask of zeros leaves it as it is (RFC 6455, 5.3).
      await conn.write(new Uint8Array([0x81, 0x80 | text.length, 0, 0, 0, 0, ...text]));
    },
  };
}

/** Asks for an upgrade and is gone before the answer. */
export async function abandonUpgrade(server: TestServer, { cookie }: TestPerson): Promise<void> {
  (await askForUpgrade(server, cookie)).close();
}

async function askForUpgrade(server: TestServer, cookie: string): Promise<Deno.TcpConn> {
  const { hostname, port } = new URL(server.url);
  const conn = await Deno.connect({ hostname, port: Number(port) });
  const lines = [
    "GET /ws HTTP/1.1",
    `Host: ${hostname}:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
    `Cookie: ${cookie}`,
  ];
  await conn.write(new TextEncoder().encode(lines.join("\r\n") + "\r\n\r\n"));
  return conn;
}
