import { createClient } from "../../../lib/client/client.ts";
import { ClientError } from "../../../lib/client/client_error.ts";
import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import { TokenSession } from "../../../lib/client/token_session.ts";
import type { ClientState } from "../../../lib/client/types.ts";
import { CLOSE_CODES } from "../../../lib/protocol/close_codes.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { jsonRequest, signUp, TEST_PASSWORD } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";
import { setup } from "./client_fixture.ts";

const settled = () => new Promise((resolve) => setTimeout(resolve));
const unauthorized = () =>
  Promise.resolve(
    Response.json({ type: "error", code: "unauthorized", message: "It has expired." }, {
      status: 401,
    }),
  );

Deno.test("a function for the url is asked again before every connection", async () => {
  let tickets = 0;
  const { client, clock, sockets, welcome } = setup({
    url: () => ({ url: `ws://chat/ws?token=${++tickets}`, headers: { cookie: "session=x" } }),
  });
  client.open();
  assertEquals(client.state, { kind: "connecting", attempt: 1 });
  await settled();
  welcome();
  sockets[0]!.disconnect();
  clock.advance(60_000);
  await settled();
  assertEquals(sockets.map(({ url }) => url), [
    "ws://chat/ws?token=1",
    "ws://chat/ws?token=2",
  ]);
});

Deno.test("a function that is refused ends the client; one that fails otherwise is asked later", async () => {
  let error: Error = new TypeError("no network");
  const { client, clock, sockets } = setup({ url: () => Promise.reject(error) });
  client.open();
  await settled();
  assertEquals(client.state.kind, "offline");
  error = new ClientError("unauthorized", "The refresh token was used before.");
  clock.advance(60_000);
  await settled();
  assertEquals(client.state.kind, "ended");
  assertEquals((client.state as { code?: number }).code, CLOSE_CODES.signedOut);
  assertEquals([sockets.length, clock.timers], [0, 0]);
});

Deno.test("a client that is closed while its function is asked opens no socket", async () => {
  const answer = Promise.withResolvers<{ url: string }>();
  const { client, sockets } = setup({ url: () => answer.promise });
  client.open();
  client.close();
  answer.resolve({ url: "ws://chat/ws" });
  await settled();
  assertEquals([client.state.kind, sockets.length], ["idle", 0]);
});

Deno.test("an upgrade that was refused with 401 ends the client, with what the server said", async () => {
  const asked: string[] = [];
  const { client, sockets } = setup({
    url: "wss://chat/ws?token=old",
    fetch: (path) => {
      asked.push(path);
      return unauthorized();
    },
  });
  client.open();
  sockets[0]!.disconnect();
  await settled();
  await settled();
  assertEquals(client.state, {
    kind: "ended",
    code: CLOSE_CODES.signedOut,
    reason: "It has expired.",
  });
  assertEquals(asked, ["/api/session"]);
});

Deno.test("an upgrade that failed without a 401 is tried again, and so is a socket that was open", async () => {
  for (const status of [200, 503]) {
    const answer = () => Promise.resolve(new Response("{}", { status }));
    const { client, sockets } = setup({ fetch: answer });
    client.open();
    sockets[0]!.disconnect();
    await settled();
    assertEquals(client.state.kind, "offline", `${status}`);
  }
  const { client, sockets, online } = setup({ fetch: unauthorized });
  online();
  sockets[0]!.disconnect();
  await settled();
  assertEquals(client.state.kind, "offline");
});

/** Resolves when a client is in a state of this kind. */
function reached(client: ReturnType<typeof createClient>, kind: ClientState["kind"]) {
  return new Promise<void>((resolve) => {
    const done = client.subscribe((event) => {
      if (event.type !== "state" || event.state.kind !== kind) return;
      done();
      resolve();
    });
  });
}

Deno.test("a program with tokens comes back after a restart, and ends when it is signed out", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await startServer({ dataDir });
  try {
    const ana = await signUp(server, "ana");
    const body = { username: "ana", password: TEST_PASSWORD };
    const tokens = await (await fetch(`${server.url}/api/token`, jsonRequest(body))).json();
    const kept: string[] = [tokens.refresh];
    const session = new TokenSession({
      origin: server.url,
      refresh: tokens.refresh,
      onRefresh: (refresh) => kept.push(refresh),
    });
    const client = createClient({
      url: session.socketTarget,
      WebSocket,
      fetch: session.fetch,
      storage: memoryStorage(),
      account: ana.account.id,
    });
    const online = reached(client, "online");
    client.open();
    await online;
    const offline = reached(client, "offline");
    const port = Number(new URL(server.url).port);
    await server.stop();
    await offline;
    const again = reached(client, "online");
    server = await startServer({ dataDir, port });
    client.reconnectNow();
    await again;
    assertEquals(kept.length, 2, "an access token that is still good is not renewed");

    const ended = reached(client, "ended");
    const { sessions } = (await ana.json("/api/sessions")).body as {
      sessions: { id: string; kind: string }[];
    };
    const program = sessions.find(({ kind }) => kind === "program")!;
    const gone = await ana.fetch(`/api/sessions/${program.id}`, { method: "DELETE" });
    assert(gone.ok);
    await ended;
    client.close();
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("a program whose session ended while it was away is told so and does not try for ever", async () => {
  await using server = await startServer();
  const ana = await signUp(server, "ana");
  const session = new TokenSession({ origin: server.url, refresh: "prt_unknown" });
  const client = createClient({
    url: session.socketTarget,
    WebSocket,
    storage: memoryStorage(),
    account: ana.account.id,
  });
  const ended = reached(client, "ended");
  client.open();
  await ended;
  client.close();
});

Deno.test("several who ask for an access token at once share one renewal", async () => {
  let renewals = 0;
  let now = 0;
  const session = new TokenSession({
    origin: "https://chat",
    refresh: "prt_first",
    now: () => now,
    fetch: ((_: string) =>
      Promise.resolve(
        Response.json({ access: `a${++renewals}`, expiresIn: 900, refresh: `prt_${renewals}` }),
      )) as typeof fetch,
  });
  assertEquals(await Promise.all([session.accessToken(), session.accessToken()]), ["a1", "a1"]);
  now = 839_000;
  assertEquals(await session.accessToken(), "a1");
  now = 840_000;
  assertEquals(await session.accessToken(), "a2");
});
