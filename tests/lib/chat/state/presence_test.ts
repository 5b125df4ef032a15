import { Hub, type Subscriber } from "../../../../lib/chat/fanout/hub.ts";
import { PresenceTracker } from "../../../../lib/chat/state/presence.ts";
import { RoomRegistry } from "../../../../lib/chat/state/room_registry.ts";
import { serverEventSchemas } from "../../../../lib/protocol/server_events.ts";
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
async function setUpRoom(members: string[]) {
  const clock = fakeClock();
  const seen: [string[], number][] = [];
  const registry = new RoomRegistry({ rooms: [room(members)] });
  const hub = new Hub(clock);
  const store = {
    markSeen: (ids: readonly string[], at: number) => {
      seen.push([[...ids], at]);
      return Promise.resolve();
    },
  };
  const presence = new PresenceTracker({ store, registry, hub, now: clock.now });
  const frames: string[] = [];
  const watcher: Subscriber = { send: (frame) => void frames.push(frame) };
  await hub.subscribe("r", 0, watcher, () => Promise.resolve({ rev: 0, frame: "" }));
  frames.length = 0;
  const told = () =>
    frames.splice(0).map((frame) => serverEventSchemas.presence.parse(JSON.parse(frame)));
  const connection = (): Subscriber => ({ send() {} });
  return { clock, presence, told, seen, connection, registry };
}

Deno.test("somebody is online while any of their connections is, and away when all are idle", async () => {
  const { presence, connection } = await setUpRoom(["ana"]);
  const [ana, phone, laptop] = [account("ana"), connection(), connection()];
  assertEquals(presence.infoOf(ana), { presence: "offline" });
  presence.connect(ana, phone);
  presence.connect(ana, laptop);
  presence.setActivity(ana, phone, "idle");
  assertEquals(presence.infoOf(ana), { presence: "online" });
  presence.setActivity(ana, laptop, "idle");
  assertEquals(presence.infoOf(ana), { presence: "away" });
  presence.disconnect(ana, laptop);
  presence.setActivity(ana, phone, "active");
  assertEquals([presence.infoOf(ana).presence, presence.onlineCount("r")], ["online", 1]);
  presence.stop();
});

Deno.test("a page that reloads is not gone, and one that stays away is offline with last seen", async () => {
  const { clock, presence, told, seen, connection } = await setUpRoom(["ana"]);
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
  const { clock, presence, told, connection } = await setUpRoom(["ana", "bo"]);
  const [a, b] = [connection(), connection()];
  presence.connect(account("ana"), a);
  presence.connect(account("bo"), b);
  presence.setActivity(account("ana"), a, "idle");
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
  const { clock, presence, told, connection } = await setUpRoom(members);
  for (const id of members) presence.connect(account(id), connection());
  clock.advance(60_000);
  const heard = told();
  assertEquals(heard.at(-1), { type: "presence", room: "r", online: 300, people: [] });
  assert(heard.length <= 3, String(heard.length));
  presence.stop();
});

Deno.test("a connection that is dropped twice counts once, and one that never came not at all", async () => {
  const { clock, presence, connection } = await setUpRoom(["ana"]);
  const [ana, page] = [account("ana"), connection()];
  presence.connect(ana, page);
  presence.disconnect(ana, page);
  presence.disconnect(ana, page);
  presence.disconnect(ana, connection());
  presence.setActivity(ana, connection(), "idle");
  clock.advance(10_000);
  assertEquals([presence.onlineCount("r"), presence.infoOf(ana).presence], [0, "offline"]);
});

Deno.test("one who comes into a room or leaves it is counted there from then on", async () => {
  const { presence, connection, registry } = await setUpRoom([]);
  const ana = account("ana");
  presence.connect(ana, connection());
  registry.addMember("r", ana, "member");
  presence.onMembershipChanged("r", "ana", 1);
  assertEquals(presence.onlineCount("r"), 1);
  registry.removeMember("r", "ana");
  presence.onMembershipChanged("r", "ana", -1);
  assertEquals(presence.onlineCount("r"), 0);
  presence.stop();
});
