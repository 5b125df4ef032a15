import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import { guest, post } from "../helpers/person.ts";
import { startServer } from "../helpers/server.ts";

Deno.test("a guest gets an account and a cookie that scripts and other sites cannot use", async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/api/guest`, post({ name: "  Ana  Li " }));
  assertEquals(response.status, 201);
  assertEquals((await response.json()).account.name, "Ana Li");
  const cookie = response.headers.get("set-cookie")!;
  assertMatch(cookie, /^session=[\w-]{43}; /);
  for (const part of ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"]) {
    assert(cookie.includes(part), `${part} in ${cookie}`);
  }
});

Deno.test("on HTTPS the cookie is tied to the host", async () => {
  await using server = await startServer({ publicUrl: new URL("https://chat.test") });
  const response = await fetch(`${server.url}/api/guest`, post({ name: "Ana" }));
  await response.body?.cancel();
  const cookie = response.headers.get("set-cookie")!;
  assertMatch(cookie, /^__Host-session=.*; Secure/);
  assert(response.headers.has("strict-transport-security"));
});

Deno.test("GET /api/session tells who one is, and is 401 for anyone else", async () => {
  await using server = await startServer();
  const ana = await guest(server);
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
  const ana = await guest(server);
  const response = await ana.fetch("/api/session", { method: "DELETE" });
  assertEquals(response.status, 204);
  assertMatch(response.headers.get("set-cookie")!, /^session=;.*Max-Age=0/);
  assertEquals((await ana.json("/api/session")).status, 401);
});

Deno.test("one address cannot create guests without end", async () => {
  await using server = await startServer({ limits: { guestsPerHour: 2 } });
  await guest(server);
  await guest(server);
  const response = await fetch(`${server.url}/api/guest`, post({ name: "Ana" }));
  assertEquals(response.status, 429);
  assert(Number(response.headers.get("retry-after")) > 0);
  assertEquals((await response.json()).code, "rate_limited");
});

for (
  const [what, init, status, code] of [
    ["a body that is not JSON", { ...post(null), body: "{" }, 400, "bad_json"],
    ["a list", post([]), 400, "bad_request"],
    ["a missing name", post({}), 400, "bad_request"],
    ["a name of spaces", post({ name: " " }), 400, "bad_request"],
    ["a name with a bidi override", post({ name: "\u202eanA" }), 400, "bad_request"],
    [
      "a plain form",
      { method: "POST", body: new URLSearchParams({ name: "Ana" }) },
      400,
      "bad_request",
    ],
    ["a body of 65 KiB", post({ name: "a".repeat(65 * 1024) }), 413, "too_large"],
    [
      "another site",
      { ...post({ name: "Ana" }), headers: { ...post({}).headers, origin: "https://evil.test" } },
      403,
      "bad_origin",
    ],
  ] as [string, RequestInit, number, string][]
) {
  Deno.test(`POST /api/guest refuses ${what} with ${status} ${code}`, async () => {
    await using server = await startServer();
    const response = await fetch(`${server.url}/api/guest`, init);
    assertEquals([response.status, (await response.json()).code], [status, code]);
    assertEquals(response.headers.get("set-cookie"), null);
  });
}
