import { serverEventSchemas } from "../../../lib/protocol/server_events.ts";
import { assert, assertEquals, assertStringIncludes } from "../../helpers/assert.ts";
import { jsonRequest, signInAsGuest, type Wire } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";

Deno.test("a connection begins with welcome: who one is, and one's rooms", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  await ana.json("/api/rooms", jsonRequest({ name: "Design" }));
  const wire = await ana.connect();
  await wire.close();
  const second = new WebSocket(server.socketUrl, { headers: { cookie: ana.cookie } });
  const first = await new Promise<string>((resolve) => second.onmessage = (e) => resolve(e.data));
  const welcome = serverEventSchemas.welcome.parse(JSON.parse(first));
  assertEquals(welcome.account, ana.account);
  assertEquals(welcome.rooms.map(({ id, role }) => [id, role]), [["design", "owner"]]);
  second.close();
  await new Promise((resolve) => second.onclose = resolve);
});

Deno.test("what one says reaches everyone in the room, in one order, and looks as the protocol says", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const [a, b] = [await ana.connect(), await bo.connect()];
  await a.join();
  await b.join();
  const said = await a.post("Hello", "lobby", "m1");
  const heard = await b.next("message");
  assertEquals(heard, said);
  serverEventSchemas.message.parse(heard);
  assertEquals([heard.userId, heard.name, heard.content, heard.id, heard.room], [
    ana.account.id,
    "Ana",
    "Hello",
    "m1",
    "lobby",
  ]);
  await Promise.all([a.close(), b.close()]);
});

Deno.test("every line that the server says is one that the protocol knows", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const wire = await ana.connect();
  await wire.join();
  await wire.post("Hello");
  wire.send({ type: "history", room: "lobby", ref: "h" }, { type: "ping", ref: "p" });
  await wire.next("history", ({ ref }) => ref === "h");
  await wire.next("pong", ({ ref }) => ref === "p");
  wire.sendRaw("nonsense");
  await wire.next("error");
  wire.send({ type: "leave", room: "lobby", ref: "l" });
  await wire.next("left", ({ ref }) => ref === "l");
  for (const line of wire.frames.flatMap((frame) => frame.split("\n"))) {
    const value = JSON.parse(line);
    assert(value.type in serverEventSchemas, line);
    serverEventSchemas[value.type as keyof typeof serverEventSchemas].parse(value);
  }
  await wire.close();
});

Deno.test("frames of one connection take effect in their order, also behind a join", async () => {
  await using server = await startServer();
  const wire = await (await signInAsGuest(server)).connect();
  const say = (id: string) => ({ type: "message", room: "lobby", id, content: id });
  wire.send(
    { type: "join", room: "lobby" },
    say("1"),
    say("2"),
    { type: "ping", ref: "x" },
    say("3"),
  );
  const seqs = [];
  for (const id of ["1", "2", "3"]) seqs.push((await wire.next("message", (m) => m.id === id)).seq);
  assertEquals(seqs, [2, 3, 4]);
  await wire.close();
});

Deno.test("a notice tells of one who joins or leaves for real, and of no reconnect", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const a = await ana.connect();
  await a.join();
  const b = await bo.connect();
  await b.join();
  const isBo = ({ id }: { id: string }) => id === bo.account.id;
  const came = await a.next("system", ({ event }) => event.people.some(isBo));
  assertEquals([came.event.kind, came.event.count, came.content], [
    "joined",
    2,
    "Ana (guest) and Bo (guest) joined.",
  ]);
  await b.close();
  const again = await bo.connect();
  const { messages } = await again.join();
  assertEquals(messages.map(({ seq, rev }) => [seq, rev]), [[1, 2]]);
  again.send({ type: "leave", room: "lobby" });
  const left = await a.next("system");
  assertEquals([left.event.kind, left.userId, left.seq], ["left", bo.account.id, 2]);
  await Promise.all([a.close(), again.close()]);
});

async function joined(wire: Wire): Promise<Wire> {
  await wire.join();
  return wire;
}

for (
  const [what, line, code] of [
    ["what is not JSON", "}{", "bad_json"],
    ["what is not an object", '"hi"', "bad_request"],
    ["an unknown type", '{"type":"__proto__"}', "unknown_type"],
    ["a missing field", '{"type":"message","room":"lobby","id":"1"}', "bad_request"],
    [
      "a room that does not exist",
      '{"type":"message","room":"nowhere","id":"1","content":"a"}',
      "not_found",
    ],
    ["joining a room that does not exist", '{"type":"join","room":"nowhere"}', "not_found"],
    [
      "a room that is not joined",
      '{"type":"message","room":"other","id":"1","content":"a"}',
      "not_joined",
    ],
    ["white space", '{"type":"message","room":"lobby","id":"1","content":"  "}', "bad_request"],
    [
      "8,001 characters",
      JSON.stringify({ type: "message", room: "lobby", id: "1", content: "é".repeat(8_001) }),
      "bad_request",
    ],
    [
      "a lone surrogate",
      '{"type":"message","room":"lobby","id":"1","content":"\\udc00"}',
      "bad_request",
    ],
    ["since from the future", '{"type":"join","room":"lobby","since":99}', "future_since"],
    ["nesting 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000), "bad_request"],
  ] as const
) {
  Deno.test(`${what} gets an error line with ${code}, and the connection stays`, async () => {
    await using server = await startServer();
    const ana = await signInAsGuest(server);
    await ana.json("/api/rooms", jsonRequest({ name: "Other" }));
    const wire = await joined(await ana.connect());
    wire.sendRaw(line);
    const error = serverEventSchemas.error.parse(await wire.next("error"));
    assertEquals(error.code, code);
    if (code !== "future_since") {
      assertEquals((await wire.post("still here")).content, "still here");
    }
    await wire.close();
  });
}

Deno.test("an id that is used again gets the first result; with other content it is an error", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const wire = await joined(await ana.connect());
  const first = await wire.post("Hello", "lobby", "m1");
  assertEquals(await wire.post("Hello", "lobby", "m1"), first);
  wire.send({ type: "message", room: "lobby", id: "m1", content: "Other" });
  const error = await wire.next("error");
  assertEquals([error.code, error.ref, error.room], ["id_conflict", "m1", "lobby"]);
  const { messages } = (await ana.json("/api/rooms/lobby/messages")).body as {
    messages: { content: string }[];
  };
  assertEquals(messages.map(({ content }) => content), ["Ana (guest) joined.", "Hello"]);
  await wire.close();
});

