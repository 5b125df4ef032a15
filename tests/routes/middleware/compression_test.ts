import { Hono } from "hono";
import { gunzipSync } from "node:zlib";
import { compression } from "../../../routes/middleware/compression.ts";
import type { RouteEnv } from "../../../routes/http/context.ts";
import { assert, assertEquals, assertNotEquals } from "../../helpers/assert.ts";
import { signInAsGuest } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";
import { upload } from "../../helpers/test_upload.ts";
import { fetchUncompressed, type RawResponse } from "../../helpers/uncompressed_http.ts";

const CHROME = "gzip, deflate, br, zstd";

const coding = ({ header }: RawResponse) => header("content-encoding");
const text = (body: Uint8Array) => new TextDecoder().decode(body);

Deno.test("assets travel in the coding that the client weighs highest, and say what they depend on", async () => {
  await using server = await startServer();
  const page = text((await fetchUncompressed(server.url)).body);
  const style = server.url + /\/assets\/app-\w+\.css/.exec(page)![0];
  const get = (accept?: string) =>
    fetchUncompressed(style, {
      headers: accept === undefined ? {} : { "accept-encoding": accept },
    });
  const cases: [accept: string | undefined, expected: string | undefined][] = [
    [undefined, undefined],
    ["", undefined],
    [CHROME, "br"],
    ["gzip, deflate", "gzip"],
    ["GZIP", "gzip"],
    ["br;q=0.1, gzip;q=0.2", "gzip"],
    ["br;q=0, *", "gzip"],
    ["*", "br"],
    ["identity, gzip;q=0.5", undefined],
    ["identity;q=0, gzip;q=0.1", "gzip"],
    ["zstd", undefined],
    // None of these is there, and content that may not be understood is better than none.
    ["zstd, identity;q=0", undefined],
    ["gzip;q=0, br;q=0, identity;q=0", undefined],
  ];
  const plain = await get();
  const tags = new Map<string | undefined, string>();
  for (const [accept, expected] of cases) {
    const answer = await get(accept);
    assertEquals([answer.status, coding(answer)], [200, expected], accept);
    assertEquals(answer.header("vary"), "Accept-Encoding");
    assertEquals(Number(answer.header("content-length")), answer.body.length);
    assertEquals(answer.header("content-type"), "text/css; charset=utf-8");
    if (expected === "gzip") assertEquals(new Uint8Array(gunzipSync(answer.body)), plain.body);
    if (expected) assert(answer.body.length < plain.body.length / 4);
    tags.set(expected, answer.header("etag")!);
  }
  assertEquals(new Set(tags.values()).size, 3);
});

Deno.test("what a client has in one coding is not sent again, and each coding has its own tag", async () => {
  await using server = await startServer();
  const ask = (accept: string, tag: string) =>
    fetchUncompressed(server.url, { headers: { "accept-encoding": accept, "if-none-match": tag } });
  const [br, gzip] = await Promise.all([CHROME, "gzip"].map((accept) => ask(accept, '"other"')));
  const tag = br!.header("etag")!;
  assertEquals([br!.status, coding(br!)], [200, "br"]);
  assertNotEquals(tag, gzip!.header("etag"));
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
    const again = await ask(CHROME, known);
    assertEquals([again.status, again.body.length], [304, 0], known);
    assertEquals([again.header("vary"), again.header("etag")], ["Accept-Encoding", tag]);
  }
  assertEquals((await ask("gzip", tag)).status, 200);
});

Deno.test("HEAD tells what GET would, and sends nothing", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const { body: { rooms } } = await ana.json("/api/rooms") as { body: { rooms: unknown[] } };
  assert(rooms.length > 0);
  await longTopic(ana);
  const page = text((await fetchUncompressed(server.url)).body);
  const paths = [
    "/",
    "/sw.js",
    "/nowhere",
    "/healthz",
    "/api/rooms",
    "/api/session",
    "/api/nowhere",
    ...Array.from(page.matchAll(/"(\/assets\/[^"]+)"/g), ([, path]) => path!),
  ];
  for (const path of paths) {
    for (const accept of ["", "gzip", CHROME]) {
      const headers = { "accept-encoding": accept, cookie: ana.cookie };
      const [get, head] = await Promise.all(
        ["GET", "HEAD"].map((method) => fetchUncompressed(server.url + path, { method, headers })),
      );
      assertEquals(head!.body.length, 0);
      assertEquals(Number(head!.header("content-length")), get!.body.length, `${path} ${accept}`);
      for (const name of ["content-encoding", "vary", "etag", "content-type"]) {
        assertEquals(head!.header(name), get!.header(name), `${path} ${name}`);
      }
    }
  }
});

