import fc from "fast-check";
import { ClientError } from "../../../lib/client/client_error.ts";
import { uploadFile } from "../../../lib/client/tus_upload.ts";
import { assert, assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { Clock } from "../../../lib/client/types.ts";

const chunk = 1_000;

/** Time that passes as soon as somebody waits for it. */
function quickClock(): Clock & { waited: number[] } {
  const waited: number[] = [];
  return {
    waited,
    now: () => 0,
    after(ms, run) {
      waited.push(ms);
      const timer = setTimeout(run);
      return () => clearTimeout(timer);
    },
    random: () => 0.5,
  };
}

type Mishap = "none" | "unheard" | "half" | "unanswered" | "busy" | "forgotten";

/** A tus server of one file, to which mishaps happen in turn. */
function fakeServer(mishaps: Iterable<Mishap> = []) {
  const next = mishaps[Symbol.iterator]();
  let held: Uint8Array<ArrayBuffer> | undefined;
  let length = 0;
  const server = {
    name: "",
    asked: [] as string[],
    sent: 0,
    get held() {
      return held;
    },
    async fetch(path: string, init: RequestInit): Promise<Response> {
      const headers = new Headers(init.headers);
      server.asked.push(`${init.method} ${path}`);
      assertEquals(headers.get("tus-resumable"), "1.0.0");
      const mishap: Mishap = next.next().value ?? "none";
      if (mishap === "unheard") throw new TypeError("no network");
      if (mishap === "busy") {
        return Response.json({ code: "rate_limited", message: "Wait.", retryAfter: 3 }, {
          status: 429,
        });
      }
      if (mishap === "forgotten") held = undefined;
      const answer = await take(init, headers, mishap === "half");
      if (mishap === "unanswered" || mishap === "half") throw new TypeError("no network");
      return answer;
    },
  };

  async function take(init: RequestInit, headers: Headers, isHalf: boolean): Promise<Response> {
    if (init.method === "POST") {
      held = new Uint8Array();
      length = Number(headers.get("upload-length"));
      server.name = headers.get("upload-metadata") ?? "";
      return new Response(null, { status: 201, headers: { location: "/api/uploads/u1" } });
    }
    if (!held) return Response.json({ code: "not_found", message: "Gone." }, { status: 404 });
    if (init.method === "PATCH") {
      if (Number(headers.get("upload-offset")) !== held.length) {
        return Response.json({ code: "wrong_offset", message: "Not there." }, { status: 409 });
      }
      const whole = new Uint8Array(await (init.body as Blob).arrayBuffer());
      const bytes = isHalf ? whole.subarray(0, whole.length >> 1) : whole;
      server.sent += bytes.length;
      held = new Uint8Array([...held, ...bytes]);
    }
    if (init.method === "GET") {
      assertEquals(held.length, length);
      const file = { id: "u1", name: "a", type: "text/plain", size: length };
      return Response.json({ file });
    }
    return new Response(null, {
      status: 204,
      headers: { "upload-offset": String(held.length) },
    });
  }
  return server;
}

function fileOf(size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, at) => at * 31);
}

Deno.test("upload() brings a file in chunks, and tells how far it is", async () => {
  const server = fakeServer();
  const bytes = fileOf(2.5 * chunk);
  const progress: number[] = [];
  const file = await uploadFile(new Blob([bytes]), {
    fetch: server.fetch,
    name: "Räume.pdf",
    chunkBytes: chunk,
    type: "application/pdf",
    onProgress: (sent) => progress.push(sent),
  });
  assertEquals([file.id, file.size], ["u1", bytes.length]);
  assertEquals(server.held, bytes);
  assertEquals(progress, [chunk, 2 * chunk, 2.5 * chunk]);
  assertEquals(server.name, "filename UsOkdW1lLnBkZg==,filetype YXBwbGljYXRpb24vcGRm");
});

Deno.test("upload() loses a chunk and no more with the network", async () => {
  const server = fakeServer(["none", "none", "half", "none", "unanswered"]);
  const clock = quickClock();
  const bytes = fileOf(3 * chunk);
  await uploadFile(new Blob([bytes]), { fetch: server.fetch, name: "a", chunkBytes: chunk, clock });
  assertEquals(server.held, bytes);
  assert(server.sent <= bytes.length);
  assertEquals(clock.waited.length, 2);
});

Deno.test("upload() waits as long as the server asks", async () => {
  const clock = quickClock();
  await uploadFile(new Blob(["hello"]), {
    fetch: fakeServer(["busy"]).fetch,
    name: "a",
    chunkBytes: chunk,
    clock,
  });
  assertEquals(clock.waited, [3_000]);
});

Deno.test("upload() begins again when the server has forgotten it, and not for ever", async () => {
  const bytes = fileOf(2 * chunk);
  const once = fakeServer(["none", "none", "forgotten"]);
  await uploadFile(new Blob([bytes]), {
    fetch: once.fetch,
    name: "a",
    chunkBytes: chunk,
    clock: quickClock(),
  });
  assertEquals(once.held, bytes);
  const always = fakeServer(Array(50).fill("forgotten"));
  const error = await assertRejects(
    () =>
      uploadFile(new Blob([bytes]), {
        fetch: always.fetch,
        name: "a",
        chunkBytes: chunk,
        clock: quickClock(),
      }),
    ClientError,
  );
  assertEquals(error.code, "not_found");
});

Deno.test("upload() rejects with the server's refusal, and gives up when nothing answers", async () => {
  const codeOf = async (fetch: (path: string, init: RequestInit) => Promise<Response>) =>
    (await assertRejects(
      () =>
        uploadFile(new Blob(["x"]), { fetch, name: "a", chunkBytes: chunk, clock: quickClock() }),
      ClientError,
    )).code;
  const refusal = { code: "over_quota", message: "Full." };
  assertEquals(
    await codeOf(() => Promise.resolve(Response.json(refusal, { status: 413 }))),
    "over_quota",
  );
  assertEquals(
    await codeOf(() => Promise.resolve(new Response("<html>", { status: 413 }))),
    "too_large",
  );
  assertEquals(await codeOf(() => Promise.reject(new TypeError("no network"))), "offline");
});

Deno.test("upload() that is ended stops, and the server forgets it", async () => {
  const server = fakeServer(["none", "none", "unheard"]);
  const ending = new AbortController();
  const sending = uploadFile(new Blob([fileOf(3 * chunk)]), {
    fetch: server.fetch,
    name: "a",
    chunkBytes: chunk,
    signal: ending.signal,
    clock: { ...quickClock(), after: () => () => {} },
    onProgress: () => setTimeout(() => ending.abort(new Error("enough"))),
  });
  await assertRejects(() => sending, Error, "enough");
  assertEquals(server.asked.at(-1), "DELETE /api/uploads/u1");
});

Deno.test("upload() brings every byte once, whatever happens on the way", async () => {
  const mishap = fc.constantFrom<Mishap>("none", "none", "unheard", "half", "unanswered", "busy");
  await fc.assert(
    fc.asyncProperty(
      fc.array(mishap, { maxLength: 8 }),
      fc.nat(2.5 * chunk),
      async (mishaps, size) => {
        const server = fakeServer(mishaps);
        const bytes = fileOf(size + 1);
        await uploadFile(new Blob([bytes]), {
          fetch: server.fetch,
          name: "a",
          chunkBytes: chunk,
          clock: quickClock(),
        });
        assertEquals(server.held, bytes);
      },
    ),
    { numRuns: 100 },
  );
});