Deno.test("two people may use the same id", async () => {
  await using server = await startServer();
  const a = await joined(await (await signInAsGuest(server, "Ana")).connect());
  const b = await joined(await (await signInAsGuest(server, "Bo")).connect());
  assertEquals((await a.post("from Ana", "lobby", "same")).content, "from Ana");
  const own = await b.next("message", (m) => m.name === "Ana");
  assertEquals(own.content, "from Ana");
  b.send({ type: "message", room: "lobby", id: "same", content: "from Bo" });
  assertEquals((await b.next("message")).content, "from Bo");
  await Promise.all([a.close(), b.close()]);
});

Deno.test("a binary frame, and one over 64 KiB, end the connection with their codes", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const binary = await ana.connect();
  binary.sendRaw(new Uint8Array([1, 2, 3]));
  assertEquals((await binary.closed).code, 1003);
  assertEquals((await binary.next("bye")).code, 1003);
  const big = await ana.connect();
  big.sendRaw(JSON.stringify({ type: "ping", ref: "é".repeat(33 * 1024) }));
  assertEquals((await big.closed).code, 1009);
  const huge = await ana.connect();
  huge.sendRaw("x".repeat(1024 * 1024));
  assertEquals((await huge.closed).code, 1009);
});

Deno.test("one who is too fast is told to wait, and one who floods is closed with 4029", async () => {
  await using server = await startServer({ limits: { messageRate: 1, messageBurst: 5 } });
  const wire = await joined(await (await signInAsGuest(server)).connect());
  const ping = '{"type":"ping"}\n';
  wire.sendRaw(ping.repeat(10));
  const error = await wire.next("error");
  assertEquals(error.code, "rate_limited");
  assert(error.retryAfter! > 0);
  wire.sendRaw(ping.repeat(200));
  assertEquals((await wire.closed).code, 4029);
});

Deno.test("without a session the upgrade is 401, and from another site it is 403", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const upgrade = {
    upgrade: "websocket",
    connection: "Upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
  };
  const ask = async (headers: Record<string, string>) => {
    const { hostname, port } = new URL(server.url);
    using conn = await Deno.connect({ hostname, port: Number(port) });
    const head = Object.entries({ host: `${hostname}:${port}`, ...upgrade, ...headers })
      .map(([name, value]) => `${name}: ${value}\r\n`).join("");
    await conn.write(new TextEncoder().encode(`GET /ws HTTP/1.1\r\n${head}\r\n`));
    const buffer = new Uint8Array(4096);
    return new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
  };
  assertStringIncludes(await ask({}), " 401 ");
  assertStringIncludes(await ask({ cookie: "session=wrong" }), " 401 ");
  const foreign = await ask({ cookie: ana.cookie, origin: "https://evil.test" });
  assertStringIncludes(foreign, " 403 ");
  assertStringIncludes(foreign, "bad_origin");
  assertStringIncludes(await ask({ cookie: ana.cookie, origin: "null" }), " 403 ");
  assertStringIncludes(await ask({ cookie: ana.cookie, origin: server.url }), " 101 ");
  const plain = await ana.json("/ws");
  assertEquals(plain.status, 426);
});

Deno.test("an account, and an address, cannot hold connections without end", async () => {
  await using server = await startServer({
    limits: { connectionsPerAccount: 2, connectionsPerAddress: 3 },
  });
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const refusedFor = async (cookie: string) => {
    const socket = new WebSocket(server.socketUrl, { headers: { cookie } });
    return await new Promise<boolean>((resolve) => {
      socket.onerror = () => resolve(true);
      socket.onopen = () => socket.close();
      socket.onclose = () => resolve(false);
    });
  };
  const open = [await ana.connect(), await ana.connect()];
  assert(await refusedFor(ana.cookie), "a third of one account");
  open.push(await bo.connect());
  assert(await refusedFor(bo.cookie), "a fourth of one address");
  await open.pop()!.close();
  assert(!await refusedFor(bo.cookie), "one that fits again");
  for (const wire of open) await wire.close();
});

Deno.test("a server that stops answers what it accepted, then says 1012", async () => {
  const server = await startServer();
  const wire = await joined(await (await signInAsGuest(server)).connect());
  for (let n = 0; n < 50; n++) {
    wire.send({ type: "message", room: "lobby", id: `m${n}`, content: `message ${n}` });
  }
  await wire.next("message", ({ id }) => id === "m0");
  await server.stop();
  assertEquals((await wire.closed).code, 1012);
  assertEquals((await wire.next("bye")).code, 1012);
});