Deno.test("a range of a compressed asset is answered with the whole", async () => {
  await using server = await startServer();
  const headers = { "accept-encoding": "br", range: "bytes=0-9" };
  const answer = await fetchUncompressed(`${server.url}/sw.js`, { headers });
  assertEquals([answer.status, coding(answer)], [200, "br"]);
  assertEquals(Number(answer.header("content-length")), answer.body.length);
  assert(answer.body.length > 10);
});

Deno.test("no copy that the build made has an address of its own", async () => {
  await using server = await startServer();
  const page = text((await fetchUncompressed(server.url)).body);
  const style = /\/assets\/app-\w+\.css/.exec(page)![0];
  for (const extension of ["br", "gz", "map"]) {
    assertEquals((await fetchUncompressed(`${server.url}${style}.${extension}`)).status, 404);
  }
});

Deno.test("long JSON is compressed for those who accept that, and short JSON is not", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const get = (path: string, accept: string) =>
    fetchUncompressed(server.url + path, {
      headers: { "accept-encoding": accept, cookie: ana.cookie },
    });
  assertEquals(coding(await get("/api/session", CHROME)), undefined);
  await longTopic(ana);
  const [plain, packed] = [await get("/api/rooms", ""), await get("/api/rooms", CHROME)];
  assert(plain.body.length > 1_024);
  assertEquals([coding(plain), coding(packed)], [undefined, "gzip"]);
  assertEquals([plain, packed].map(({ header }) => header("vary")), [
    "Accept-Encoding",
    "Accept-Encoding",
  ]);
  assertEquals(text(gunzipSync(packed.body)), text(plain.body));
  assertEquals(Number(packed.header("content-length")), packed.body.length);
});

Deno.test("files that people sent travel as they are, and proxies leave them so", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const content = JSON.stringify({ text: "a".repeat(5_000) });
  const { id } = await upload(ana, content, { name: "a.json" });
  const headers = { "accept-encoding": CHROME, cookie: ana.cookie };
  const answer = await fetchUncompressed(`${server.url}/api/files/${id}`, { headers });
  assertEquals([answer.status, coding(answer), text(answer.body)], [200, undefined, content]);
  assertEquals(answer.header("cache-control"), "private, no-cache, no-transform");
});

Deno.test("answers that hold secrets, come from afar, or may not be changed are not compressed", async () => {
  const long = { token: "x".repeat(5_000) };
  const app = new Hono<RouteEnv>()
    .use(compression())
    .get("/api/read", (c) => c.json(long))
    .post("/api/token", (c) => c.json(long))
    .get("/api/fixed", (c) => c.json(long, 200, { "Cache-Control": "no-transform" }))
    .get("/api/done", (c) => c.json(long, 200, { "Content-Encoding": "br" }))
    .get("/api/text", (c) => c.text(long.token));
  const ask = async (path: string, method = "GET", site?: string) => {
    const headers = { "accept-encoding": CHROME, ...(site && { "sec-fetch-site": site }) };
    const answer = await app.request(path, { method, headers });
    await answer.body?.cancel();
    return answer.headers.get("content-encoding");
  };
  assertEquals(await ask("/api/read"), "gzip");
  assertEquals(await ask("/api/read", "GET", "same-origin"), "gzip");
  for (const site of ["cross-site", "same-site"]) {
    assertEquals(await ask("/api/read", "GET", site), null);
  }
  assertEquals(await ask("/api/token", "POST"), null);
  assertEquals(await ask("/api/fixed"), null);
  assertEquals(await ask("/api/done"), "br");
  assertEquals(await ask("/api/text"), null);
});

/** Makes the list of rooms long. */
async function longTopic(person: Awaited<ReturnType<typeof signInAsGuest>>): Promise<void> {
  for (let at = 0; at < 6; at++) {
    const body = JSON.stringify({ name: `Room ${at}`, topic: "what we talk about ".repeat(12) });
    const headers = { "content-type": "application/json" };
    const made = await person.json("/api/rooms", { method: "POST", headers, body });
    assertEquals(made.status, 201, JSON.stringify(made.body));
  }
}
