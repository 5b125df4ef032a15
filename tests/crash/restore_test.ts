import { createClient } from "../../lib/client/client.ts";
import { memoryStorage } from "../../lib/client/storage_adapters.ts";
import type { Client } from "../../lib/client/types.ts";
import type { Message } from "../../lib/protocol/model.ts";
import type { ServerEvents } from "../../lib/protocol/server_events.ts";
import { assert, assertEquals, assertNotEquals } from "../helpers/assert.ts";
import { fakeClock } from "../helpers/fake_clock.ts";
import { signInAsGuest, type TestPerson } from "../helpers/test_person.ts";
import { spawnServer } from "../helpers/server_process.ts";
import { startServer } from "../helpers/test_server.ts";
import { ReceivedState } from "../lib/client/model_server.ts";

/** Someone with lib/client who comes back only when told to, and what they hold of the lobby. */
class Member {
  readonly holder = new ReceivedState();
  readonly client: Client;
  #changed = () => {};

  constructor(person: TestPerson, url: string) {
    class Socket extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: person.cookie } });
      }
    }
    this.client = createClient({
      url: `${url.replace("http", "ws")}/ws`,
      WebSocket: Socket,
      storage: memoryStorage(),
      account: person.account.id,
      clock: fakeClock(),
    });
    this.client.subscribe((event) => {
      this.holder.apply(event);
      this.#changed();
    });
    this.client.join("lobby", 100);
    this.client.open();
  }

  get log(): Message[] {
    const { messages } = this.holder.rooms.get("lobby") ?? { messages: new Map() };
    return [...messages.values()].sort((a, b) => a.seq - b.seq);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#changed = resolve);
  }
}

async function postNumbered(
  person: TestPerson,
  from: number,
  to: number,
  words: string,
): Promise<void> {
  const wire = await person.connect();
  await wire.join();
  for (let n = from; n < to; n++) await wire.post(`${words} ${n}`);
  await wire.close();
}

async function logOf(person: TestPerson): Promise<Message[]> {
  const { body } = await person.json("/api/rooms/lobby/messages?limit=100");
  return (body as ServerEvents["history"]).messages;
}

/** A server that has grown after a restore, past what a member holds who was there before it. */
async function withRestore(
  run: (world: { member: Member; bob: TestPerson; url: string }) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await startServer({ dataDir });
  const { url } = server;
  const again = async () =>
    server = await startServer({ dataDir, port: Number(new URL(url).port) });
  const [ann, bob] = [await signInAsGuest({ url }, "Ann"), await signInAsGuest({ url }, "Bob")];
  const member = new Member(ann, url);
  try {
    await postNumbered(bob, 0, 10, "kept");
    await member.until(() => member.log.at(-1)?.content === "kept 9");
    await server.stop();
    await Deno.copyFile(`${dataDir}/parley.db`, `${dataDir}/backup.db`);
    await again();
    member.client.reconnectNow();
    await postNumbered(bob, 10, 20, "gone");
    await member.until(() => member.log.at(-1)?.content === "gone 19");
    await server.stop();
    await Deno.copyFile(`${dataDir}/backup.db`, `${dataDir}/parley.db`);
    await again();
    await postNumbered(bob, 10, 30, "another history");
    await run({ member, bob, url });
  } finally {
    member.client.close();
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("after a restore that grew past what a client holds, it ends with the server's list", () =>
  withRestore(async ({ member, bob }) => {
    // What it answers is another message now, and so it answers nothing.
    const { seq } = member.log.at(-1)!;
    member.client.send("lobby", "while offline", { reply: seq });
    member.client.reconnectNow();
    await member.until(() => member.client.pending.length === 0);
    const stored = await logOf(bob);
    assertEquals(member.log, stored);
    assertEquals(stored.filter(({ content }) => content.startsWith("gone")), []);
    const mine = stored.filter(({ content }) => content === "while offline");
    assertEquals(mine.map(({ reply }) => reply), [undefined]);
    assertEquals(member.holder.faults, []);
  }));

Deno.test("a join with a position of another history is answered with the newest page", () =>
  withRestore(async ({ bob }) => {
    const wire = await bob.connect();
    const ask = async (since: Record<string, unknown>) => {
      wire.send({ type: "join", room: "lobby", limit: 5, ...since });
      return await wire.next("joined");
    };
    const { history, rev } = await ask({});
    assert(history);
    const other = await ask({ since: rev - 2, history: "another" });
    assertEquals([other.reset, other.more, other.messages.length], [true, true, 5]);
    const beyond = await ask({ since: rev + 100, history: "another" });
    assertEquals([beyond.reset, beyond.history, beyond.rev], [true, history, rev]);
    const same = await ask({ since: rev - 2, history });
    assertEquals([same.reset, same.messages.length], [false, 2]);
    // A bare tool that names no history gets what it always got.
    const bare = await ask({ since: rev - 2 });
    assertEquals([bare.reset, bare.messages.length], [false, 2]);
    wire.send({ type: "join", room: "lobby", since: rev + 1, history });
    assertEquals((await wire.next("error")).code, "future_since");
    wire.send({ type: "join", room: "lobby", since: rev, history: "with a space" });
    assertEquals((await wire.next("error")).code, "bad_request");
    await wire.close();
  }));

/** A writer is never asked to wait. */
const UNLIMITED_RATE_ENV = { MESSAGE_RATE: "100000", MESSAGE_BURST: "100000" };

Deno.test("a server that is killed twenty times keeps its history", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const known = new Set<string | undefined>();
  let person: TestPerson | undefined;
  let port = 0;
  for (let round = 0; round < 20; round++) {
    const server = await spawnServer(dir, port, UNLIMITED_RATE_ENV);
    port = Number(new URL(server.url).port);
    person ??= await signInAsGuest(server);
    const wire = await person.connect();
    known.add((await wire.join()).history);
    const marked = await changesMarked(dir);
    await Promise.all(Array.from({ length: 50 }, (_, n) => wire.post(`${round}.${n}`)));
    // Every second kill comes before the mark has followed.
    while (round % 2 === 0 && await changesMarked(dir) === marked) await wire.post("more");
    await server.kill();
    await wire.closed;
  }
  assertEquals(known.size, 1);
  await Deno.remove(dir, { recursive: true });
});

async function changesMarked(dir: string): Promise<number> {
  return JSON.parse(await Deno.readTextFile(`${dir}/parley.history`)).changes;
}

Deno.test("welcome and joined name the same history, and another server another one", async () => {
  const histories = [];
  for (let n = 0; n < 2; n++) {
    await using server = await startServer();
    const person = await signInAsGuest(server);
    const wire = await person.connect();
    const joined = await wire.join();
    wire.send({ type: "ping" });
    const second = new WebSocket(server.socketUrl, { headers: { cookie: person.cookie } });
    const { data } = await new Promise<MessageEvent>((resolve) => second.onmessage = resolve);
    assertEquals(JSON.parse(data).history, joined.history);
    histories.push(joined.history);
    const closed = new Promise((resolve) => second.onclose = resolve);
    second.close();
    await Promise.all([closed, wire.close()]);
  }
  assertNotEquals(histories[0], histories[1]);
});
