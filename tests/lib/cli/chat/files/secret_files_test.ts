import { createFileStorage } from "../../../../../lib/cli/chat/files/file_storage.ts";
import { openSecretFiles } from "../../../../../lib/cli/chat/files/secret_files.ts";
import { openSavedSessions } from "../../../../../lib/cli/chat/server/saved_sessions.ts";
import { assertEquals, assertThrows } from "../../../../helpers/assert.ts";

async function folder() {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  return { dir, [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }) };
}

const ANA = { account: { id: "1", name: "Ana", role: "client" as const }, cookie: "session=a" };
const GUS = { account: { id: "2", name: "Gus", role: "client" as const }, cookie: "session=g" };

Deno.test({
  name: "files are for their owner alone, also in a folder that was open to others",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using temp = await folder();
    const path = `${temp.dir}/a/b`;
    const files = openSecretFiles(path);
    assertEquals([files.read("x"), files.names()], [undefined, []]);
    await Deno.mkdir(path, { recursive: true, mode: 0o755 });
    await Deno.chmod(path, 0o755);
    files.write("x", "one");
    files.write("x", "two");
    assertEquals((await Deno.stat(path)).mode! & 0o777, 0o700);
    assertEquals((await Deno.stat(`${path}/x`)).mode! & 0o777, 0o600);
    assertEquals([files.read("x"), files.names()], ["two", ["x"]]);
    files.remove("x");
    files.remove("x");
    assertEquals(Array.from(Deno.readDirSync(path)), []);
  },
});

Deno.test("what cannot be written is thrown, and leaves nothing", async () => {
  await using temp = await folder();
  await Deno.mkdir(`${temp.dir}/x/y`, { recursive: true });
  assertThrows(() => openSecretFiles(temp.dir).write("x", "one"));
  assertEquals(Array.from(Deno.readDirSync(temp.dir), ({ name }) => name), ["x"]);
});

Deno.test("an outbox on disk holds what was put into it, whatever its key", async () => {
  await using temp = await folder();
  const storage = createFileStorage(openSecretFiles(temp.dir));
  const key = "parley:outbox:a/../b:1";
  storage.setItem(key, "{}");
  assertEquals(storage.keys(), [key]);
  assertEquals([storage.getItem(key), storage.getItem("x")], ["{}", null]);
  storage.removeItem(key);
  assertEquals(storage.keys(), []);
});

Deno.test("sessions are kept for each server and each name", async () => {
  await using temp = await folder();
  const files = openSecretFiles(temp.dir);
  const sessions = openSavedSessions(files, "http://127.0.0.1:8000");
  const ana = { kind: "user", name: "ana" } as const;
  const gus = { kind: "guest", name: "Gus" } as const;
  assertEquals(sessions.find(), undefined);
  sessions.save(gus, GUS, false);
  assertEquals(sessions.find(), GUS);
  sessions.save(ana, ANA, true);
  sessions.saveRoom(ANA, { id: "lobby", name: "Lobby" });
  const kept = { ...ANA, room: { id: "lobby", name: "Lobby" } };
  assertEquals([sessions.find(), sessions.find(ana), sessions.find(gus)], [kept, kept, GUS]);
  assertEquals(openSavedSessions(files, "https://chat.test").find(), undefined);
  assertEquals(sessions.find({ kind: "user", name: "gus" }), undefined);
  sessions.remove(ANA);
  sessions.remove(ANA);
  assertEquals([sessions.find(), sessions.find(gus)], [undefined, GUS]);
});

Deno.test("a file that cannot be understood counts as none", async () => {
  await using temp = await folder();
  const files = openSecretFiles(temp.dir);
  const sessions = openSavedSessions(files, "http://a");
  for (const text of ["", "{", "null", "[]", '{"sessions":{"user a":{}}}']) {
    files.write("http_a.json", text);
    assertEquals(sessions.find(), undefined);
  }
  sessions.save({ kind: "user", name: "ana" }, ANA, true);
  assertEquals(sessions.find(), ANA);
});
