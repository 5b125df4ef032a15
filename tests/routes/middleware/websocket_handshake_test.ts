import { assert, assertEquals, assertMatch, assertStringIncludes } from "../../helpers/assert.ts";
import {
  jsonRequest,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
  Wire,
} from "../../helpers/test_person.ts";
import { rawRequest, sendRaw, statusOf } from "../../helpers/raw_http.ts";
import { startServer, type TestServer } from "../../helpers/test_server.ts";

const UPGRADE = {
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-version": "13",
};

/** Asks for a socket by a raw handshake, and gives the whole answer. */
async function ask(
  server: TestServer,
  headers: Record<string, string | undefined>,
  query = "",
): Promise<string> {
  const { host } = new URL(server.url);
  return await sendRaw(
    server.url,
    rawRequest(`GET /ws${query}`, { host, ...UPGRADE, ...headers }),
  );
}

async function grant(server: TestServer): Promise<{ access: string; refresh: string }> {
  const body = { username: "ana", password: TEST_PASSWORD };
  return await (await fetch(`${server.url}/api/token`, jsonRequest(body))).json();
}

const BROKEN: [string, Record<string, string | undefined>, number][] = [
  ["no Upgrade", { upgrade: undefined }, 426],
  ["another Upgrade", { upgrade: "h2c" }, 426],
  ["no Connection", { connection: undefined }, 400],
  ["Connection: keep-alive", { connection: "keep-alive" }, 400],
  ["no version", { "sec-websocket-version": undefined }, 426],
  ["version 12", { "sec-websocket-version": "12" }, 426],
  ["version 14", { "sec-websocket-version": "14" }, 426],
  ["no key", { "sec-websocket-key": undefined }, 400],
  ["a key of five bytes", { "sec-websocket-key": "aGVsbG8=" }, 400],
  ["a key that is not base64", { "sec-websocket-key": "!!!!!!!!!!!!!!!!!!!!!!==" }, 400],
];

Deno.test("a broken handshake is told what is wrong with it, and never opens a socket", async (t) => {
  await using server = await startServer();
  const { cookie } = await signInAsGuest(server);
  for (const [what, headers, status] of BROKEN) {
    await t.step(`${what} is ${status}`, async () => {
      const answer = await ask(server, { cookie, ...headers });
      assertEquals(statusOf(answer)[0], status, answer);
      if (status === 426) {
        assertMatch(answer, /\r\nsec-websocket-version: 13\r\n/i);
        assertMatch(answer, /\r\nupgrade: websocket\r\n/i);
      }
    });
  }
  const firefox = { cookie, connection: "keep-alive, Upgrade" };
  assertEquals(statusOf(await ask(server, firefox))[0], 101);
});

Deno.test("of offered subprotocols the first is answered, however the list is written", async () => {
  await using server = await startServer();
  const { cookie } = await signInAsGuest(server);
  for (const offered of ["chat", "chat,other", "chat, other", " chat ,other"]) {
    const answer = await ask(server, { cookie, "sec-websocket-protocol": offered });
    assertEquals(statusOf(answer)[0], 101);
    assertEquals(answer.match(/sec-websocket-protocol: (.*)\r\n/i)?.[1], "chat");
  }
  assert(!/sec-websocket-protocol/i.test(await ask(server, { cookie })));
  const socket = new WebSocket(server.socketUrl, { headers: { cookie }, protocols: ["a", "b"] });
  await new Promise((resolve) => socket.onopen = resolve);
  assertEquals(socket.protocol, "a");
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
});

Deno.test("a 401 says what was wrong with what was shown, and how to do it right", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { access, refresh } = await grant(server);
  const ended = (await signInAsGuest(server, "Bo")).cookie;
  await fetch(`${server.url}/api/session`, { method: "DELETE", headers: { cookie: ended } });
  const tried: [Record<string, string>, string, RegExp][] = [
    [{}, "", /Sign in first/],
    [{ cookie: ended }, "", /session has ended/],
    [{ authorization: "Basic YTpi" }, "", /must be Bearer/],
    [{ authorization: `Bearer ${refresh}` }, "", /not an access token/],
    [{ authorization: `Bearer ${access}x` }, "", /not valid here/],
    [{ cookie: ana.cookie }, "?token=wrong", /ticket is not valid.*access token works here/],
    [{ cookie: ana.cookie }, `?token=${access}x`, /not valid here/],
  ];
  for (const [headers, query, message] of tried) {
    const answer = await ask(server, headers, query);
    assertEquals(statusOf(answer), [401, "unauthorized"]);
    assertMatch(answer, message);
    assertMatch(answer, /\r\nwww-authenticate: Bearer realm="parley"/i);
    const hasError = /www-authenticate: .*error="invalid_token", error_description="/i.test(answer);
    assertEquals(hasError, message.source !== "Sign in first");
    assert(!answer.includes(access), "the answer does not repeat the token");
  }
});

Deno.test("an access token opens a socket by its address, as often as it lives", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const { access } = await grant(server);
  for (let n = 0; n < 2; n++) {
    const wire = await Wire.open(`${server.socketUrl}?token=${access}`, {});
    assertStringIncludes(wire.frames[0]!, ana.account.id);
    await wire.close();
  }
  const response = await fetch(`${server.url}/api/session?token=${access}`);
  await response.body?.cancel();
  assertEquals(response.status, 401, "only the socket takes it from an address");
});

Deno.test("a method that an address does not know is 405, and Allow names the others", async () => {
  await using server = await startServer();
  const { host } = new URL(server.url);
  const method = async (line: string) => {
    const answer = await sendRaw(server.url, rawRequest(line, { host, "content-length": "0" }));
    return [...statusOf(answer), answer.match(/allow: (.*)\r\n/i)?.[1]];
  };
  assertEquals(await method("POST /ws"), [405, "wrong_method", "GET, HEAD"]);
  assertEquals(await method("GET /api/guest"), [405, "wrong_method", "POST"]);
  assertEquals(await method("PUT /api/session"), [405, "wrong_method", "GET, HEAD, DELETE"]);
  assertEquals(await method("POST /r/lobby"), [405, "wrong_method", "GET, HEAD"]);
  assertEquals(await method("DELETE /healthz"), [405, "wrong_method", "GET, HEAD"]);
  for (const line of ["POST /api/nowhere", "PUT /nowhere", "GET /api/nowhere"]) {
    assertEquals((await method(line)).slice(0, 2), [404, "not_found"], line);
  }
  const { body } = await fetch(`${server.url}/api/guest`, { headers: { accept: "text/html" } });
  assertStringIncludes(await new Response(body).text(), "POST would be.");
});
