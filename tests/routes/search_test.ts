import type { Message } from "../../lib/protocol/model.ts";
import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  signInAsGuest,
  signUp,
  type TestPerson,
  type Wire,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

interface Found {
  hits: {
    message: Message;
    room: { id: string; name: string };
    snippet: { text: string; hit: boolean }[];
  }[];
  next?: number;
}

async function ask(person: TestPerson, q: string, rest: Record<string, string> = {}) {
  return await person.json(`/api/search?${new URLSearchParams({ q, ...rest })}`);
}

/** The same, as soon as the person may ask again. */
async function askPatiently(
  ...asked: Parameters<typeof ask>
): Promise<{ status: number; body: unknown }> {
  const answer = await ask(...asked);
  if (answer.status !== 429) return answer;
  await new Promise((resolve) => setTimeout(resolve, 200));
  return await askPatiently(...asked);
}

/** What a person finds, newest first. */
async function find(
  person: TestPerson,
  q: string,
  rest: Record<string, string> = {},
): Promise<Found> {
  const { status, body } = await askPatiently(person, q, rest);
  assertEquals([status, status === 200 ? "" : body], [200, ""]);
  return body as Found;
}

/** The same as the messages' words, as soon as there are as many as expected: within a second. */
async function finds(person: TestPerson, q: string, contents: string[]): Promise<void> {
  const late = Date.now() + 1_500;
  for (;;) {
    const { hits } = await find(person, q);
    if (hits.length === contents.length || Date.now() > late) {
      return assertEquals(hits.map(({ message }) => message.content), contents);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function refuses(person: TestPerson, q: string, sentence: string): Promise<void> {
  const { status, body } = await askPatiently(person, q);
  const { code, message } = body as { code: string; message: string };
  assertEquals([status, code, message], [400, "bad_request", sentence]);
}

/** A person with a socket in the lobby. */
async function come(person: TestPerson, ...rooms: string[]): Promise<Wire> {
  const wire = await person.connect();
  for (const room of ["lobby", ...rooms]) await wire.join(room);
  return wire;
}

Deno.test("GET /api/search finds messages with their room, and marks what was looked for", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  const wire = await come(ana);
  const said = await wire.post("The deploy went well");
  await wire.post("Something else");
  await finds(ana, "dep", ["The deploy went well"]);
  const { hits: [hit], ...rest } = await find(ana, "dep");
  assertEquals(rest, {});
  assertEquals(hit, {
    message: said,
    room: { id: "lobby", name: "Lobby" },
    snippet: [
      { text: "The ", hit: false },
      { text: "deploy", hit: true },
      { text: " went well", hit: false },
    ],
  });
  await wire.close();
});

Deno.test("GET /api/search pages back by `next`", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  const wire = await come(ana);
  for (const n of [1, 2, 3]) await wire.post(`word ${n}`);
  await finds(ana, "word", ["word 3", "word 2", "word 1"]);
  const first = await find(ana, "word", { limit: "2" });
  assertEquals(first.hits.map(({ message }) => message.seq), [4, 3]);
  const second = await find(ana, "word", { limit: "2", before: String(first.next) });
  assertEquals([second.hits.map(({ message }) => message.seq), second.next], [[2], undefined]);
  await wire.close();
});

Deno.test("from: takes a user name, a name, its beginning or me", async () => {
  await using server = await startServer();
  const [ann, bob] = [
    await signUp(server, "ann", "Ann Lee"),
    await signInAsGuest(server, "Bob Ray"),
  ];
  const wires = [await come(ann), await come(bob)];
  await wires[0]!.post("hello from Ann");
  await wires[1]!.post("hello from Bob");
  await finds(ann, "hello", ["hello from Bob", "hello from Ann"]);
  for (const name of ["ann", "@ANN", '"ann lee"', "lee", "me"]) {
    await finds(ann, `hello from:${name}`, ["hello from Ann"]);
  }
  await finds(ann, 'from:"Bob Ray"', ["hello from Bob"]);
  await finds(ann, "hello from:ann from:bob", ["hello from Bob", "hello from Ann"]);
  await refuses(ann, "hello from:carl", 'from: found nobody named "carl".');
  for (const wire of wires) await wire.close();
});

Deno.test("in: takes a room's address or name, and a person of a direct room", async () => {
  await using server = await startServer();
  const [ann, bob] = [await signUp(server, "ann", "Ann Lee"), await signUp(server, "bob", "Bob")];
  const design = await createRoom(ann, { name: "Design Team", kind: "private" });
  const { body } = await ann.json("/api/direct", jsonRequest({ people: [bob.account.id] }));
  const direct = (body as { room: { id: string } }).room;
  const wire = await come(ann, design.id, direct.id);
  for (const room of ["lobby", design.id, direct.id]) await wire.post(`hello ${room}`, room);
  await finds(ann, "hello in:lobby", ["hello lobby"]);
  await finds(ann, "hello in:#lobby", ["hello lobby"]);
  await finds(ann, 'hello in:"design team"', [`hello ${design.id}`]);
  await finds(ann, `in:${design.id}`, [`hello ${design.id}`]);
  await finds(ann, "hello in:@bob", [`hello ${direct.id}`]);
  await finds(bob, 'in:"Ann Lee"', [`hello ${direct.id}`]);
  const { hits } = await find(bob, 'in:"Ann Lee"');
  assertEquals(hits[0]?.room, { id: direct.id, name: "Ann Lee" });
  await wire.close();
});

Deno.test("rooms that one may not read are neither searched nor hinted at", async () => {
  await using server = await startServer();
  const [ann, bob] = [await signUp(server, "ann"), await signUp(server, "bob")];
  const den = await createRoom(ann, { name: "Den", kind: "private" });
  const hall = await createRoom(ann, { name: "Hall", kind: "public" });
  const wire = await come(ann, den.id, hall.id);
  await wire.post("secret of the den", den.id);
  await wire.post("secret of the hall", hall.id);
  await finds(ann, "secret", ["secret of the hall", "secret of the den"]);
  await finds(bob, "secret", ["secret of the hall"]);
  const unknown = 'in: found no room named "den" that you can read.';
  await refuses(bob, "secret in:den", unknown);
  await refuses(bob, `secret in:${den.id}`, unknown.replace('"den"', `"${den.id}"`));
  await wire.close();
});

Deno.test("who is removed from a room finds nothing in it from then on", async () => {
  await using server = await startServer();
  const [ann, bob] = [await signUp(server, "ann"), await signUp(server, "bob")];
  const den = await createRoom(ann, { name: "Den", kind: "private" });
  const code = await createInvite(ann, den.id);
  assertEquals((await bob.json("/api/invites/accept", jsonRequest({ code }))).status, 200);
  const wire = await come(ann, den.id);
  await wire.post("secret of the den", den.id);
  await finds(bob, "secret", ["secret of the den"]);
  const removed = await ann.fetch(`/api/rooms/${den.id}/members/${bob.account.id}`, {
    method: "DELETE",
  });
  await removed.body?.cancel();
  assert(removed.ok);
  assertEquals((await find(bob, "secret")).hits, []);
  await wire.close();
});

Deno.test("guests elsewhere are not hinted at, and those who left are found by what they wrote", async () => {
  await using server = await startServer();
  const ann = await signUp(server, "ann");
  const gus = await signInAsGuest(server, "Gus");
  await refuses(ann, "from:gus", 'from: found nobody named "gus".');
  const wire = await come(gus);
  await wire.post("gone soon");
  await finds(ann, "gone", ["gone soon"]);
  wire.send({ type: "leave", room: "lobby" });
  await wire.next("left");
  await finds(ann, "from:gus", ["gone soon"]);
  await wire.close();
});

Deno.test("what was edited or deleted is not found by what it said", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  const wire = await come(ana);
  const [one, two] = [await wire.post("first secret"), await wire.post("second secret")];
  await finds(ana, "secret", ["second secret", "first secret"]);
  wire.send({ type: "delete", room: "lobby", seq: one.seq });
  wire.send({ type: "edit", room: "lobby", seq: two.seq, content: "nothing to hide" });
  await wire.next("message", ({ seq, rev }) => seq === two.seq && rev > two.rev);
  assertEquals((await find(ana, "secret")).hits, []);
  await finds(ana, "hide", ["nothing to hide"]);
  await wire.close();
});

Deno.test("GET /api/search refuses what it cannot read, strangers, and who asks too often", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  await refuses(ana, "before:soon x", 'before: takes a day like 2026-01-31, not "soon".');
  assertEquals((await ana.json("/api/search")).status, 400);
  assertEquals((await ask(ana, "x", { before: "then" })).status, 400);
  const stranger = await fetch(`${server.url}/api/search?q=x`);
  await stranger.body?.cancel();
  assertEquals(stranger.status, 401);
  const bo = await signInAsGuest(server, "Bo");
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(bo, "x")));
  const refused = answers.filter(({ status }) => status === 429);
  assert(refused.length >= 2, `${refused.length} were refused`);
  assertMatch(JSON.stringify(refused[0]!.body), /"code":"rate_limited".*"retryAfter":1/);
});
