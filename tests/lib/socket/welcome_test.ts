import { createClient } from "../../../lib/client/client.ts";
import { memoryStorage } from "../../../lib/client/storage_adapters.ts";
import { ROOM_LIMITS } from "../../../lib/protocol/limits.ts";
import type { Room } from "../../../lib/protocol/model.ts";
import { openSqliteStore } from "../../../lib/store/sqlite/store.ts";
import { notice } from "../../contract/store/fixtures.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { signInAsGuest, type TestPerson, Wire } from "../../helpers/test_person.ts";
import { startServer, type TestServer } from "../../helpers/test_server.ts";

const MANY_ROOMS = 2_000;

/** A member of very many rooms; the one with the number 7 was written in last. */
async function withManyRooms(
  run: (server: TestServer, ana: TestPerson, bo: TestPerson) => Promise<void>,
) {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const before = await startServer({ dataDir });
  const [ana, bo] = [await signInAsGuest(before, "Ana"), await signInAsGuest(before, "Bo")];
  await before.stop();
  const store = await openSqliteStore({ dir: dataDir, driver: "node" });
  await Promise.all(Array.from({ length: MANY_ROOMS }, (_, n) => {
    const id = `room-${n}`;
    const settings = { kind: "private", topic: "", archived: false, slow: 0 } as const;
    const members = [ana, bo].map(({ account }) => ({
      account: account.id,
      role: "owner" as const,
    }));
    return store.createRoom(
      { id, name: `Room ${n}`, ...settings, createdAt: 1_000 + n },
      members,
      notice("created", ana.account.id, `n${n}`, id, { at: 1_000 + n }),
    );
  }));
  const message = {
    room: "room-7",
    author: bo.account.id,
    id: "m1",
    content: "late",
    at: 9_000_000,
  };
  await store.appendMessage(message);
  await store.close();
  const server = await startServer({ dataDir });
  const again = (person: TestPerson): TestPerson => ({
    ...person,
    fetch: (path, init = {}) =>
      fetch(server.url + path, { ...init, headers: { cookie: person.cookie, ...init.headers } }),
    connect: () => Wire.open(server.socketUrl, { cookie: person.cookie }),
  });
  try {
    await run(server, again(ana), again(bo));
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}

Deno.test("a welcome is bounded, its rest comes by pages, and a client knows and hears every room", () =>
  withManyRooms(async (server, ana, bo) => {
    const raw = new WebSocket(server.socketUrl, { headers: { cookie: ana.cookie } });
    const frame = await new Promise<string>((resolve) => raw.onmessage = (e) => resolve(e.data));
    const welcome = JSON.parse(frame) as { rooms: Room[]; more?: true };
    assertEquals([welcome.rooms.length, welcome.more], [ROOM_LIMITS.welcomeRooms, true]);
    assert(frame.length < ROOM_LIMITS.welcomeChars + 1_000);
    assertEquals([welcome.rooms[0]!.id, welcome.rooms[0]!.unread], ["room-7", 1]);
    assertEquals(welcome.rooms[1]!.id, `room-${MANY_ROOMS - 1}`);
    const closed = new Promise((resolve) => raw.onclose = resolve);
    raw.close();
    await closed;

    const ids = new Set<string>();
    let requests = 0;
    for (let after = "";; requests++) {
      const response = await ana.fetch(`/api/rooms?mine=true${after && `&after=${after}`}`);
      const { rooms, next } = await response.json();
      for (const { id } of rooms) assert(!ids.has(id), id), ids.add(id);
      if (next === undefined) break;
      after = next;
    }
    assertEquals([ids.size, requests], [MANY_ROOMS, MANY_ROOMS / ROOM_LIMITS.defaultPageSize - 1]);
    const others = await (await ana.fetch("/api/rooms?mine=false&limit=5")).json();
    assertEquals(others.rooms.map(({ id }: Room) => id), ["lobby"]);
    for (const query of ["mine=maybe", "limit=0", "limit=501", "after=%20"]) {
      const refused = await ana.fetch(`/api/rooms?${query}`);
      assertEquals([refused.status, (await refused.json()).code], [400, "bad_request"], query);
    }

    class Cookied extends WebSocket {
      constructor(url: string) {
        super(url, { headers: { cookie: ana.cookie } });
      }
    }
    const client = createClient({
      url: server.socketUrl,
      WebSocket: Cookied,
      storage: memoryStorage(),
      account: ana.account.id,
      fetch: ana.fetch,
    });
    const all = Promise.withResolvers<Room[]>();
    const heard = Promise.withResolvers<void>();
    client.subscribe((event) => {
      if (event.type === "rooms") all.resolve(event.rooms);
      if (event.type === "line" && event.line.type === "message") heard.resolve();
    });
    client.open();
    const rooms = await all.promise;
    assertEquals(rooms.length, MANY_ROOMS);
    // One that the welcome did not name.
    assert(!welcome.rooms.some(({ id }) => id === "room-8"));
    client.join("room-8", 1);
    const b = await bo.connect();
    await b.join("room-8");
    await b.post("hello", "room-8");
    await heard.promise;
    const states = await (await ana.fetch("/api/rooms?mine=true&after=room-799&limit=1")).json();
    assertEquals([states.rooms[0].id, states.rooms[0].unread], ["room-8", 1]);
    client.close();
    await b.close();
  }));
