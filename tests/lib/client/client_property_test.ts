import fc from "fast-check";
import { createClient } from "../../../lib/client/client.ts";
import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import type { Client, PendingMessage } from "../../../lib/client/types.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { fakeClock } from "../../helpers/fake_clock.ts";
import { fakeSockets } from "../../helpers/fake_socket.ts";
import { ME } from "./client_fixture.ts";
import { ModelServer, ReceivedState } from "./model_server.ts";

const ROOMS = ["lobby", "team"];

/** Ada's browser, a server, and everything that can happen to them. */
class World {
  readonly server = new ModelServer();
  readonly clock = fakeClock();
  sent: { room: string; content: string }[] = [];
  #storage = memoryStorage();
  #sockets = fakeSockets();
  #accepted = 0;
  #evictions = 0;
  #mine = 0;
  #others = 0;
  client!: Client;
  holder!: ReceivedState;

  constructor() {
    this.load();
  }

  load(): void {
    const { clock } = this;
    const { WebSocket } = this.#sockets;
    const client = createClient({
      url: "ws://chat/ws",
      WebSocket,
      storage: this.#storage,
      account: ME.id,
      clock,
    });
    const holder = new ReceivedState();
    let before: readonly PendingMessage[] = client.pending;
    client.subscribe((event) => {
      holder.apply(event);
      if (event.type !== "outbox") return;
      const gone = before.filter(({ id }) => event.pending.every((other) => other.id !== id));
      for (const { id } of gone) {
        if (!holder.seen.has(id)) holder.faults.push(`${id} left the outbox before its line came`);
      }
      before = event.pending;
    });
    for (const room of ROOMS) client.join(room, 3);
    client.open();
    this.client = client;
    this.holder = holder;
  }

  reload(): void {
    this.client.close();
    this.server.cut(0);
    this.load();
  }

  send(room: string): void {
    const content = `mine ${this.#mine++}.`;
    this.sent.push({ room, content });
    this.client.send(room, content);
  }

  say(room: string): void {
    const id = `other-${++this.#others}`;
    this.server.append(room, { id, userId: "bob", content: id });
  }

  /** The server goes back to its backup: what it had stored since is gone, and nothing else. */
  restore(): void {
    this.server.restore();
    this.sent = this.sent.filter((message) => this.#isStored(message) || this.#isPending(message));
  }

  /** The server forgets who joined; not often, as clients give up at some time. */
  evict(): void {
    if (this.#evictions++ < 3) this.server.pendingErrors.push("not_joined");
  }

  connect(): void {
    const { all } = this.#sockets;
    if (all.length === this.#accepted) return;
    this.#accepted = all.length;
    this.server.accept(all.at(-1)!);
  }

  /** Lets a minute of a network that works pass, longer than any wait of a client. */
  settle(): void {
    this.server.pendingErrors = [];
    for (let second = 0; second < 60; second++) {
      this.connect();
      do this.server.flush(); while (this.server.take() || this.server.give(9));
      this.clock.advance(1_000);
    }
  }

  /** Nothing that was sent is ever neither stored nor pending. */
  checkNothingLost(): void {
    for (const message of this.sent) {
      assert(this.#isStored(message) || this.#isPending(message), `${message.content} is lost`);
    }
  }

  #isStored({ room, content }: { room: string; content: string }): boolean {
    return this.server.log(room).some((line) => line.content.startsWith(content));
  }

  #isPending({ content }: { content: string }): boolean {
    return this.client.pending.some((entry) => entry.content === content);
  }

  checkEnd(): void {
    assertEquals([this.holder.faults, this.client.pending, this.#storage.keys()], [[], [], []]);
    for (const room of ROOMS) {
      const log = this.server.log(room);
      const mine = log.filter(({ userId }) => userId === ME.id).map(({ content }) => content);
      const sent = this.sent.filter((message) => message.room === room);
      assertEquals(mine.map((content) => content.replaceAll("*", "")), sent.map((s) => s.content));
      const { from, messages } = this.holder.rooms.get(room)!;
      for (const line of log) {
        if (line.seq >= from || messages.has(line.seq)) assertEquals(messages.get(line.seq), line);
      }
      assertEquals(Math.max(0, ...messages.keys()), log.length);
    }
  }
}

type Step = (world: World) => void;

const room = fc.constantFrom(...ROOMS);
const few = fc.nat(3);
const make = {
  give: few.map((n): Step => ({ server }) => void server.give(n + 1)),
  take: fc.boolean().map((twice): Step => ({ server }) => server.take(twice)),
  flush: fc.constant<Step>(({ server }) => server.flush()),
  connect: fc.constant<Step>((world) => world.connect()),
  wake: fc.constant<Step>(({ client }) => client.reconnectNow()),
  pass: fc.nat(4_000).map((ms): Step => ({ clock }) => clock.advance(ms)),
  send: room.map((room): Step => (world) => world.send(room)),
  say: room.map((room): Step => (world) => world.say(room)),
  edit: fc.tuple(room, fc.nat(20)).map(([room, at]): Step => ({ server }) => server.edit(room, at)),
  cut: few.map((taken): Step => ({ server }) => server.cut(taken)),
  lose: few.map((at): Step => ({ server }) => server.lose(at)),
  vanish: fc.constant<Step>(({ server }) => server.vanish()),
  refuse: fc.constantFrom("rate_limited" as const, "internal" as const)
    .map((code): Step => ({ server }) => void server.pendingErrors.push(code)),
  evict: fc.constant<Step>((world) => world.evict()),
  reload: fc.constant<Step>((world) => world.reload()),
  backUp: fc.constant<Step>(({ server }) => server.backUp()),
  restore: fc.constant<Step>((world) => world.restore()),
};
const usual = fc.oneof(make.give, make.take, make.give, make.take, make.connect, make.flush);
const often = fc.oneof(make.send, make.say, make.say, make.edit, make.pass, make.wake);
const trouble = fc.oneof(make.cut, make.lose, make.lose, make.refuse, make.evict);
const rare = fc.oneof(make.reload, make.vanish, make.backUp, make.restore);
const steps = fc.oneof(
  { weight: 60, arbitrary: usual },
  { weight: 30, arbitrary: often },
  { weight: 8, arbitrary: trouble },
  { weight: 2, arbitrary: rare },
);

Deno.test("whatever the network does, one holds the log, and what one sent is in it once, in order", () => {
  fc.assert(
    fc.property(fc.array(steps, { minLength: 100, maxLength: 250, size: "max" }), (run) => {
      const world = new World();
      for (const step of run) {
        step(world);
        world.checkNothingLost();
      }
      world.settle();
      // A line that was lost shows when the next one of its room comes.
      for (const room of ROOMS) world.say(room);
      world.settle();
      world.checkEnd();
      world.client.close();
      assertEquals(world.clock.timers, 0);
    }),
    { numRuns: 200 },
  );
});
