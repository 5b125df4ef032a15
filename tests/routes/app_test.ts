import { assert, assertEquals, assertMatch, assertStringIncludes } from "../helpers/assert.ts";
import { startServer } from "../helpers/server.ts";

Deno.test("every answer carries a request id and headers that let nothing foreign in", async () => {
  await using server = await startServer();
  for (const path of ["/", "/r/lobby", "/api/session", "/healthz", "/nowhere"]) {
    const response = await fetch(server.url + path);
    await response.body?.cancel();
    const header = (name: string) => response.headers.get(name) ?? "";
    assertMatch(header("x-request-id"), /^[\w-]{8,}$/);
    assertEquals(header("x-content-type-options"), "nosniff");
    assertEquals(header("x-frame-options"), "DENY");
    const policy = header("content-security-policy");
    assertStringIncludes(policy, "default-src 'none'");
    assertStringIncludes(policy, "script-src 'self'");
    assert(!policy.includes("unsafe"), policy);
  }
});

Deno.test("the page is the same at every room's address, and is never kept without asking", async () => {
  await using server = await startServer();
  const [home, room] = await Promise.all(
    ["/", "/r/lobby"].map((path) => fetch(server.url + path)),
  );
  assertEquals(await home!.text(), await room!.text());
  assertEquals(home!.headers.get("cache-control"), "no-cache");
});

Deno.test("the page's files may be kept for ever, and unchanged ones are not sent again", async () => {
  await using server = await startServer();
  const page = await (await fetch(`${server.url}/`)).text();
  const path = page.match(/\/assets\/app-[\w]+\.js/)![0];
  const first = await fetch(server.url + path);
  await first.body?.cancel();
  assertMatch(first.headers.get("cache-control")!, /immutable/);
  assertMatch(first.headers.get("content-type")!, /javascript/);
  const etag = first.headers.get("etag")!;
  const again = await fetch(server.url + path, { headers: { "if-none-match": etag } });
  assertEquals([again.status, await again.text()], [304, ""]);
});

Deno.test("an address that leads nowhere is 404 in the shape of every error", async () => {
  await using server = await startServer();
  for (
    const path of ["/nowhere", "/api/nowhere", "/assets/../main.ts", "/assets/%2e%2e%2fmain.ts"]
  ) {
    const response = await fetch(server.url + path);
    const body = await response.json();
    assertEquals([response.status, body.type, body.code], [404, "error", "not_found"], path);
  }
});

Deno.test("/healthz and /readyz answer while Parley works", async () => {
  await using server = await startServer();
  for (const [path, status] of [["/healthz", "ok"], ["/readyz", "ready"]]) {
    const response = await fetch(server.url + path);
    assertEquals([response.status, await response.json()], [200, { status }]);
  }
});
