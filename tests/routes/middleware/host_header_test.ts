import { configure, reset } from "@logtape/logtape";
import { isOwnHost } from "../../../routes/middleware/host_header.ts";
import { assert, assertEquals, assertStringIncludes } from "../../helpers/assert.ts";
import { setUpAdmin, signInAsGuest } from "../../helpers/test_person.ts";
import { rawRequest, sendRaw, statusOf } from "../../helpers/raw_http.ts";
import { startServer } from "../../helpers/test_server.ts";

const OWN_WITHOUT_PUBLIC_URL = [
  "127.0.0.1:8000",
  "localhost",
  "LOCALHOST:8000",
  "parley.localhost:8000",
  "192.168.1.5:8000",
  "[::1]:8000",
  "[2001:db8::1]",
  "server",
  "server:8000",
  "chat.local",
  "chat.local.:8000",
  "chat.lan",
  "chat.internal",
  "chat.home.arpa",
];

const FOREIGN = [
  undefined,
  "",
  ":8000",
  "evil.example",
  "evil.example:8000",
  "evil.example.",
  "local.evil.example",
  "127.0.0.1.evil.example",
  "evil.example#.local",
  "evil.example/.local",
  "user@evil.example",
  "x@localhost",
  "home.arpa.evil.example",
  "localhost.evil.example:8000",
  "[::1].evil.example",
];

Deno.test("without PUBLIC_URL a server goes by names that no stranger can own", () => {
  const config = { host: "Chat.Example.org", publicUrl: undefined };
  for (const host of OWN_WITHOUT_PUBLIC_URL) assert(isOwnHost(host, config), host);
  for (const host of FOREIGN) assert(!isOwnHost(host, config), host);
  assert(isOwnHost("chat.example.org:8000", config), "HOST");
});

Deno.test("with PUBLIC_URL a server goes by its host and by loopback names alone", () => {
  const publicUrl = new URL("https://chat.example.org/");
  const config = { host: "127.0.0.1", publicUrl };
  for (const host of ["chat.example.org", "Chat.Example.Org:443", "localhost:8000", "[::1]"]) {
    assert(isOwnHost(host, config), host);
  }
  const others = ["192.168.1.5", "server", "chat.local", "chat.example.org:8000"];
  for (const host of [...FOREIGN, ...others]) assert(!isOwnHost(host, config), host);
});

Deno.test("a page whose name was pointed here gets nothing: no page, no account, no socket", async () => {
  for (const publicUrl of [undefined, new URL("https://chat.example.org")]) {
    await using server = await startServer({ publicUrl, guests: "on" });
    if (server.setupLink) await setUpAdmin(server);
    const ana = await signInAsGuest(server);
    const body = JSON.stringify({ name: "Eve" });
    const rebound = { host: "evil.example", origin: "http://evil.example" };
    const post = { "content-type": "application/json", "content-length": `${body.length}` };
    const upgrade = {
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
      cookie: ana.cookie,
    };
    for (
      const request of [
        rawRequest("GET /", rebound),
        rawRequest("GET /api/rooms", rebound),
        rawRequest("POST /api/guest", { ...rebound, ...post }, body),
        rawRequest("GET /ws", { ...rebound, ...upgrade }),
      ]
    ) {
      const answer = await sendRaw(server.url, request);
      assertEquals(statusOf(answer), [421, "bad_host"], request);
      assertStringIncludes(answer, "PUBLIC_URL");
    }
    const probe = await sendRaw(
      server.url,
      rawRequest("GET /healthz", { host: "pod.cluster.svc" }),
    );
    assertEquals(statusOf(probe), [200, undefined]);
  }
});

Deno.test("a request without a Host is not believed, whatever its Origin", async () => {
  await using server = await startServer();
  const post = { "content-type": "application/json", "content-length": "14" };
  for (const origin of [undefined, "null", "http://127.0.0.1", server.url]) {
    for (const host of [undefined, ""]) {
      const request = rawRequest("POST /api/guest", { host, origin, ...post }, '{"name":"Eve"}');
      const [status] = statusOf(await sendRaw(server.url, request));
      assert(status === 421 || status === 400, `${status} with ${host} and ${origin}`);
    }
  }
});

Deno.test("the whole origin counts: another scheme or port of the same host is another site", async () => {
  await using server = await startServer();
  const { host, port } = new URL(server.url);
  const ask = async (headers: Record<string, string>) => {
    const body = '{"name":"Eve"}';
    const post = { "content-type": "application/json", "content-length": `${body.length}` };
    const request = rawRequest("POST /api/guest", { host, ...post, ...headers }, body);
    return statusOf(await sendRaw(server.url, request));
  };
  for (
    const origin of [
      `https://${host}`,
      `ftp://${host}`,
      `chrome-extension://${host}`,
      `http://127.0.0.1:${Number(port) + 1}`,
      `http://localhost:${port}`,
      "null",
    ]
  ) assertEquals(await ask({ origin }), [403, "bad_origin"], origin);
  assertEquals(await ask({ "sec-fetch-site": "cross-site" }), [403, "bad_origin"]);
  assertEquals(await ask({ origin: server.url }), [201, undefined]);
});

Deno.test("a proxy that changes the Host is told to the operator, once, with PUBLIC_URL's value", async () => {
  const records: { message: string; properties: Record<string, unknown> }[] = [];
  await configure({
    reset: true,
    sinks: {
      list: ({ message, properties }) => records.push({ message: message.join(""), properties }),
    },
    loggers: [
      { category: "parley", lowestLevel: "warning", sinks: ["list"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["list"] },
    ],
  });
  try {
    await using server = await startServer();
    const { host } = new URL(server.url);
    const headers = { host, origin: "https://chat.example.org", "content-length": "0" };
    for (let n = 0; n < 3; n++) {
      const answer = await sendRaw(server.url, rawRequest("POST /api/guest", headers));
      assertStringIncludes(answer, "PUBLIC_URL");
    }
    const told = records.filter(({ message }) => message.includes("another address"));
    assertEquals(told.map(({ properties }) => properties.hint), [
      "Behind a proxy, set PUBLIC_URL=https://chat.example.org",
    ]);
  } finally {
    await reset();
  }
});
