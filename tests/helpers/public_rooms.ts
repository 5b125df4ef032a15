import { openSqliteStore } from "../../lib/store/sqlite/store.ts";
import { notice } from "../contract/store/fixtures.ts";
import { signIn, signUp, type TestPerson } from "./test_person.ts";
import { startServer, type TestServer } from "./test_server.ts";

/** The id of a public room by its number, so that the order of ids is that of numbers. */
export const publicRoomId = (n: number) => `hall-${String(n).padStart(4, "0")}`;

/** Starts a server with public rooms named "Hall 0" and so on that Ana created, all written straight into the store. */
export async function withPublicRooms(
  count: number,
  run: (server: TestServer, ana: TestPerson) => Promise<void>,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  const before = await startServer({ dataDir });
  const { account } = await signUp(before, "ana", "Ana");
  await before.stop();
  const store = await openSqliteStore({ dir: dataDir, driver: "node" });
  const settings = { kind: "public", archived: false, slow: 0, createdAt: 1_000 } as const;
  await Promise.all(Array.from({ length: count }, (_, n) => {
    const id = publicRoomId(n);
    return store.createRoom(
      { id, name: `Hall ${n}`, topic: `Floor ${n % 10}`, ...settings },
      [{ account: account.id, role: "owner" }],
      notice("created", account.id, `n${n}`, id, { at: 1_000 + n }),
    );
  }));
  await store.close();
  const server = await startServer({ dataDir });
  try {
    await run(server, await signIn(server, "ana"));
  } finally {
    await server.stop();
    await Deno.remove(dataDir, { recursive: true });
  }
}
