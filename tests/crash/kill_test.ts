import { createClient } from "../../lib/client/client.ts";
import { memoryStorage } from "../../lib/client/storage_adapters.ts";
import type { Client } from "../../lib/client/types.ts";
import type { Message } from "../../lib/protocol/model.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { signInAsGuest, type TestPerson } from "../helpers/test_person.ts";
import { spawnServer } from "../helpers/server_process.ts";

/** Someone with lib/client, and what they hold of the lobby. */
class Member {
  readonly held = new Map<number, Message>();
  readonly sent: string[] = [];
  readonly client: Client;
  #changed = () => {};

  constructor(readonly person: TestPerson, url: string) {
    class Socket extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: person.cookie } });
      }
    }
    this.client = createClient({
      url: url.replace("http", "ws") + "/ws",
      WebSocket: Socket,
      storage: memoryStorage(),
      account: person.account.id,
    });
    this.client.subscribe((event) => {
      if (event.type === "line") {
        const { line } = event;
        if (line.type === "joined" && line.reset) this.held.clear();
        const messages = line.type === "joined" ? line.messages : [line];
        for (const message of messages) {
          if (message.type === "message" || message.type === "system") this.#hold(message);
        }
      }
      this.#changed();
    });
    this.client.join("lobby", 100);
    this.client.open();
  }

  #hold(message: Message): void {
    const known = this.held.get(message.seq);
    if (!known || known.rev <= message.rev) this.held.set(message.seq, message);
  }

  get log(): string[] {
    return [...this.held.values()].sort((a, b) => a.seq - b.seq)
      .map(({ seq, name, content }) => `${seq} ${name}: ${content}`);
  }

  say(content: string): void {
    this.sent.push(content);
    this.client.send("lobby", content);
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#changed = resolve);
  }
}

Deno.test("a server killed while two people write loses, doubles and reorders nothing", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await spawnServer(dir);
  const { url } = server;
  const port = Number(new URL(url).port);
  const people = [await signInAsGuest({ url }, "Ana"), await signInAsGuest({ url }, "Bo")];
  const members = people.map((person) => new Member(person, url));
  const online = () =>
    Promise.all(members.map((m) => m.until(() => m.client.state.kind === "online")));
  await online();

  for (let round = 0; round < 3; round++) {
    // The kill falls somewhere among these: some are on disk, some on the way, some not sent.
    for (let n = 0; n < 40; n++) for (const m of members) m.say(`${round}.${n}`);
    await members[0]!.until(() => members[0]!.client.pending.length < 35);
    await server.kill();
    await Promise.all(members.map((m) => m.until(() => m.client.state.kind !== "online")));
    for (const m of members) m.say(`${round} while offline`);
    server = await spawnServer(dir, port);
    for (const m of members) m.client.reconnectNow();
    await online();
  }
  await Promise.all(members.map((m) => m.until(() => m.client.pending.length === 0)));

  const stored = await historyOf(people[0]!);
  await Promise.all(members.map((m) => m.until(() => m.held.size === stored.length)));
  for (const m of members) {
    assertEquals(m.log, stored.map(({ seq, name, content }) => `${seq} ${name}: ${content}`));
    const own = stored.filter((one) =>
      one.type === "message" && one.name === m.person.account.name
    );
    assertEquals(own.map(({ content }) => content), m.sent);
    m.client.close();
  }
  assertEquals(stored.map(({ seq }) => seq), stored.map((_, n) => n + 1));
  const { code } = await server.terminate();
  assertEquals(code, 0);
  await Deno.remove(dir, { recursive: true });
});

async function historyOf(person: TestPerson): Promise<Message[]> {
  const found: Message[] = [];
  for (let query = "?limit=100";;) {
    const { body } = await person.json(`/api/rooms/lobby/messages${query}`);
    const { messages, more } = body as { messages: Message[]; more: boolean };
    found.unshift(...messages);
    if (!more) return found;
    query = `?limit=100&before=${messages[0]!.seq}`;
  }
}

for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  Deno.test(`${signal} answers what was accepted, says 1012 and exits with 0`, async () => {
    const dir = await Deno.makeTempDir({ prefix: "parley-" });
    const server = await spawnServer(dir);
    const { url } = server;
    const wire = await (await signInAsGuest({ url })).connect();
    await wire.join();
    await wire.post("before");
    const status = await server.terminate(signal);
    assertEquals([status.code, (await wire.closed).code], [0, 1012]);
    await Deno.remove(dir, { recursive: true });
  });
}

Deno.test("a wrong setting stops the start with a message that names it", async () => {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  try {
    await spawnServer(dir, 0, { LOG_LEVEL: "loud" });
    assert(false, "it must not start");
  } catch (error) {
    assert(error instanceof Error && error.message.includes("LOG_LEVEL=loud"), String(error));
  }
  await Deno.remove(dir, { recursive: true });
});
