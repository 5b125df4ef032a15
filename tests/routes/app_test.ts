import { assert, assertEquals, assertMatch, assertStringIncludes } from "../helpers/assert.ts";
import { signInAsGuest } from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

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

Deno.test("an address that leads nowhere is told by the page to people, and in JSON to programs", async () => {
  await using server = await startServer();
  const get = async (path: string, accept: string) => {
    const response = await fetch(server.url + path, { headers: { accept } });
    await response.body?.cancel();
    return [response.status, response.headers.get("content-type")?.split(";")[0]];
  };
  const html = "text/html,application/xhtml+xml,*/*;q=0.8";
  assertEquals(await get("/nowhere/at/all", html), [404, "text/html"]);
  assertEquals(await get("/nowhere", "*/*"), [404, "application/json"]);
  for (const path of ["/api/nowhere", "/assets/nowhere.js"]) {
    assertEquals(await get(path, html), [404, "application/json"]);
  }
});

Deno.test("who asks for /favicon.ico gets the app's icon", async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/favicon.ico`);
  assertEquals(response.status, 200);
  assertEquals(response.headers.get("content-type"), "image/png");
  assert((await response.bytes()).length > 100);
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

Deno.test("browsers find the manifest, its icons and the service worker where they look for them", async () => {
  await using server = await startServer();
  const get = async (path: string) => {
    const response = await fetch(server.url + path);
    const header = (name: string) => response.headers.get(name) ?? "";
    const bytes = await response.bytes();
    return { status: response.status, type: header("content-type"), header, bytes };
  };
  const text = ({ bytes }: { bytes: Uint8Array }) => new TextDecoder().decode(bytes);

  const file = await get("/manifest.webmanifest");
  assertEquals([file.status, file.type], [200, "application/manifest+json"]);
  assertEquals(file.header("cache-control"), "no-cache");
  const manifest = JSON.parse(text(file));
  assertEquals([manifest.start_url, manifest.display], ["/", "standalone"]);
  assertEquals(manifest.icons.map((icon: { purpose: string }) => icon.purpose), [
    "any",
    "any",
    "maskable",
  ]);
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await get(src);
    assertEquals([icon.status, icon.type], [200, type]);
    assertMatch(icon.header("cache-control"), /immutable/);
    // Width and height stand at the beginning of a PNG.
    const view = new DataView(icon.bytes.buffer);
    assertEquals(`${view.getUint32(16)}x${view.getUint32(20)}`, sizes);
  }
  for (const { url } of manifest.shortcuts) assertEquals((await get(url)).status, 200);

  const page = text(await get("/"));
  const [, apple] = /rel="apple-touch-icon" href="([^"]+)"/.exec(page)!;
  assertEquals((await get(apple!)).type, "image/png");
  const [, unread] = /data-unread="([^"]+)"/.exec(page)!;
  assertEquals((await get(unread!)).type, "image/svg+xml");

  const worker = await get("/sw.js");
  assertEquals([worker.status, worker.type], [200, "text/javascript; charset=utf-8"]);
  assertEquals(worker.header("cache-control"), "no-cache");
  assertStringIncludes(worker.header("content-security-policy"), "worker-src 'self'");
  assertStringIncludes(worker.header("content-security-policy"), "trusted-types parley");
  const named = Array.from(
    page.matchAll(/"(\/assets\/[^"]+\.(?:js|css|svg))"/g),
    ([, path]) => path,
  );
  assert(named.length > 3);
  for (const path of named) assertStringIncludes(text(worker), path!);
  const kept = Array.from(text(worker).matchAll(/\/assets\/[\w.-]+/g), ([path]) => path);
  for (const path of kept) assertEquals((await get(path)).status, 200, path);
  assert(!text(worker).includes("__SHELL__"));
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

Deno.test("U+0000 in any query is a request that is wrong, and no failure of the store", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  for (
    const path of [
      "people?query=%00",
      "people?afterName=%00&afterId=x",
      "rooms/lobby/members?query=a%00b",
      "search?q=%00",
      "info?any=%00",
    ]
  ) {
    const { status, body } = await ana.json(`/api/${path}`);
    assertEquals([status, (body as { code: string }).code], [400, "bad_request"], path);
  }
  assertEquals((await ana.json("/api/people?query=%2500")).status, 200);
});

Deno.test("pages may not use the camera or the place, and HSTS has subdomains when it is set so", async () => {
  for (const hstsSubdomains of ["on", "off"] as const) {
    const publicUrl = new URL("https://chat.test");
    await using server = await startServer({ publicUrl, hstsSubdomains });
    const { headers, body } = await fetch(server.url);
    await body?.cancel();
    for (const feature of ["camera", "microphone", "geolocation", "display-capture"]) {
      assert(headers.get("permissions-policy")?.includes(`${feature}=()`), feature);
    }
    const hsts = headers.get("strict-transport-security")!;
    assertEquals(hsts.includes("includeSubDomains"), hstsSubdomains === "on");
  }
});
