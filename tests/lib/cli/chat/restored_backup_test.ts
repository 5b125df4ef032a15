import { EXIT_CODES } from "../../../../lib/cli/chat/command_line/cli_error.ts";
import { assertEquals, assertStringIncludes } from "../../../helpers/assert.ts";
import { signInAsGuest, type TestPerson } from "../../../helpers/test_person.ts";
import { startServer } from "../../../helpers/test_server.ts";
import { createTestMachine, type StartedChat } from "./test_machine.ts";

/** A server that can go back to the state that it had when it was saved. */
async function restorable() {
  const dataDir = await Deno.makeTempDir({ prefix: "parley-" });
  let server = await startServer({ dataDir });
  const { url } = server;
  const start = async () => {
    server = await startServer({ dataDir, port: Number(new URL(url).port) });
  };
  return {
    url,
    async save() {
      await server.stop();
      await Deno.copyFile(`${dataDir}/parley.db`, `${dataDir}/backup.db`);
      await start();
    },
    async restore() {
      await server.stop();
      await Deno.copyFile(`${dataDir}/backup.db`, `${dataDir}/parley.db`);
      await start();
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

async function say(person: TestPerson, ...words: string[]): Promise<void> {
  const wire = await person.connect();
  await wire.join();
  for (const word of words) await wire.post(word);
  await wire.close();
}

Deno.test("who chats in a terminal is shown the room anew when the server went back to a backup", async () => {
  await using server = await restorable();
  await using here = await createTestMachine();
  const bob = await signInAsGuest(server, "Bob");
  const ana = here.start([server.url, "-g", "Ana"]);
  await ana.terminal.shows("Ana (guest) joined.");
  await say(bob, "kept");
  await ana.terminal.shows("Bob (guest): kept");
  await server.save();
  await say(bob, "gone 1", "gone 2", "gone 3");
  await ana.terminal.shows("Bob (guest): gone 3");
  await server.restore();
  await say(bob, "new 1", "new 2", "new 3", "new 4", "new 5");
  await ana.terminal.shows("The server went back to a backup.");
  for (const word of ["kept", "new 1", "new 5"]) await ana.terminal.shows(`Bob (guest): ${word}`);
  ana.terminal.type("hello\r");
  await ana.terminal.shows("Ana (guest): hello");
  ana.stop();
  assertEquals(await ana.ended, EXIT_CODES.ok);
});

Deno.test("a follower is told that positions begin anew, in JSON too, and goes on", async () => {
  await using server = await restorable();
  await using here = await createTestMachine();
  const bob = await signInAsGuest(server, "Bob");
  await here.run([server.url, "-g", "Ana", "-r", "lobby", "--send", "hi"]);
  const follow = here.start([server.url, "-g", "Ana", "--follow", "--json"], { input: "" });
  await heard(follow, bob);
  await server.save();
  await say(bob, ...Array.from({ length: 9 }, (_, n) => `gone ${n}`));
  await follow.waitForOutput('"gone 8"');
  await server.restore();
  await follow.waitForOutput('"reset"');
  await say(bob, "after it");
  await follow.waitForOutput('"after it"');
  follow.stop();
  assertEquals(await follow.ended, EXIT_CODES.ok);
  const lines = follow.out.trimEnd().split("\n").map((line) => JSON.parse(line));
  const at = lines.findIndex(({ type }) => type === "reset");
  assertEquals(Object.keys(lines[at]), ["type", "history"]);
  const after = lines.slice(at + 1).filter(({ type }) => type === "message");
  assertEquals(after.map(({ content }) => content), ["after it"]);
  assertStringIncludes(follow.err, "The server went back to a backup.");
});

/** Says something until a follower prints it: it says nothing when it is ready. */
async function heard(follow: StartedChat, person: TestPerson): Promise<void> {
  while (follow.out === "") await say(person, "knock");
}
