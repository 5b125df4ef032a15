import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import {
  createInvite,
  createRoom,
  jsonRequest,
  signInAsGuest,
  signUp,
  type TestPerson,
} from "../helpers/test_person.ts";
import { inspectImage, phonePhoto, testAnimation, testImage } from "../helpers/test_images.ts";
import { startServer } from "../helpers/test_server.ts";
import { announceUpload, storedContent, upload } from "../helpers/test_upload.ts";

/** Uploads a file and says it in a room that the person has joined. */
async function sendFile(
  person: TestPerson,
  content: Uint8Array<ArrayBuffer> | string,
  { room = "lobby", ...over }: { room?: string; name?: string; type?: string } = {},
) {
  const file = await upload(person, content, over);
  const wire = await person.connect();
  await wire.join(room);
  wire.send({ type: "message", room, id: file.id, content: "", files: [file.id] });
  const line = await wire.next("message", ({ id }) => id === file.id);
  await wire.close();
  return { file, line };
}

const get = (person: TestPerson, id: string, headers: Record<string, string> = {}, init = {}) =>
  person.fetch(`/api/files/${id}`, { headers, ...init });

async function statusOf(response: Promise<Response>): Promise<number> {
  const { status, body } = await response;
  await body?.cancel();
  return status;
}

Deno.test("a message carries its files to everyone in the room, also without words", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const wire = await bo.connect();
  await wire.join();
  const { file, line } = await sendFile(ana, testImage("png", 900, 600), { name: "sea.png" });
  assertEquals(line.files, [file]);
  const { blur, size, ...rest } = file;
  assertEquals(rest, {
    id: file.id,
    name: "sea.png",
    type: "image/png",
    width: 900,
    height: 600,
    thumb: true,
  });
  assertEquals(Uint8Array.fromBase64(blur!).length, 48);
  assertEquals((await wire.next("message")).files, [file]);
  assertEquals((await wire.join()).messages.at(-1)!.files, [file]);
  const response = await get(bo, file.id);
  assertEquals((await response.bytes()).length, size);
  const thumb = await bo.fetch(`/api/files/${file.id}/thumb`);
  assertEquals(thumb.headers.get("content-type"), "image/webp");
  const { width, height } = inspectImage(await thumb.bytes());
  assertEquals([width, height], [720, 480]);
  await wire.close();
});

Deno.test("a message that is sent again has its files; with others it is refused", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const [one, two] = [await upload(ana, "one"), await upload(ana, "two")];
  const wire = await ana.connect();
  await wire.join();
  const say = (files: string[], content = "look") => {
    wire.send({ type: "message", room: "lobby", id: "m1", content, files });
  };
  say([one.id, two.id]);
  const first = await wire.next("message");
  say([one.id, two.id]);
  assertEquals(await wire.next("message"), first);
  for (const files of [[two.id, one.id], [one.id], []]) {
    say(files);
    assertEquals((await wire.next("error")).code, "id_conflict");
  }
  await wire.close();
});

Deno.test("a file is for one message, of its own sender, and there when it is complete", async () => {
  await using server = await startServer({ files: { maxFilesPerMessage: 2 } });
  const [ana, eve] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Eve")];
  const { file } = await sendFile(ana, "sent");
  const mine = await Promise.all(["a", "b", "c"].map((text) => upload(ana, text)));
  const half = await announceUpload(ana, { length: 9 });
  const waiting = half.headers.get("location")!.split("/").at(-1)!;
  const theirs = await upload(eve, "hers");
  const wire = await ana.connect();
  await wire.join();
  const refused = async (...files: string[]) => {
    wire.send({ type: "message", room: "lobby", id: crypto.randomUUID(), content: "", files });
    return (await wire.next("error")).code;
  };
  assertEquals(await refused(file.id), "not_found");
  assertEquals(await refused(theirs.id), "not_found");
  assertEquals(await refused(waiting), "not_found");
  assertEquals(await refused(mine[0]!.id, "0".repeat(26)), "not_found");
  assertEquals(await refused(mine[0]!.id, mine[0]!.id), "bad_request");
  assertEquals(await refused(...mine.map(({ id }) => id)), "bad_request");
  assertEquals(await refused(), "bad_request");
  assertEquals(await statusOf(get(ana, mine[0]!.id)), 200);
  await wire.close();
});

Deno.test("a file that was not sent is its uploader's alone", async () => {
  await using server = await startServer();
  const [ana, eve] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Eve")];
  const { id } = await upload(ana, testImage("png", 900, 600));
  assertEquals(await statusOf(get(ana, id)), 200);
  assertEquals(await statusOf(get(ana, `${id}/thumb`)), 200);
  assertEquals(await statusOf(get(eve, id)), 404);
  assertEquals(await statusOf(get(eve, `${id}/thumb`)), 404);
  assertEquals(await statusOf(fetch(`${server.url}/api/files/${id}`)), 401);
});

