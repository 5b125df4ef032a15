import { EXIT_CODES } from "../../../../lib/cli/chat/command_line/cli_error.ts";
import type { Message } from "../../../../lib/protocol/model.ts";
import { assertEquals, assertStringIncludes } from "../../../helpers/assert.ts";
import { signInAsGuest, type TestPerson } from "../../../helpers/test_person.ts";
import { type ServerProcess, spawnServer } from "../../../helpers/server_process.ts";
import { createTestMachine } from "./test_machine.ts";

/** A server that can be killed and started again where it was. */
async function killable() {
  const dir = await Deno.makeTempDir({ prefix: "parley-" });
  let server: ServerProcess = await spawnServer(dir);
  const { url } = server;
  return {
    url,
    kill: () => server.kill(),
    async start() {
      server = await spawnServer(dir, Number(new URL(url).port));
    },
    async [Symbol.asyncDispose]() {
      await server.kill();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

/** What people said in the lobby. */
async function said(by: TestPerson): Promise<string[]> {
  const { messages } = (await by.json("/api/rooms/lobby/messages?limit=100")).body as {
    messages: Message[];
  };
  return messages.filter(({ type }) => type === "message").map(({ content }) => content);
}

Deno.test("what is typed while the server is dead is sent once, when it is back", async () => {
  await using server = await killable();
  await using here = await createTestMachine();
  const bob = await signInAsGuest(server, "Bob");
  const ana = here.start([server.url, "-g", "Ana"]);
  await ana.terminal.shows("Ana (guest) joined.");
  ana.terminal.type("one\r");
  await ana.terminal.shows("Ana (guest): one");
  await server.kill();
  await ana.terminal.shows("· Offline.");
  ana.terminal.type("two\rthree\rfo");
  await ana.terminal.shows("Lobby (offline, 2 waiting) › fo");
  const outbox = `${here.home}/.config/parley/outbox`;
  const [folder] = [...Deno.readDirSync(outbox)];
  const files = [...Deno.readDirSync(`${outbox}/${folder!.name}`)];
  assertEquals(files.length, 2);
  assertEquals(Deno.statSync(`${outbox}/${folder!.name}/${files[0]!.name}`).mode! & 0o777, 0o600);
  await server.start();
  await ana.terminal.shows("Ana (guest): three");
  ana.terminal.type("ur\r");
  await ana.terminal.shows("Ana (guest): four");
  assertEquals(await said(bob), ["one", "two", "three", "four"]);

  // And once more, with an end of the client between.
  await server.kill();
  await ana.terminal.shows("Lobby (offline) ›");
  ana.terminal.type("five\r");
  await ana.terminal.shows("1 waiting");
  ana.terminal.type("\x03");
  assertEquals(await ana.ended, EXIT_CODES.ok);
  assertEquals(ana.terminal.rows.at(-1), "· Not sent yet, and kept for the next time: 1.");
  const again = here.start([server.url]);
  await again.terminal.shows("Lobby (offline, 1 waiting) ›");
  again.terminal.type("six\r");
  await again.terminal.shows("2 waiting");
  await server.start();
  await again.terminal.shows("Ana (guest): six");
  again.terminal.type("exit\r");
  assertEquals(await again.ended, EXIT_CODES.ok);
  assertEquals(await said(bob), ["one", "two", "three", "four", "five", "six"]);
});

Deno.test("a pipe from one client to another loses and repeats nothing over a killed server", async () => {
  await using server = await killable();
  await using here = await createTestMachine();
  const bob = await signInAsGuest(server, "Bob");
  const wire = await bob.connect();
  await wire.join();
  const follow = here.start([server.url, "-g", "Cy", "-r", "lobby", "--follow", "--json"], {
    input: "",
  });
  // It prints nothing when it is ready.
  while (follow.out === "") {
    await wire.post("knock");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await wire.close();
  const lines = new TransformStream<string, string>();
  const writer = lines.writable.getWriter();
  const input = lines.readable.pipeThrough(new TextEncoderStream());
  const pipe = here.start([server.url, "-g", "Ana", "-r", "lobby"], { input });
  const texts = Array.from({ length: 40 }, (_, at) => `line ${at}`);
  const feed = async (from: number, to: number) => {
    for (const text of texts.slice(from, to)) await writer.write(`${text}\n`);
  };
  await feed(0, 10);
  await follow.waitForOutput('"line 9"');
  const [fed] = await Promise.all([feed(10, 40), server.kill().then(server.start)]);
  assertEquals(fed, undefined);
  await writer.close();
  assertEquals(await pipe.ended, EXIT_CODES.ok);
  await follow.waitForOutput('"line 39"');
  follow.stop();
  assertEquals(await follow.ended, EXIT_CODES.ok);
  const followed = follow.out.trimEnd().split("\n").map((line) => JSON.parse(line) as Message);
  const isLine = (text: string) => text !== "knock";
  const heard = followed.filter(({ type }) => type === "message").map(({ content }) => content);
  assertEquals(heard.filter(isLine), texts);
  assertEquals((await said(bob)).filter(isLine), texts);
  assertStringIncludes(follow.err, "Offline. Trying again.\nOnline again.\n");
});

Deno.test("--send to a server that dies and stays dead is exit code 4, and leaves nothing for later", async () => {
  await using server = await killable();
  await using here = await createTestMachine();
  const send = (text: string) =>
    here.run([server.url, "-g", "Ana", "-r", "lobby", "--timeout", "1", "--send", text]);
  assertEquals((await send("one")).code, EXIT_CODES.ok);
  await server.kill();
  assertEquals((await send("two")).code, EXIT_CODES.unreachable);
  await server.start();
  assertEquals((await send("three")).code, EXIT_CODES.ok);
  assertEquals(await said(await signInAsGuest(server, "Bob")), ["one", "three"]);
});
