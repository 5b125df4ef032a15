import type { ErrorBody } from "../../../lib/protocol/errors.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  setUpAdmin,
  signInAsGuest,
  signUp,
  type TestPerson,
} from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";

/** What a server without settings allows. */
const DEFAULTS = {
  writesPerMinute: 120,
  roomsPerHour: 100,
  directRoomsPerHour: 60,
  guestRooms: "off",
} as const;

/** Asks so often, and returns how many were refused as too many. */
async function refusedOf(times: number, ask: (n: number) => Promise<{ status: number }>) {
  const all = [];
  for (let n = 0; n < times; n++) all.push((await ask(n)).status);
  return all.filter((status) => status === 429).length;
}

function direct(person: TestPerson, ...others: TestPerson[]) {
  return person.json(
    "/api/direct",
    jsonRequest({ people: others.map(({ account }) => account.id) }),
  );
}

Deno.test("a guest cannot make rooms, and is told what would help", async () => {
  await using server = await startServer({ limits: DEFAULTS });
  const eve = await signInAsGuest(server, "Eve");
  const { status, body } = await eve.json("/api/rooms", jsonRequest({ name: "Mine" }));
  assertEquals([status, (body as ErrorBody).code], [403, "forbidden"]);
  assertEquals(
    (body as ErrorBody).message,
    "Guests cannot make rooms here. Sign up to make one.",
  );
  assertEquals((await (await fetch(`${server.url}/api/info`)).json()).guestRooms, "off");
  const ana = await signUp(server, "ana");
  assertEquals((await createRoom(ana, { name: "Mine" })).role, "owner");
});

Deno.test("GUEST_ROOMS=on lets guests make rooms", async () => {
  await using server = await startServer({ limits: { ...DEFAULTS, guestRooms: "on" } });
  const eve = await signInAsGuest(server, "Eve");
  assertEquals((await createRoom(eve, { name: "Mine" })).role, "owner");
});

Deno.test("a guest can put a stranger into five direct rooms an hour, and no more", async () => {
  await using server = await startServer({ limits: DEFAULTS });
  const others: TestPerson[] = [];
  for (let n = 0; n < 8; n++) others.push(await signInAsGuest(server, `Other ${n}`));
  const [eve, victim] = [await signInAsGuest(server, "Eve"), await signInAsGuest(server, "Victim")];
  const refused = await refusedOf(8, (n) => direct(eve, victim, others[n]!));
  assertEquals(refused, 3);
  // Where one writes already, one comes back to.
  assertEquals((await direct(eve, victim, others[0]!)).status, 200);
  const { body } = await direct(eve, victim, others[7]!);
  assertEquals((body as ErrorBody).code, "rate_limited");
  assert((body as ErrorBody).retryAfter! > 60);
});

Deno.test("an account makes so many rooms in an hour, and no more", async () => {
  await using server = await startServer({ limits: { roomsPerHour: 3 } });
  const ana = await signUp(server, "ana");
  const make = (n: number) => ana.json("/api/rooms", jsonRequest({ name: `Room ${n}` }));
  assertEquals(await refusedOf(5, make), 2);
  assertEquals(
    (await (await signUp(server, "bo")).json("/api/rooms", jsonRequest({ name: "Bo" }))).status,
    201,
  );
});

Deno.test("every write costs, dear ones more, and reading costs nothing", async () => {
  await using server = await startServer({ limits: DEFAULTS });
  const ana = await signUp(server, "ana");
  const { id } = await createRoom(ana, { name: "Design" });
  // 230 of 240 are left, and some come back meanwhile.
  for (let n = 0; n < 20; n++) await createInvite(ana, id);
  const level = () =>
    ana.fetch(`/api/rooms/${id}/level`, { ...jsonRequest({ level: "all" }), method: "PUT" });
  const refused = await refusedOf(100, async () => {
    const response = await level();
    await response.body?.cancel();
    return response;
  });
  assert(refused > 20 && refused < 80, `${refused} were refused`);
  const { status, body } = await ana.json(`/api/rooms/${id}/invites`, jsonRequest({}));
  assertEquals([status, (body as ErrorBody).code], [429, "rate_limited"]);
  assert((body as ErrorBody).retryAfter! <= 5);
  assertEquals((await ana.json(`/api/rooms/${id}/invites`)).status, 200);
});

Deno.test("a guest who comes and goes by the socket is refused as by HTTP, from the same bucket", async () => {
  await using server = await startServer({ limits: DEFAULTS });
  const eve = await signInAsGuest(server, "Eve");
  const wire = await eve.connect();
  for (let n = 0; n < 80; n++) {
    wire.send({ type: "join", room: "lobby" });
    wire.send({ type: "leave", room: "lobby" });
  }
  wire.send({ type: "ping", ref: "end" });
  await wire.next("pong");
  const joins = wire.lines.filter(({ type }) => type === "joined").length;
  const refused = wire.lines.filter((line) =>
    line.type === "error" && line.code === "rate_limited"
  );
  assert(joins <= 32, `${joins} joins were let through`);
  assert(refused.length >= 48, `${refused.length} were refused`);
  assertEquals((await eve.json("/api/rooms/lobby/join", jsonRequest({}))).status, 429);
  await wire.close();
});

Deno.test("one who writes too much takes nothing from the others at the same address", async () => {
  await using server = await startServer({ limits: DEFAULTS });
  const boss = await setUpAdmin(server);
  const guests: TestPerson[] = [];
  for (let n = 0; n < 20; n++) guests.push(await signInAsGuest(server, `Guest ${n}`));
  const rename = (person: TestPerson, n: number) =>
    person.json("/api/account", {
      ...jsonRequest({ name: `Name ${n} of ${person.account.name}` }),
      method: "PATCH",
    });
  const flood = guests.map((one) => refusedOf(40, (n) => rename(one, n)));
  const refused = await Promise.all(flood);
  assert(refused.every((count) => count >= 15), `${refused}`);
  assertEquals((await rename(boss, 1)).status, 200);
  assertEquals((await createRoom(boss, { name: "Design" })).role, "owner");
});

Deno.test("people behind one address are not refused, and an address without accounts is bounded", async () => {
  await using server = await startServer({ limits: { ...DEFAULTS, writesPerMinute: 6 } });
  const people: TestPerson[] = [];
  for (let n = 0; n < 15; n++) people.push(await signUp(server, `person-${n}`));
  const save = (person: TestPerson) => person.json("/api/rooms/lobby/join", jsonRequest({}));
  assertEquals(
    await Promise.all(people.map(async (one) => (await save(one)).status)),
    people.map(() => 200),
  );
  const knock = async () => {
    const response = await fetch(
      `${server.url}/api/invites/preview`,
      jsonRequest({ code: "none" }),
    );
    await response.body?.cancel();
    return response;
  };
  // All at once, because who is refused again and again is answered late.
  const answers = await Promise.all(Array.from({ length: 260 }, knock));
  assert(answers.some(({ status }) => status === 429));
  assertEquals((await save(people[0]!)).status, 200);
});
