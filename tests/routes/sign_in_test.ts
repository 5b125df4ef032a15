import { assert, assertEquals, assertMatch, assertNotEquals } from "../helpers/assert.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  setUpAdmin,
  signIn,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
} from "../helpers/test_person.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";

/** Posts without a session: the status, the code of a refusal, and the seconds to wait. */
async function send(server: TestServer, path: string, body: unknown, headers = {}) {
  const init = jsonRequest(body);
  const response = await fetch(`${server.url}/api/${path}`, {
    ...init,
    headers: { ...init.headers, ...headers },
  });
  const answer = await response.json();
  return { status: response.status, answer, retryAfter: response.headers.get("retry-after") };
}

const info = async (server: TestServer) => await (await fetch(`${server.url}/api/info`)).json();

Deno.test("a guest gets an account and a cookie that scripts and other sites cannot use", async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/api/guest`, jsonRequest({ name: "  Ana  Li " }));
  assertEquals(response.status, 201);
  assertEquals((await response.json()).account.name, "Ana Li");
  const cookie = response.headers.get("set-cookie")!;
  assertMatch(cookie, /^session=[\w-]{43}; /);
  for (const part of ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"]) {
    assert(cookie.includes(part), `${part} in ${cookie}`);
  }
});

Deno.test("on HTTPS the cookie is tied to the host", async () => {
  await using server = await startServer({
    publicUrl: new URL("https://chat.test"),
    guests: "on",
  });
  await setUpAdmin(server);
  const response = await fetch(`${server.url}/api/guest`, jsonRequest({ name: "Ana" }));
  await response.body?.cancel();
  const cookie = response.headers.get("set-cookie")!;
  assertMatch(cookie, /^__Host-session=.*; Secure/);
  assert(response.headers.has("strict-transport-security"));
});

Deno.test("GET /api/session tells who one is, and is 401 for anyone else", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  assertEquals(await ana.json("/api/session"), { status: 200, body: { account: ana.account } });
  for (const cookie of ["", "session=", "session=x", `${ana.cookie}x`]) {
    const response = await fetch(`${server.url}/api/session`, { headers: { cookie } });
    assertEquals(response.status, 401);
    const body = await response.json();
    assertEquals([body.type, body.code], ["error", "unauthorized"]);
  }
});

Deno.test("signing out ends the session for good, also for a copy of its cookie", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const response = await ana.fetch("/api/session", { method: "DELETE" });
  assertEquals(response.status, 204);
  assertMatch(response.headers.get("set-cookie")!, /^session=;.*Max-Age=0/);
  assertEquals((await ana.json("/api/session")).status, 401);
});

Deno.test("one address cannot create guests without end", async () => {
  await using server = await startServer({ limits: { guestsPerHour: 2 } });
  await signInAsGuest(server, "Ana");
  await signInAsGuest(server, "Bo");
  const response = await fetch(`${server.url}/api/guest`, jsonRequest({ name: "Cy" }));
  assertEquals(response.status, 429);
  assert(Number(response.headers.get("retry-after")) > 0);
  assertEquals((await response.json()).code, "rate_limited");
});

const REFUSED: [string, RequestInit, number, string][] = [
  ["a body that is not JSON", { ...jsonRequest(null), body: "{" }, 400, "bad_json"],
  ["a list", jsonRequest([]), 400, "bad_request"],
  ["a missing name", jsonRequest({}), 400, "bad_request"],
  ["a name of spaces", jsonRequest({ name: " " }), 400, "bad_request"],
  ["a name with a bidi override", jsonRequest({ name: "\u202eanA" }), 400, "bad_request"],
  [
    "a plain form",
    { method: "POST", body: new URLSearchParams({ name: "Ana" }) },
    400,
    "bad_request",
  ],
  ["a body of 65 KiB", jsonRequest({ name: "a".repeat(65 * 1024) }), 413, "too_large"],
  [
    "another site",
    {
      ...jsonRequest({ name: "Ana" }),
      headers: { ...jsonRequest({}).headers, origin: "https://evil.test" },
    },
    403,
    "bad_origin",
  ],
];

Deno.test("POST /api/guest refuses what is no request for a guest", async (t) => {
  await using server = await startServer();
  for (const [what, init, status, code] of REFUSED) {
    await t.step(`${what}, with ${status} ${code}`, async () => {
      const response = await fetch(`${server.url}/api/guest`, init);
      assertEquals([response.status, (await response.json()).code], [status, code]);
      assertEquals(response.headers.get("set-cookie"), null);
    });
  }
});

Deno.test("the first start has a set-up link, and whoever opens it first is the admin", async () => {
  await using server = await startServer();
  assertEquals(await info(server), { setup: true, signup: "open", guests: "on", guestRooms: "on" });
  const token = new URL(server.setupLink).hash.slice(1);
  const request = { token: "guess", username: "eve", password: TEST_PASSWORD };
  assertEquals((await send(server, "setup", request)).status, 404);
  const boss = await setUpAdmin(server);
  assertEquals([boss.account.role, boss.account.username], ["admin", "boss"]);
  assertEquals(await info(server), {
    setup: false,
    signup: "open",
    guests: "on",
    guestRooms: "on",
  });
  assertEquals((await send(server, "setup", { ...request, token })).status, 404);
  const { status } = await send(server, "signin", { username: "eve", password: TEST_PASSWORD });
  assertEquals(status, 401);
});

Deno.test("a role, an id or an account that is smuggled into a sign-up changes nothing", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const body = { username: "eve", password: TEST_PASSWORD, role: "admin", id: ana.account.id };
  const { status, answer } = await send(server, "signup", { ...body, account: { role: "admin" } });
  assertEquals([status, answer.account.role], [201, "client"]);
  assertNotEquals(answer.account.id, ana.account.id);
});

Deno.test("a guest who signs up keeps rooms and messages, and tells its open sockets", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  const room = await createRoom(ana, { name: "Mine", kind: "private" });
  const wire = await ana.connect();
  await wire.join(room.id);
  await wire.post("before", room.id);
  const response = await ana.fetch(
    "/api/signup",
    jsonRequest({ username: "ana", password: TEST_PASSWORD, name: "Ana Li" }),
  );
  assertEquals((await response.json()).account, {
    id: ana.account.id,
    name: "Ana Li",
    role: "client",
    username: "ana",
  });
  assertEquals((await wire.next("account")).account.username, "ana");
  assertEquals((await wire.closed).code, 4001);
  const again = await signIn(server, "ana");
  const { body } = await again.json(`/api/rooms/${room.id}/messages`);
  const { messages } = body as { messages: { content: string; name: string }[] };
  assertEquals([messages.at(-1)!.content, messages.at(-1)!.name], ["before", "Ana Li"]);
});

Deno.test("a cookie from before a sign-in is worth nothing after it", async () => {
  await using server = await startServer();
  await signUp(server, "ana");
  const planted = await signInAsGuest(server, "Eve");
  const body = jsonRequest({ username: "ana", password: TEST_PASSWORD });
  const response = await planted.fetch("/api/signin", body);
  await response.body?.cancel();
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
  assertNotEquals(cookie, planted.cookie);
  assertEquals((await planted.json("/api/session")).status, 401);
  const own = await fetch(`${server.url}/api/session`, { headers: { cookie } });
  assertEquals((await own.json()).account.username, "ana");
});

Deno.test("guessing is 429 with the time to wait, for known and unknown names alike", async () => {
  await using server = await startServer();
  await signUp(server, "ana");
  const guess = (username: string) => send(server, "signin", { username, password: "wrong" });
  const wrong = [await guess("ana"), await guess("nobody")];
  assertEquals(wrong[0]!.status, 401);
  assertEquals(wrong[0]!.answer.code, "bad_credentials");
  assertEquals(wrong[1], wrong[0]!);
  for (const username of ["ana", "nobody"]) for (let n = 0; n < 9; n++) await guess(username);
  const stopped = [await guess("ana"), await guess("nobody")];
  assertEquals([stopped[0]!.status, stopped[0]!.answer.code], [429, "rate_limited"]);
  const wait = Number(stopped[0]!.retryAfter);
  assert(wait > 0 && wait <= 180, `Retry-After: ${wait}`);
  assertEquals(stopped[1]!.answer.message, stopped[0]!.answer.message);
  const right = await send(server, "signin", { username: "ana", password: TEST_PASSWORD });
  assertEquals(right.status, 429);
});

Deno.test("guessing from elsewhere keeps neither a browser of before out nor a program with a session", async () => {
  await using server = await startServer({ trustedProxies: ["127.0.0.0/8"] });
  await setUpAdmin(server);
  const ana = await signUp(server, "ana");
  const first = await fetch(
    `${server.url}/api/signin`,
    jsonRequest({ username: "ana", password: TEST_PASSWORD }),
  );
  await first.body?.cancel();
  const device = first.headers.getSetCookie().find((one) => one.startsWith("device="))!;
  for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) assert(device.includes(part), part);
  for (let n = 0; n < 12; n++) {
    const wrong = { username: "ana", password: "wrong" };
    await send(server, "signin", wrong, { "x-forwarded-for": `203.0.113.${n}` });
  }
  const right = { username: "ana", password: TEST_PASSWORD };
  const status = async (path: string, cookie: string) =>
    (await send(server, path, right, { cookie })).status;
  assertEquals(await status("signin", ""), 429);
  assertEquals(await status("token", ""), 429);
  assertEquals(await status("signin", device.split(";")[0]!), 200);
  assertEquals(await status("token", ana.cookie), 200);
  const next = { current: TEST_PASSWORD, password: "a better battery" };
  assertEquals((await ana.json("/api/account/password", jsonRequest(next, "PUT"))).status, 204);
});

Deno.test("guessing from one address is 429 whatever names are tried, and whatever the header says", async () => {
  await using server = await startServer();
  const guess = (n: number) => {
    const body = { username: `name-${n}`, password: "wrong" };
    return send(server, "signin", body, { "x-forwarded-for": `203.0.113.${n}` });
  };
  for (let n = 0; n < 30; n++) assertEquals((await guess(n)).status, 401);
  const { status, retryAfter } = await guess(31);
  assertEquals(status, 429);
  assert(Number(retryAfter) > 0);
});

Deno.test("behind a trusted proxy each client is counted by itself", async () => {
  const limits = { guestsPerHour: 1 };
  const trustedProxies = ["127.0.0.0/8"];
  await using server = await startServer({ trustedProxies, guests: "on", limits });
  await setUpAdmin(server);
  const come = async (name: string, forwarded: string) =>
    (await send(server, "guest", { name }, { "x-forwarded-for": forwarded })).status;
  assertEquals(await come("Ana", "203.0.113.1"), 201);
  assertEquals(await come("Bo", "203.0.113.2"), 201);
  assertEquals(await come("Cy", "1.1.1.1, 203.0.113.1"), 429);
});

Deno.test("X-Forwarded-For from anyone but a trusted proxy is ignored", async () => {
  await using server = await startServer({ limits: { guestsPerHour: 1 } });
  const come = async (name: string, forwarded: string) =>
    (await send(server, "guest", { name }, { "x-forwarded-for": forwarded })).status;
  assertEquals(await come("Ana", "203.0.113.1"), 201);
  assertEquals(await come("Bo", "203.0.113.2"), 429);
});

Deno.test("SIGNUP=closed and GUESTS=off let in only those who have an account", async () => {
  await using server = await startServer({ signup: "closed", guests: "off" });
  assertEquals(await info(server), {
    setup: true,
    signup: "closed",
    guests: "off",
    guestRooms: "on",
  });
  const boss = await setUpAdmin(server);
  const signup = await send(server, "signup", { username: "ana", password: TEST_PASSWORD });
  assertEquals([signup.status, signup.answer.code], [403, "forbidden"]);
  assertEquals((await send(server, "guest", { name: "Ana" })).status, 403);
  assertEquals((await signIn(server, "boss")).account.id, boss.account.id);
});

Deno.test("SIGNUP=invite lets in by the invite of a room, which then opens the room", async () => {
  await using server = await startServer({ signup: "invite" });
  const boss = await setUpAdmin(server);
  const room = await createRoom(boss, { name: "Plans", kind: "private" });
  const invite = await createInvite(boss, room.id, { uses: 1 });
  const body = { username: "ana", password: TEST_PASSWORD };
  assertEquals((await send(server, "signup", body)).status, 403);
  assertEquals((await send(server, "signup", { ...body, invite: "guess" })).status, 403);
  assertEquals((await send(server, "signup", { ...body, invite })).status, 201);
  const ana = await signIn(server, "ana");
  assertEquals((await ana.json(`/api/rooms/${room.id}`)).status, 200);
  const second = { username: "bo", password: TEST_PASSWORD, invite };
  assertEquals((await send(server, "signup", second)).status, 403);
});

const FORMS = [
  ["signin", { username: "ana", password: TEST_PASSWORD }],
  ["signup", { username: "eve", password: TEST_PASSWORD }],
  ["setup", { username: "eve", password: TEST_PASSWORD, token: "x" }],
  ["token", { username: "ana", password: TEST_PASSWORD }],
  ["reset", { token: "x", password: TEST_PASSWORD }],
] as const;

Deno.test("a form of another site is refused, whatever it calls itself", async (t) => {
  await using server = await startServer();
  for (const [path, fields] of FORMS) {
    const forms: RequestInit[] = [
      { body: new URLSearchParams(fields) },
      { body: JSON.stringify(fields), headers: { "content-type": "text/plain" } },
      { body: JSON.stringify(fields) },
      {
        ...jsonRequest(fields),
        headers: { ...jsonRequest({}).headers, origin: "https://evil.test" },
      },
      { ...jsonRequest(fields), headers: { ...jsonRequest({}).headers, origin: "null" } },
    ];
    await t.step(`POST /api/${path}`, async () => {
      for (const form of forms) {
        const response = await fetch(`${server.url}/api/${path}`, { method: "POST", ...form });
        const { code } = await response.json();
        assert(["bad_request", "bad_origin"].includes(code), code);
        assertEquals(response.headers.get("set-cookie"), null);
      }
    });
  }
});

Deno.test("an origin that only looks like Parley's is another site", async () => {
  await using server = await startServer();
  const { host, port } = new URL(server.url);
  for (
    const origin of [`http://${host}.evil.test`, `http://evil.test:${port}`, "http://127.0.0.1"]
  ) {
    const { status } = await send(server, "guest", { name: "Ana" }, { origin });
    assertEquals(status, 403, origin);
  }
  assertEquals((await send(server, "guest", { name: "Ana" }, { origin: server.url })).status, 201);
});