Deno.test("a file of a private room is for its members, as long as they are members", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signUp(server, "ana"), await signUp(server, "bo")];
  const eve = await signInAsGuest(server, "Eve");
  const room = await createRoom(ana, { name: "Den", kind: "private" });
  const code = await createInvite(ana, room.id);
  await bo.json("/api/invites/accept", jsonRequest({ code }));
  const { file } = await sendFile(bo, testImage("jpeg", 900, 600), { room: room.id });
  for (const path of [file.id, `${file.id}/thumb`]) {
    assertEquals(await statusOf(get(ana, path)), 200);
    assertEquals(await statusOf(get(bo, path)), 200);
    assertEquals(await statusOf(get(eve, path)), 404);
  }
  const path = `/api/rooms/${room.id}/members/${bo.account.id}`;
  assertEquals((await ana.json(path, { method: "DELETE" })).status, 204);
  // Also for who sent it.
  assertEquals(await statusOf(get(bo, file.id)), 404);
  assertEquals(await statusOf(get(bo, `${file.id}/thumb`)), 404);
  assertEquals(await statusOf(get(bo, file.id, { "If-None-Match": "*" })), 404);
  assertEquals(await statusOf(get(ana, file.id)), 200);
});

Deno.test("an address that is no file's leads nowhere", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const paths = [
    "..%2f..%2fparley.db",
    "..%2fparts",
    "%2e%2e%2fparley.db",
    "..%5cparley.db",
    "%00",
    "a".repeat(26) + "%00",
    "0".repeat(26),
    "x".repeat(5_000),
    "..%2fparley.db/thumb",
  ];
  for (const path of paths) {
    assertEquals(await statusOf(get(ana, path)), 404, path);
    assertEquals(await statusOf(ana.fetch(`/api/uploads/${path}`)), 404, path);
  }
});

Deno.test("the content of a deleted message goes, unless another file has the same", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await startServer({ dataDir });
  const ana = await signInAsGuest(server);
  const first = await sendFile(ana, "the same");
  const second = await sendFile(ana, "the same");
  assertEquals((await storedContent(dataDir)).length, 1);
  const wire = await ana.connect();
  await wire.join();
  const remove = async ({ line }: typeof first) => {
    wire.send({ type: "delete", room: "lobby", seq: line.seq });
    const gone = await wire.next("message", ({ seq }) => seq === line.seq);
    assertEquals([gone.deleted, gone.files], [true, undefined]);
  };
  await remove(first);
  assertEquals(await statusOf(get(ana, first.file.id)), 404);
  assertEquals(await (await get(ana, second.file.id)).text(), "the same");
  await remove(second);
  await wire.close();
  await server.stop();
  assertEquals(await storedContent(dataDir), []);
  await Deno.remove(dataDir, { recursive: true });
});

Deno.test("an edit keeps the files", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const { line } = await sendFile(ana, "bytes");
  const wire = await ana.connect();
  await wire.join();
  wire.send({ type: "edit", room: "lobby", seq: line.seq, content: "what it is" });
  const edited = await wire.next("message");
  assertEquals([edited.content, edited.files], ["what it is", line.files]);
  await wire.close();
});

Deno.test("only pictures, sound, films and PDF are shown in place; everything is in a sandbox", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const cases: [
    content: Uint8Array<ArrayBuffer> | string,
    name: string,
    type: string,
    how: string,
  ][] = [
    [testImage("png"), "a.html", "image/png", "inline"],
    [testAnimation("gif"), "a.gif", "image/gif", "inline"],
    ["ID3\x04 some sound", "a.html", "audio/mpeg", "inline"],
    ["\0\0\0\x18ftypisom a film", "a.mp4", "video/mp4", "inline"],
    ["%PDF-1.7 a page", "a.txt", "application/pdf", "inline"],
    ["<!doctype html><script>1</script>", "a.html", "application/octet-stream", "attachment"],
    ["<svg onload='alert(1)'/>", "a.svg", "application/octet-stream", "attachment"],
    ["hello", "a.pdf", "application/octet-stream", "attachment"],
  ];
  for (const [content, name, type, how] of cases) {
    const { id } = await upload(ana, content, { name });
    for (const [query, expected] of [["", how], ["?download", "attachment"]] as const) {
      const response = await get(ana, id + query);
      await response.body?.cancel();
      const header = (name: string) => response.headers.get(name);
      assertEquals(header("content-type"), type);
      assertMatch(header("content-disposition")!, new RegExp(`^${expected}; filename="${name}"`));
      assertEquals(header("content-security-policy"), "sandbox; default-src 'none'");
      assertEquals(header("x-content-type-options"), "nosniff");
      assertEquals(header("cache-control"), "private, no-cache, no-transform");
    }
  }
});

