import { Hub, type Listener } from "../../../../lib/chat/fanout/hub.ts";
import { Presence } from "../../../../lib/chat/state/presence.ts";
import { Registry } from "../../../../lib/chat/state/room_registry.ts";
import { lines } from "../../../../lib/protocol/model.ts";
import type { Account } from "../../../../lib/store/store.ts";
import { assert, assertEquals } from "../../../helpers/assert.ts";
import { fakeClock } from "../../../helpers/fake_clock.ts";

const account = (id: string): Account => ({
  id,
  name: id,
  role: "client",
  createdAt: 0,
  disabled: false,
});

const room = (members: string[]) => ({
  id: "r",
  name: "R",
  kind: "public" as const,
  topic: "",
  archived: false,
  slow: 0,
  seq: 0,
  rev: 0,
  createdAt: 0,
  activeAt: 0,
  bans: [],
  mutes: [],
  members: members.map((id) => ({ account: id, name: id, role: "member" as const })),
});

/** A room whose members are watched by one who listens. */
async function setting(members: string[]) {
  const clock = fakeClock();
  const seen: [string[], number][] = [];
  const registry = new Registry({ rooms: [room(members)] });
  const hub = new Hub(clock);
  const store = {
    markSeen: (ids: readonly string[], at: number) => {
      seen.push([[...ids], at]);
      return Promise.resolve();
    },
  };
  const presence = new Presence({ store, registry, hub, now: clock.now });
  const frames: string[] = [];
  const watcher: Listener = { send: (frame) => void frames.push(frame) };
  await hub.listen("r", 0, watcher, () => Promise.resolve({ rev: 0, frame: "" }));
  frames.length = 0;
  const told = () => frames.splice(0).map((frame) => lines.presence.parse(JSON.parse(frame)));
  const connection = (): Listener => ({ send() {} });
  return { clock, presence, told, seen, connection, registry };
}

Deno.test("somebody is online while any of their connections is, and away when all are idle", async () => {
  const { presence, connection } = await setting(["ana"]);
  const [ana, phone, laptop] = [account("ana"), connection(), connection()];
  assertEquals(presence.of(ana), { presence: "offline" });
  presence.connect(ana, phone);
  presence.connect(ana, laptop);
  presence.set(ana, phone, "idle");
  assertEquals(presence.of(ana), { presence: "online" });
  presence.set(ana, laptop, "idle");
  assertEquals(presence.of(ana), { presence: "away" });
  presence.disconnect(ana, laptop);
  presence.set(ana, phone, "active");
  assertEquals([presence.of(ana).presence, presence.count("r")], ["online", 1]);
  presence.stop();
});

Deno.test("a page that reloads is not gone, and one that stays away is offline with last seen", async () => {
  const { clock, presence, told, seen, connection } = await setting(["ana"]);
  const [ana, page, again] = [account("ana"), connection(), connection()];
  presence.connect(ana, page);
  clock.advance(1_000);
  assertEquals(told().map(({ people }) => people[0]?.presence), ["online"]);
  presence.disconnect(ana, page);
  clock.advance(2_000);
  presence.connect(ana, again);
  clock.advance(10_000);
  assertEquals(told(), []);
  presence.disconnect(ana, again);
  clock.advance(10_000);
  const [line] = told();
  assertEquals([line?.online, line?.people[0]?.presence], [0, "offline"]);
  assertEquals(seen.map(([ids]) => ids), [["ana"]]);
  assertEquals(line?.people[0]?.lastSeen, new Date(seen[0]![1]).toISOString());
});

Deno.test("changes that follow each other leave as one line with the last of each", async () => {
  const { clock, presence, told, connection } = await setting(["ana", "bo"]);
  const [a, b] = [connection(), connection()];
  presence.connect(account("ana"), a);
  presence.connect(account("bo"), b);
  presence.set(account("ana"), a, "idle");
  clock.advance(1_000);
  const [line, ...more] = told();
  assertEquals(more, []);
  assertEquals(line?.people.map(({ id, presence }) => [id, presence]), [
    ["ana", "away"],
    ["bo", "online"],
  ]);
  presence.stop();
});

Deno.test("a large room hears only how many are online", async () => {
  const members = Array.from({ length: 300 }, (_, n) => `m${n}`);
  const { clock, presence, told, connection } = await setting(members);
  for (const id of members) presence.connect(account(id), connection());
  clock.advance(60_000);
  const heard = told();
  assertEquals(heard.at(-1), { type: "presence", room: "r", online: 300, people: [] });
  assert(heard.length <= 3, String(heard.length));
  presence.stop();
});

Deno.test("a connection that is dropped twice counts once, and one that never came not at all", async () => {
  const { clock, presence, connection } = await setting(["ana"]);
  const [ana, page] = [account("ana"), connection()];
  presence.connect(ana, page);
  presence.disconnect(ana, page);
  presence.disconnect(ana, page);
  presence.disconnect(ana, connection());
  presence.set(ana, connection(), "idle");
  clock.advance(10_000);
  assertEquals([presence.count("r"), presence.of(ana).presence], [0, "offline"]);
});

Deno.test("one who comes into a room or leaves it is counted there from then on", async () => {
  const { presence, connection, registry } = await setting([]);
  const ana = account("ana");
  presence.connect(ana, connection());
  registry.enter("r", ana, "member");
  presence.moved("r", "ana", 1);
  assertEquals(presence.count("r"), 1);
  registry.exit("r", "ana");
  presence.moved("r", "ana", -1);
  assertEquals(presence.count("r"), 0);
  presence.stop();
});
