import { openSqliteStore } from "../../lib/store/sqlite/store.ts";
import { assert, assertEquals, assertMatch } from "../helpers/assert.ts";
import { signInAsGuest, signUp, type TestPerson } from "../helpers/test_person.ts";
import { latin1, testImage } from "../helpers/test_images.ts";
import { startServer, type TestServer } from "../helpers/test_server.ts";
import {
  type AnnouncedFile,
  announceUpload,
  cancelUpload,
  sendPart,
  storedContent,
  tryUpload,
  upload,
  uploadHead,
} from "../helpers/test_upload.ts";

/** A server in a folder that the test can look into. */
async function withServer(
  files: NonNullable<Parameters<typeof startServer>[0]>["files"],
  run: (at: { server: TestServer; dataDir: string; ana: TestPerson }) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const server = await startServer({ dataDir, ...(files ? { files } : {}) });
  try {
    await run({ server, dataDir, ana: await signInAsGuest(server) });
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** What is left after a server has stopped: content, and bytes that count. */
async function leftIn(dataDir: string, person: TestPerson) {
  const store = await openSqliteStore({ dir: dataDir, driver: "node", sharedAccess: true });
  const used = await store.usedBytes(person.account.id);
  await store.close();
  return { content: await storedContent(dataDir), used };
}

const NOTHING = { content: [], used: 0 };

Deno.test("an upload is announced, sent, looked at and found again", async () => {
  await withServer({}, async ({ ana }) => {
    const made = await announceUpload(ana, { name: "notes.txt", type: "text/plain", length: 10 });
    assertEquals(made.status, 201);
    assertEquals(made.headers.get("tus-resumable"), "1.0.0");
    assert(Date.parse(made.headers.get("upload-expires")!) > Date.now());
    const location = made.headers.get("location")!;
    assertMatch(location, /^\/api\/uploads\/[0-9a-v]{26}$/);

    assertEquals((await uploadHead(ana, location)).headers.get("upload-offset"), "0");
    const early = await ana.json(location);
    assertEquals([early.status, (early.body as { code: string }).code], [409, "wrong_offset"]);
    const first = await sendPart(ana, location, 0, "01234");
    assertEquals([first.status, first.headers.get("upload-offset")], [204, "5"]);
    const stand = await uploadHead(ana, location);
    assertEquals(
      ["upload-offset", "upload-length", "cache-control"].map((name) => stand.headers.get(name)),
      ["5", "10", "no-store"],
    );
    assertEquals((await sendPart(ana, location, 4, "4")).body?.code, "wrong_offset");
    assertEquals((await sendPart(ana, location, 5, "56789")).status, 204);
    // The answer to the last part may be lost.
    assertEquals((await uploadHead(ana, location)).headers.get("upload-offset"), "10");
    assertEquals((await sendPart(ana, location, 10, "")).status, 204);
    assertEquals((await ana.json(location)).body, {
      file: {
        id: location.split("/").at(-1),
        name: "notes.txt",
        type: "application/octet-stream",
        size: 10,
      },
    });
  });
});

Deno.test("OPTIONS tells which tus is spoken, and GET what may be sent", async () => {
  await withServer(
    { maxFileBytes: 1_000, quotaBytes: 5_000, allowedKinds: ["pdf", "other"] },
    async ({ ana }) => {
      const response = await ana.fetch("/api/uploads", { method: "OPTIONS" });
      await response.body?.cancel();
      assertEquals(
        ["tus-version", "tus-extension", "tus-max-size"].map((name) => response.headers.get(name)),
        ["1.0.0", "creation,termination,expiration", "1000"],
      );
      await upload(ana, "0123456789");
      assertEquals((await ana.json("/api/uploads")).body, {
        limits: { size: 1_000, perMessage: 10, quota: 5_000, kinds: ["pdf", "other"], used: 10 },
      });
    },
  );
});

Deno.test("what does not speak tus 1.0.0 is refused, and told which is", async () => {
  await withServer({}, async ({ ana }) => {
    const response = await ana.fetch("/api/uploads", {
      method: "POST",
      headers: { "Tus-Resumable": "0.2.2", "Upload-Length": "5" },
    });
    await response.body?.cancel();
    assertEquals([response.status, response.headers.get("tus-version")], [412, "1.0.0"]);
  });
});

Deno.test("an upload is for who has announced it, with a session, from Parley's own pages", async () => {
  await withServer({}, async ({ server, ana }) => {
    const location = (await announceUpload(ana, { length: 5 })).headers.get("location")!;
    const eve = await signInAsGuest(server, "Eve");
    const nobody = {
      ...ana,
      fetch: (path: string, init?: RequestInit) => fetch(server.url + path, init),
    };
    assertEquals((await announceUpload(nobody, { length: 5 })).status, 401);
    for (const [person, status] of [[eve, 404], [nobody, 401]] as const) {
      assertEquals((await uploadHead(person, location)).status, status);
      assertEquals((await sendPart(person, location, 0, "01234")).status, status);
      assertEquals((await cancelUpload(person, location)).status, status);
      const asked = await person.fetch(location);
      await asked.body?.cancel();
      assertEquals(asked.status, status);
    }
    const foreign = await sendPart(ana, location, 0, "01234", { Origin: "https://evil.test" });
    assertEquals([foreign.status, foreign.body?.code], [403, "bad_origin"]);
    assertEquals((await uploadHead(ana, location)).headers.get("upload-offset"), "0");
  });
});

Deno.test("an upload that is taken back is gone, and so is a file that was not sent", async () => {
  await withServer({}, async ({ dataDir, ana }) => {
    const location = (await announceUpload(ana, { length: 10 })).headers.get("location")!;
    await sendPart(ana, location, 0, "01234");
    const { id } = await upload(ana, testImage("jpeg", 900, 700));
    assertEquals((await storedContent(dataDir)).length, 3);
    assertEquals((await cancelUpload(ana, location)).status, 204);
    assertEquals((await uploadHead(ana, location)).status, 404);
    assertEquals((await cancelUpload(ana, `/api/uploads/${id}`)).status, 204);
    assertEquals(await leftIn(dataDir, ana), NOTHING);
  });
});

const HTML = "<!doctype html><script>alert(1)</script>";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

const REFUSED: [
  title: string,
  content: Uint8Array<ArrayBuffer> | string,
  over: AnnouncedFile,
  code: string,
][] = [
  ["an empty file", "", {}, "bad_request"],
  ["a file that is too large", "x".repeat(101), {}, "too_large"],
  ["HTML that is called a picture", HTML, { name: "a.png", type: "text/html" }, "bad_type"],
  ["HTML that says it is a picture", HTML, { type: "image/png" }, "bad_type"],
  ["SVG that is called a picture", SVG, { name: "a.jpg", type: "image/svg+xml" }, "bad_type"],
  ["SVG that says it is a picture", SVG, { type: "image/webp" }, "bad_type"],
  ["a picture that is cut off", testImage("png").subarray(0, 50), { name: "a.png" }, "bad_type"],
  ["a beginning of a picture, with HTML behind", `GIF89a${HTML}`, { name: "a.gif" }, "bad_type"],
  ["more bytes than were announced", "x".repeat(20), { length: 10 }, "too_large"],
];

for (const [title, content, over, code] of REFUSED) {
  Deno.test(`${title} is refused, and leaves nothing`, async () => {
    await withServer({ maxFileBytes: 100 }, async ({ dataDir, ana }) => {
      const { status, body } = await tryUpload(ana, content, over);
      assertEquals(body?.code, code);
      assert(status >= 400 && status < 500 && body?.message);
      assertEquals(await leftIn(dataDir, ana), NOTHING);
    });
  });
}

Deno.test("what is sent in chunks, without a length, is cut at what was announced", async () => {
  await withServer({ maxFileBytes: 100_000 }, async ({ dataDir, ana }) => {
    const location = (await announceUpload(ana, { length: 100_000 })).headers.get("location")!;
    let sent = 0;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (sent > 50_000_000) return controller.close();
        sent += 10_000;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    // The server may end the connection before its answer is read.
    const answer = await sendPart(ana, location, 0, endless).catch(() => undefined);
    assert(answer === undefined || answer.body?.code === "too_large", JSON.stringify(answer));
    assert(sent < 50_000_000);
    assertEquals((await uploadHead(ana, location)).status, 404);
    assertEquals(await leftIn(dataDir, ana), NOTHING);
  });
});

Deno.test("what would go over the quota is refused, and there is room again when something is taken back", async () => {
  await withServer({ quotaBytes: 100 }, async ({ dataDir, ana }) => {
    const { id } = await upload(ana, "x".repeat(60));
    const { status, body } = await tryUpload(ana, "x".repeat(41));
    assertEquals([status, body?.code], [413, "over_quota"]);
    assertEquals((await leftIn(dataDir, ana)).used, 60);
    await cancelUpload(ana, `/api/uploads/${id}`);
    await upload(ana, "x".repeat(41));
  });
});

Deno.test("a guest, whom anyone may make, has a smaller quota than who has signed up", async () => {
  await withServer({ quotaBytes: 100, guestQuotaBytes: 10 }, async ({ server, ana }) => {
    const { status, body } = await tryUpload(ana, "x".repeat(11));
    assertEquals([status, body?.code], [413, "over_quota"]);
    await upload(await signUp(server, "bo"), "x".repeat(11));
  });
});

Deno.test("only the kinds that are allowed are taken, whatever they are called", async () => {
  await withServer({ allowedKinds: ["picture"] }, async ({ dataDir, ana }) => {
    const { status, body } = await tryUpload(ana, "%PDF-1.7", { name: "a.pdf" });
    assertEquals([status, body?.code], [415, "bad_type"]);
    assertEquals((await upload(ana, testImage("png"), { name: "a.pdf" })).type, "image/png");
    assertEquals((await leftIn(dataDir, ana)).content.length, 1);
  });
});

Deno.test("a picture with too many pixels is refused with 413, before it is unpacked", async () => {
  await withServer({}, async ({ dataDir, ana }) => {
    const bomb = testImage("png");
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    const { status, body } = await tryUpload(ana, bomb, { name: "a.png" });
    assertEquals([status, body?.code], [413, "too_large"]);
    assertEquals(await leftIn(dataDir, ana), NOTHING);
  });
});

Deno.test("a part that is cut off is kept as far as it came, and the upload goes on from there", async () => {
  await withServer({}, async ({ dataDir, ana }) => {
    const content = crypto.getRandomValues(new Uint8Array(50_000));
    const location = (await announceUpload(ana, { length: content.length })).headers.get(
      "location",
    )!;
    const cut = await sendAndStall(ana, location, content.slice(0, 20_000), dataDir);
    await cut();
    assertEquals((await uploadHead(ana, location)).headers.get("upload-offset"), "20000");
    assertEquals((await sendPart(ana, location, 20_000, content.slice(20_000))).status, 204);
    const response = await ana.fetch(location.replace("uploads", "files"));
    assertEquals(await response.bytes(), content);
  });
});

Deno.test("who goes on with an upload ends what was sending it before", async () => {
  await withServer({ maxConcurrentUploads: 1 }, async ({ dataDir, ana }) => {
    const location = (await announceUpload(ana, { length: 10 })).headers.get("location")!;
    const cut = await sendAndStall(ana, location, latin1("01234"), dataDir);
    assertEquals((await sendPart(ana, location, 5, "56789")).status, 204);
    await cut();
  });
});

Deno.test("of many who send one upload at once, its bytes come from one at a time", async () => {
  await withServer({}, async ({ ana }) => {
    const content = Uint8Array.from({ length: 200_000 }, (_, n) => (n * n) >> 5);
    const location = (await announceUpload(ana, { length: content.length })).headers.get(
      "location",
    )!;
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let offset = 0; offset < content.length;) {
        const part = content.slice(offset, offset + 50_000);
        const { status, headers } = await sendPart(ana, location, offset, part);
        assert([204, 400, 409].includes(status));
        const stand = headers.get("upload-offset") ??
          (await uploadHead(ana, location)).headers.get("upload-offset");
        offset = Number(stand);
      }
    }));
    const response = await ana.fetch(location.replace("uploads", "files"));
    assertEquals(await response.bytes(), content);
  });
});