Deno.test("a name is cleaned, and never breaks a header", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const name = '../..\\x/a"\r\nSet-Cookie: b=1\u202e;gpj.äé';
  const file = await upload(ana, "x", { name });
  assertEquals(file.name, "a_Set-Cookie_ b=1;gpj.äé");
  const response = await get(ana, file.id);
  await response.body?.cancel();
  assertEquals(response.headers.get("set-cookie"), null);
  assertEquals(
    response.headers.get("content-disposition"),
    `attachment; filename="a_Set-Cookie_ b=1;gpj.__"; filename*=UTF-8''a_Set-Cookie_%20b%3D1%3Bgpj.%C3%A4%C3%A9`,
  );
});

Deno.test("parts of a file are sent as they are asked for, and it is not sent twice", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const content = Uint8Array.from({ length: 300_000 }, (_, n) => (n * n) >> 4);
  const { id } = await upload(ana, content);
  const whole = await get(ana, id);
  assertEquals(await whole.bytes(), content);
  const tag = whole.headers.get("etag")!;
  assertEquals(whole.headers.get("accept-ranges"), "bytes");

  const parts: [range: string, start: number, end: number][] = [
    ["bytes=0-0", 0, 1],
    ["bytes=100000-250000", 100_000, 250_001],
    ["bytes=299999-", 299_999, 300_000],
    ["bytes=-5", 299_995, 300_000],
    ["bytes=5-999999999", 5, 300_000],
  ];
  for (const [range, start, end] of parts) {
    const part = await get(ana, id, { range });
    assertEquals(part.status, 206, range);
    assertEquals(part.headers.get("content-range"), `bytes ${start}-${end - 1}/300000`);
    assertEquals(part.headers.get("content-length"), String(end - start));
    assertEquals(await part.bytes(), content.slice(start, end));
  }
  const beyond = await get(ana, id, { range: "bytes=300000-" });
  assertEquals([beyond.status, beyond.headers.get("content-range")], [416, "bytes */300000"]);
  await beyond.body?.cancel();
  assertEquals(await statusOf(get(ana, id, { range: "bytes=5-4" })), 200);
  assertEquals(await statusOf(get(ana, id, { range: "bytes=0-0", "if-range": tag })), 206);
  assertEquals(await statusOf(get(ana, id, { range: "bytes=0-0", "if-range": '"other"' })), 200);
  assertEquals(await statusOf(get(ana, id, { "if-none-match": `"x", W/${tag}` })), 304);
  assertEquals(await statusOf(get(ana, id, { "if-none-match": '"x"' })), 200);
  const head = await get(ana, id, {}, { method: "HEAD" });
  assertEquals([head.headers.get("content-length"), await head.text()], ["300000", ""]);
});

Deno.test("a photo keeps its pixels and its turn, and tells of no place or camera", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const sent = phonePhoto(6, 1_000, 500);
  const { file } = await sendFile(ana, sent, { name: "IMG_1.JPG" });
  assertEquals([file.type, file.width, file.height, file.thumb], ["image/jpeg", 500, 1_000, true]);
  const bytes = await (await get(ana, file.id)).bytes();
  assertEquals(bytes.length, file.size);
  const text = new TextDecoder("latin1").decode(bytes);
  assert(!/Vienna|Camera|comment/.test(text));
  assertEquals(inspectImage(bytes).orientation, 6);
  const thumb = inspectImage(await (await get(ana, `${file.id}/thumb`)).bytes());
  assertEquals([thumb.width, thumb.height], [360, 720]);
});

Deno.test("files are found by has:file, has:picture and their names", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const wire = await ana.connect();
  await wire.join();
  await wire.post("no file here, only a report");
  const { line: notes } = await sendFile(ana, "text", { name: "quarterly report.txt" });
  const { line: sea } = await sendFile(ana, testImage("png"), { name: "sea.png" });
  const found = async (q: string) => {
    const { body } = await ana.json(`/api/search?q=${encodeURIComponent(q)}`);
    return (body as { hits: { message: { seq: number } }[] }).hits.map((hit) => hit.message.seq);
  };
  // Five searches a second are allowed, and messages are found within one.
  while ((await found("has:picture")).length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  assertEquals(await found("has:picture"), [sea.seq]);
  assertEquals(await found("has:files"), [sea.seq, notes.seq]);
  assertEquals(await found("has:file report"), [notes.seq]);
  await wire.close();
});
