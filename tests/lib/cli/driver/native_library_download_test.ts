import { fetchNativeLibrary } from "../../../../lib/cli/driver/native_library_download.ts";
import {
  nativeLibraryFilename,
  readLibraryRecord,
  sha256Hex,
  verifyNativeLibrary,
} from "../../../../lib/ops/sqlite_native_library.ts";
import { assert, assertEquals, assertStringIncludes } from "../../../helpers/assert.ts";
import { createLibraryDir } from "../../../helpers/native_library.ts";

const LIBRARY = new TextEncoder().encode("a library");

/** Releases on this machine, which answer as a test says. */
function serveReleases(answer: (request: Request) => Response | Promise<Response>) {
  const asked: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => {
      asked.push(new URL(request.url).pathname);
      return answer(request);
    },
  );
  const base = `http://127.0.0.1:${server.addr.port}/0.0.0/`;
  return { base, asked, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** Releases that end the connection in the middle of the first answer. */
function cutReleases() {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answer = async () => {
    using connection = await listener.accept();
    await connection.read(new Uint8Array(4_096));
    const head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
    await connection.write(new TextEncoder().encode(`${head}a library`));
    listener.close();
  };
  return { base: `http://127.0.0.1:${listener.addr.port}/`, ended: answer() };
}

const never = () => new AbortController().signal;

Deno.test("the first fetch keeps the library and its hash, and the next asks nobody", async () => {
  await using releases = serveReleases(() => new Response(LIBRARY));
  await using folder = await createLibraryDir();
  const path = `${folder.path}/native/0.0.0`;
  const source = { base: releases.base, folder: path, signal: never() };
  const fetched = await fetchNativeLibrary(source);
  assertEquals(fetched, { path: `${path}/${nativeLibraryFilename()}` });
  const url = `${releases.base}${nativeLibraryFilename()}`;
  assertEquals(await readLibraryRecord(path), { url, sha256: await sha256Hex(LIBRARY) });
  assertEquals(await verifyNativeLibrary(path), fetched);
  assertEquals(Array.from(Deno.readDirSync(path)).length, 2);
  assertEquals(await fetchNativeLibrary(source), fetched);
  assertEquals(releases.asked, [`/0.0.0/${nativeLibraryFilename()}`]);
});

Deno.test("a library that is lost is fetched again only if it is the same file", async () => {
  let body = "another library";
  await using releases = serveReleases(() => new Response(body));
  await using folder = await createLibraryDir("a library");
  await Deno.remove(folder.library);
  const source = { base: releases.base, folder: folder.path, signal: never() };
  const refused = await fetchNativeLibrary(source);
  assert("problem" in refused && refused.isChanged);
  assertStringIncludes(refused.problem, "is not the file that was fetched first");
  assertEquals(Array.from(Deno.readDirSync(folder.path)).length, 1);
  body = "a library";
  assertEquals(await fetchNativeLibrary(source), { path: folder.library });
});

Deno.test("a library that is another file is left as it is, and nobody is asked", async () => {
  await using releases = serveReleases(() => new Response(LIBRARY));
  await using folder = await createLibraryDir("a library");
  await Deno.writeTextFile(folder.library, "another library");
  const found = await fetchNativeLibrary({
    base: releases.base,
    folder: folder.path,
    signal: never(),
  });
  assert("problem" in found && found.isChanged);
  assertEquals(releases.asked, []);
  assertEquals(await Deno.readTextFile(folder.library), "another library");
});

Deno.test("a fetch ends at its deadline, before the answer and in the middle of it", async () => {
  for (const isBegun of [false, true]) {
    const deadline = new AbortController();
    const { promise, resolve } = Promise.withResolvers<Response>();
    await using releases = serveReleases(() => {
      if (!isBegun) {
        deadline.abort();
        return promise;
      }
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (stream) => stream.enqueue(LIBRARY),
        pull: () => deadline.abort(),
      });
      return new Response(body);
    });
    await using folder = await createLibraryDir();
    const source = { base: releases.base, folder: folder.path, signal: deadline.signal };
    const found = await fetchNativeLibrary(source);
    resolve(new Response());
    const problem =
      `${releases.base}${nativeLibraryFilename()} could not be fetched: it took too long`;
    assertEquals(found, { problem, isChanged: false });
    assertEquals(Array.from(Deno.readDirSync(folder.path)), []);
  }
});

Deno.test("a fetch without a network, without a release, or that is cut leaves nothing behind", async () => {
  await using folder = await createLibraryDir();
  const signal = never();
  const releases = serveReleases(() => new Response("Not Found", { status: 404 }));
  const none = await fetchNativeLibrary({ base: releases.base, folder: folder.path, signal });
  assert("problem" in none);
  assertStringIncludes(none.problem, "the answer was 404");
  await releases[Symbol.asyncDispose]();
  const offline = await fetchNativeLibrary({ base: releases.base, folder: folder.path, signal });
  assert("problem" in offline && !offline.isChanged);
  const cut = cutReleases();
  assert("problem" in await fetchNativeLibrary({ base: cut.base, folder: folder.path, signal }));
  await cut.ended;
  assertEquals(Array.from(Deno.readDirSync(folder.path)), []);
});