Deno.test("one account sends no more at once, and in an hour, than it may", async () => {
  await withServer({ maxConcurrentUploads: 1, uploadsPerHour: 2 }, async ({ dataDir, ana }) => {
    const [first, second] = [
      await announceUpload(ana, { length: 10 }),
      await announceUpload(ana, { length: 10 }),
    ];
    const third = await announceUpload(ana, { length: 10 });
    assertEquals([third.status, third.body?.code], [429, "rate_limited"]);
    assert(Number(third.headers.get("retry-after")) > 0);
    const cut = await sendAndStall(ana, first.headers.get("location")!, latin1("01234"), dataDir);
    const other = await sendPart(ana, second.headers.get("location")!, 0, "0123456789");
    assertEquals([other.status, other.body?.code], [429, "rate_limited"]);
    await cut();
  });
});

/** Sends a beginning and no more; what it returns cuts the connection. */
async function sendAndStall(
  person: TestPerson,
  location: string,
  beginning: Uint8Array<ArrayBuffer>,
  dataDir: string,
): Promise<() => Promise<void>> {
  const cut = new AbortController();
  const { readable: body, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
  const writer = writable.getWriter();
  void writer.write(beginning);
  const sending = sendPart(person, location, 0, body, {}, cut.signal).catch(() => {});
  while ((await sizeOfPart(dataDir)) < beginning.length) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return async () => {
    cut.abort();
    // An answer may have come already, and then only this ends what is still to be sent.
    await writer.close().catch(() => {});
    await sending;
  };
}

async function sizeOfPart(dataDir: string): Promise<number> {
  for await (const { name } of Deno.readDir(`${dataDir}/files/parts`)) {
    return (await Deno.stat(`${dataDir}/files/parts/${name}`)).size;
  }
  return 0;
}
