import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { ConnectionCounts } from "../../../lib/socket/connection_counts.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "../../helpers/assert.ts";
import { signInAsGuest, type TestPerson, Wire } from "../../helpers/test_person.ts";
import { abandonUpgrade, openRawSocket, type RawSocket } from "../../helpers/raw_socket.ts";
import { startServer, type TestServer } from "../../helpers/test_server.ts";

/** Stuck connections that an account may have. */
const MAX_STUCK_CONNECTIONS = 4;

/** A peer that joins the lobby and then never reads again. */
async function stall(server: TestServer, person: TestPerson): Promise<RawSocket> {
  const raw = await openRawSocket(server, person);
  assertMatch(raw.head, /^HTTP\/1\.1 101 /);
  await raw.send({ type: "join", room: "lobby" });
  return raw;
}

/** Opens a connection and closes it; the answer to its upgrade. */
async function knock(server: TestServer, person: TestPerson): Promise<string> {
  const { conn, head } = await openRawSocket(server, person);
  conn.close();
  return head;
}

/** Fills the lobby until a condition holds. Loopback takes a few MiB of each peer before it pushes back. */
async function flood(wire: Wire, isDone: () => Promise<boolean>): Promise<void> {
  const content = "x".repeat(8_000);
  for (let round = 0; round < 60; round++) {
    if (await isDone()) return;
    const ids = Array.from({ length: 50 }, (_, n) => `${round}-${n}`);
    for (const id of ids) wire.send({ type: "message", room: "lobby", id, content });
    await wire.next("message", ({ id }) => id === ids.at(-1));
  }
  throw new Error("the condition never held");
}

async function isSoon(condition: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    if (await condition()) return true;
    await new Promise((go) => setTimeout(go, 10));
  }
  return false;
}

Deno.test("readers that were cut count until their peers go, and whoever has too many opens no more", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const wire = await ana.connect();
  await wire.join();
  const stalled = await Promise.all(
    Array.from({ length: MAX_STUCK_CONNECTIONS }, () => stall(server, bo)),
  );
  const isRefused = async () => (await knock(server, bo)).startsWith("HTTP/1.1 429 ");
  assertEquals(await isRefused(), false);
  await flood(wire, isRefused);

  const refusal = await knock(server, bo);
  assertMatch(refusal, /^retry-after: 60\r$/mi);
  assertMatch(
    refusal,
    /"reason":"stuck_connections","message":"Connections of yours that do not read /,
  );
  assertMatch(await knock(server, ana), /^HTTP\/1\.1 101 /);

  stalled.pop()!.conn.close();
  assert(await isSoon(async () => !await isRefused()), "a place must get free as its peer goes");
  for (const { conn } of stalled) conn.close();
  await wire.close();
});

Deno.test("a connection that was ended holds its place until its socket is gone", () => {
  const counts = new ConnectionCounts({ connectionsPerAccount: 1, connectionsPerAddress: 2 });
  const ana = { account: { id: "ana" }, address: "192.0.2.1" };
  counts.assertBelowLimits(ana);
  counts.onOpened(ana);
  assertThrows(() => counts.assertBelowLimits(ana), ChatError, "too many open connections");
  counts.onEnded(ana);
  assertThrows(() => counts.assertBelowLimits(ana), ChatError, "too many open connections");
  counts.onSocketGone(ana);
  counts.assertBelowLimits(ana);
});

/** Reads all that waits up to the close, answers it as clients do, and waits for the end. */
async function catchUp({ conn }: RawSocket): Promise<void> {
  const bytes = new Uint8Array(64 * 1024);
  let tail = "";
  for (;;) {
    const read = await conn.read(bytes);
    if (read === null) return conn.close();
    tail = (tail + bytes.subarray(Math.max(0, read - 12), read).toHex()).slice(-24);
    // A close frame with 4008 and its reason "too slow", and the masked answer to it.
    if (!tail.startsWith("880a0fa8")) continue;
    await conn.write(new Uint8Array([0x88, 0x82, 0, 0, 0, 0, 0x0f, 0xa8]));
  }
}

Deno.test("a client that was cut, reads on and answers the close comes back at once", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const wire = await ana.connect();
  await wire.join();
  const stalled = await Promise.all(
    Array.from({ length: MAX_STUCK_CONNECTIONS }, () => stall(server, bo)),
  );
  await flood(wire, async () => (await knock(server, bo)).startsWith("HTTP/1.1 429 "));
  await Promise.all(stalled.map(catchUp));
  for (let n = 0; n <= MAX_STUCK_CONNECTIONS; n++) await (await bo.connect()).close();
  await wire.close();
});

// The runtime never ends the operations of such an upgrade.
const WITHOUT_SANITIZERS = { sanitizeOps: false, sanitizeResources: false };

Deno.test(
  "peers that go in the middle of an upgrade leave no count behind",
  WITHOUT_SANITIZERS,
  async () => {
    await using server = await startServer({ limits: { connectionsPerAccount: 1 } });
    const ana = await signInAsGuest(server);
    for (let round = 0; round < 20; round++) await abandonUpgrade(server, ana);
    assert(await isSoon(async () => (await knock(server, ana)).startsWith("HTTP/1.1 101 ")));
  },
);

Deno.test("the server stops at once while readers are stuck", async () => {
  const server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const wire = await ana.connect();
  await wire.join();
  const stalled = await Promise.all(
    Array.from({ length: MAX_STUCK_CONNECTIONS }, () => stall(server, bo)),
  );
  await flood(wire, async () => (await knock(server, bo)).startsWith("HTTP/1.1 429 "));
  const closed = wire.closed;
  await server.stop();
  assertEquals((await closed).code, 1012);
  for (const { conn } of stalled) conn.close();
});

Deno.test("an address has a bound of its own for stuck connections, whosever they are", () => {
  const counts = new ConnectionCounts({ connectionsPerAccount: 100, connectionsPerAddress: 100 });
  const at = (n: number, address: string) => ({ account: { id: `a${n}` }, address });
  for (let n = 0; n < 20; n++) {
    counts.assertBelowLimits(at(n, "192.0.2.1"));
    counts.onOpened(at(n, "192.0.2.1"));
    counts.onEnded(at(n, "192.0.2.1"));
  }
  const error = assertThrows(() => counts.assertBelowLimits(at(99, "192.0.2.1")));
  assertMatch(error.message, /do not read/);
  counts.assertBelowLimits(at(99, "192.0.2.2"));
  counts.onSocketGone(at(0, "192.0.2.1"));
  counts.assertBelowLimits(at(99, "192.0.2.1"));
});
