import { assert } from "../helpers/assert.ts";
import { signInAsGuest } from "../helpers/test_person.ts";
import { residentBytes, spawnServer } from "../helpers/server_process.ts";

const MEBIBYTE = 2 ** 20;

/** Fragments of a mebibyte each, enough to stand out from what a server needs at rest. */
const FRAGMENTS = 128;

/** A client's frame without its end, masked with zeros (RFC 6455, 5.2); the first begins a text. */
function fragment(isFirst: boolean): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(14 + MEBIBYTE).fill(0x61);
  frame.set([isFirst ? 0x01 : 0x00, 0xff]);
  new DataView(frame.buffer).setBigUint64(2, BigInt(MEBIBYTE));
  frame.fill(0, 10, 14);
  return frame;
}

async function writeAll(conn: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await conn.write(bytes.subarray(at));
}

Deno.test({
  name: "the runtime collects a fragmented message without an end; once it does not, this fails, " +
    "and the README's warning about it goes",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const dir = await Deno.makeTempDir({ prefix: "parley-" });
    const server = await spawnServer(dir);
    try {
      const { cookie } = await signInAsGuest(server);
      const { hostname, host, port } = new URL(server.url);
      using conn = await Deno.connect({ hostname, port: Number(port) });
      const head = ["GET /ws HTTP/1.1", `Host: ${host}`, `Cookie: ${cookie}`]
        .concat("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13")
        .concat("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", "").join("\r\n");
      await writeAll(conn, new TextEncoder().encode(head));
      const answer = new Uint8Array(1_024);
      await conn.read(answer);
      assert(new TextDecoder().decode(answer).startsWith("HTTP/1.1 101"));
      const before = await residentBytes(server.pid);
      for (let n = 0; n < FRAGMENTS; n++) await writeAll(conn, fragment(n === 0));
      // An answer to a request shows that the server has read on meanwhile.
      await (await fetch(`${server.url}/healthz`)).body?.cancel();
      const grown = await residentBytes(server.pid) - before;
      assert(grown > FRAGMENTS * MEBIBYTE / 2, `the server grew by ${grown} bytes`);
    } finally {
      await server.kill();
      await Deno.remove(dir, { recursive: true });
    }
  },
});
