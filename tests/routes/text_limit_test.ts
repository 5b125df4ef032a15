import { statfs } from "node:fs/promises";
import type { ErrorBody } from "../../lib/protocol/errors.ts";
import type { ServerEvents } from "../../lib/protocol/server_events.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  patchRequest,
  setUpAdmin,
  signInAsGuest,
  signUp,
  type Wire,
} from "../helpers/test_person.ts";
import { startServer } from "../helpers/test_server.ts";

/** Four bytes each in UTF-8. */
const EMOJI = "\u{1F980}";

async function refusalOf(wire: Wire, frame: { type: string; [name: string]: unknown }) {
  wire.send(frame);
  return await wire.next("error");
}

Deno.test("a guest writes so many bytes in an hour, in messages and edits together", async () => {
  await using server = await startServer({ limits: { guestTextBytesPerHour: 20_000 } });
  const eve = await signInAsGuest(server, "Eve");
  const wire = await eve.connect();
  await wire.join();
  // 4,000 bytes and a row each.
  const { seq } = await wire.post(EMOJI.repeat(1_000));
  await wire.post(EMOJI.repeat(1_000));
  for (const sign of ["a", "b"]) {
    wire.send({ type: "edit", room: "lobby", seq, content: sign + EMOJI.repeat(1_000) });
    await wire.next("message", ({ content }) => content.startsWith(sign));
  }
  const refusals = [
    await refusalOf(wire, {
      type: "message",
      room: "lobby",
      id: "m",
      content: EMOJI.repeat(1_000),
    }),
    await refusalOf(wire, { type: "edit", room: "lobby", seq, content: EMOJI.repeat(1_001) }),
  ];
  for (const { code, message, retryAfter } of refusals) {
    assertEquals([code, message], [
      "rate_limited",
      "You write more than this server can keep. Wait a while.",
    ]);
    assert(retryAfter! > 60 && retryAfter! < 3_600);
  }
  await wire.post("A few words still fit.");
  await wire.close();
});

Deno.test("people have bytes of their own, and a repeated message costs nothing", async () => {
  await using server = await startServer({
    limits: { textBytesPerHour: 20_000, guestTextBytesPerHour: 5_000 },
  });
  const wire = await (await signUp(server, "ana")).connect();
  await wire.join();
  for (let n = 0; n < 10; n++) await wire.post(EMOJI.repeat(1_000), "lobby", "the-same");
  for (let n = 0; n < 3; n++) await wire.post(EMOJI.repeat(1_000));
  const { code } = await refusalOf(wire, {
    type: "message",
    room: "lobby",
    id: "m",
    content: EMOJI.repeat(1_000),
  });
  assertEquals(code, "rate_limited");
  await wire.close();
});

Deno.test("names and topics of rooms are text, too", async () => {
  await using server = await startServer({ limits: { textBytesPerHour: 3_000 } });
  const ana = await signUp(server, "ana");
  const { id } = await createRoom(ana, { name: "Design" });
  const statuses = [];
  for (let n = 0; n < 10; n++) {
    const topic = `${n}${"x".repeat(240)}`;
    statuses.push((await ana.json(`/api/rooms/${id}`, patchRequest({ topic }))).status);
  }
  assertEquals(statuses.filter((status) => status === 200).length, 5);
  assertEquals(statuses.at(-1), 429);
});

/** What a guest and an admin may when the disk has so many times the bytes that are free as its mark. */
async function tryAll(times: number) {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  const { bavail, bsize } = await statfs(dir);
  const before = await startServer({ dataDir: dir });
  const [boss, eve] = [await setUpAdmin(before), await signInAsGuest(before, "Eve")];
  const first = await eve.connect();
  await first.join();
  const { seq } = await first.post("Hello");
  await first.close();
  assertEquals((await boss.json("/api/rooms/lobby/join", jsonRequest({}))).status, 200);
  await before.stop();
  const server = await startServer({
    dataDir: dir,
    limits: { minFreeBytes: Math.floor(bavail * bsize * times) },
  });
  const codes = async (cookie: string) => {
    const headers = { cookie };
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(server.url + path, {
        ...init,
        headers: { ...headers, ...init.headers },
      });
      const text = await response.text();
      return response.ok ? "ok" : (JSON.parse(text) as ErrorBody).code;
    };
    const [upload] = [{ "tus-resumable": "1.0.0", "upload-length": "5" }];
    return [
      await ask("/api/rooms", jsonRequest({ name: "Room" })),
      await ask("/api/uploads", { method: "POST", headers: upload }),
      await ask(`/api/rooms/lobby/messages`),
      await ask("/api/search?q=Hello"),
    ];
  };
  const socket = { url: server.url };
  const write = async (cookie: string) => {
    const { Wire } = await import("../helpers/test_person.ts");
    const wire = await Wire.open(socket.url.replace(/^http/, "ws") + "/ws", { cookie });
    const refused = new Promise<string>((resolve) =>
      void wire.next("error").then((line: ServerEvents["error"]) => resolve(line.code), () => {})
    );
    await wire.join();
    const said = wire.post("More").then(() => "ok");
    const code = await Promise.race([said, refused]);
    said.catch(() => {});
    await wire.close();
    return code;
  };
  const result = {
    guest: [await write(eve.cookie), ...await codes(eve.cookie)],
    admin: [await write(boss.cookie), ...await codes(boss.cookie)],
    newGuest: await fetch(`${server.url}/api/guest`, jsonRequest({ name: "New" })).then(
      async (one) => {
        await one.body?.cancel();
        return one.status;
      },
    ),
    ready: await fetch(`${server.url}/readyz`).then(async (one) => {
      await one.body?.cancel();
      return one.status;
    }),
    deleted: await eraseOf(server.url, boss.cookie, eve.account.id),
  };
  assert(seq > 0);
  await server.stop();
  await Deno.remove(dir, { recursive: true });
  return result;
}

/** Whether an admin can still make space. */
async function eraseOf(url: string, cookie: string, account: string): Promise<number> {
  const init = { method: "DELETE", headers: { cookie } };
  return (await fetch(`${url}/api/admin/accounts/${account}`, init)).status;
}

const NO = "unavailable";

Deno.test("below the free-space mark guests only read, and people go on", async () => {
  const result = await tryAll(2);
  assertEquals(result, {
    guest: [NO, NO, NO, "ok", "ok"],
    admin: ["ok", "ok", "ok", "ok", "ok"],
    newGuest: 503,
    ready: 200,
    deleted: 204,
  });
});

Deno.test("below the lower mark nobody writes, everybody reads, and admins can make space", async () => {
  const result = await tryAll(8);
  assertEquals(result, {
    guest: [NO, NO, NO, "ok", "ok"],
    admin: [NO, NO, NO, "ok", "ok"],
    newGuest: 503,
    ready: 200,
    deleted: 204,
  });
});
