import { EXIT_CODES } from "../../../../lib/cli/chat/command_line/cli_error.ts";
import type { Message } from "../../../../lib/protocol/model.ts";
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "../../../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
  type Wire,
} from "../../../helpers/test_person.ts";
import { startServer } from "../../../helpers/test_server.ts";
import { createTestMachine, type StartedChat } from "./test_machine.ts";

/** Says something until a follower prints it: it says nothing when it is ready. */
async function heard(follow: StartedChat, wire: Wire, room: string): Promise<void> {
  while (follow.out === "") await wire.post("knock", room);
}

Deno.test("--send posts once it is stored, and says nothing", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const bob = await signInAsGuest(server, "Bob");
  const wire = await bob.connect();
  await wire.join();
  const args = ["--url", server.url, "--room", "Lobby", "--guest", "Ana", "--send", "hello\nyou"];
  assertEquals(await here.run(args), { code: EXIT_CODES.ok, out: "", err: "" });
  const line = await wire.next("message");
  assertEquals([line.name, line.content], ["Ana", "hello\nyou"]);
  await wire.close();
});

Deno.test("a session is remembered for a server and a name, and the first one for no name", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  await signUp(server, "ana", "Ana");
  const wire = await (await signInAsGuest(server, "Bob")).connect();
  await wire.join();
  const send = (...args: string[]) =>
    here.run([server.url, "-r", "lobby", "--send", "hi", ...args]);
  assertEquals((await send()).code, EXIT_CODES.signedOut);
  const refused = await send("-u", "ana");
  assertEquals(refused.code, EXIT_CODES.signedOut);
  assertStringIncludes(refused.err, "PARLEY_PASSWORD");
  const env = { PARLEY_PASSWORD: TEST_PASSWORD };
  const args = [server.url, "-r", "lobby", "--send", "hi"];
  assertEquals((await here.run([...args, "-u", "ANA"], { env })).code, EXIT_CODES.ok);
  const first = await wire.next("message");
  assertEquals((await send("-u", "ana")).code, EXIT_CODES.ok);
  assertEquals((await send("-g", "Gus")).code, EXIT_CODES.ok);
  assertEquals((await send("-g", "Gus")).code, EXIT_CODES.ok);
  assertEquals((await send()).code, EXIT_CODES.ok);
  const said = await Promise.all([0, 1, 2, 3].map(() => wire.next("message")));
  assertEquals(said.map(({ name }) => name), ["Ana", "Gus", "Gus", "Ana"]);
  assertEquals(said[0]!.userId, first.userId);
  assertEquals(said[1]!.userId, said[2]!.userId);
  await wire.close();
});

Deno.test("a server that is not set up yet lets nobody in, and says so", async () => {
  await using server = await startServer({ publicUrl: new URL("http://chat.example.org") });
  await using here = await createTestMachine();
  const { code, err } = await here.run([server.url, "-r", "lobby", "--send", "hi", "-g", "Gus"]);
  assertEquals(code, EXIT_CODES.failed);
  assertStringIncludes(err, "This Parley is not set up yet.");
});

Deno.test("a session that has ended is forgotten, and a new one is begun", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const ana = await signUp(server, "ana");
  const env = { PARLEY_PASSWORD: TEST_PASSWORD };
  const args = [server.url, "-r", "lobby", "--send", "hi", "-u", "ana"];
  assertEquals((await here.run(args, { env })).code, EXIT_CODES.ok);
  const change = jsonRequest({ current: TEST_PASSWORD, password: "a better battery" }, "PUT");
  assertEquals((await ana.json("/api/account/password", change)).status, 204);
  assertEquals((await here.run(args, { env })).code, EXIT_CODES.signedOut);
  assertStringIncludes((await here.run(args)).err, "PARLEY_PASSWORD");
  const better = { PARLEY_PASSWORD: "a better battery" };
  assertEquals((await here.run(args, { env: better })).code, EXIT_CODES.ok);
});

Deno.test("what is refused is said on standard error, with exit code 1", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const bob = await signUp(server, "bob");
  const { id } = await createRoom(bob, { name: "Secret", kind: "private" });
  await createRoom(bob, { name: "Twin" });
  await createRoom(bob, { name: "twin" });
  const send = (room: string, text = "hi") =>
    here.run([server.url, "-g", "Ana", "-r", room, "--send", text]);
  for (const room of ["nowhere", id, "Secret"]) {
    const { code, out, err } = await send(room);
    assertEquals([code, out], [EXIT_CODES.failed, ""]);
    assertStringIncludes(err, `There is no room "${room}"`);
  }
  assertMatch((await send("TWIN")).err, /Several rooms .*: twin, twin-2\.$/m);
  const long = await send("lobby", "a".repeat(8_001));
  assertEquals(long.code, EXIT_CODES.failed);
  assertStringIncludes(long.err, "8000 characters");
  const odd = await here.run([server.url, "-g", "A\x1b[2J", "-r", "lobby", "--send", "hi"]);
  assertEquals(odd.code, EXIT_CODES.failed);
  assert(!odd.err.includes("\x1b"));
});

Deno.test("standard input is sent line by line, in order, without empty lines", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`);
  const args = [`${server.url}/r/lobby`, "-g", "Ana"];
  const input = `${lines.slice(0, 15).join("\n")}\n\n  \r\n${lines.slice(15).join("\r\n")}`;
  assertEquals(await here.run(args, { input }), { code: EXIT_CODES.ok, out: "", err: "" });
  const bob = await signInAsGuest(server, "Bob");
  const { messages } = (await bob.json("/api/rooms/lobby/messages")).body as {
    messages: Message[];
  };
  const said = messages.filter(({ type }) => type === "message");
  assertEquals(said.map(({ content }) => content), lines);
  assertEquals(await here.run(args, { input: "" }), { code: EXIT_CODES.ok, out: "", err: "" });
});

Deno.test("a line that is refused ends it, and those after it are not sent", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const input = ["one", "a".repeat(8_001), "three"].join("\n");
  const { code, err } = await here.run([server.url, "-r", "lobby", "-g", "Ana"], { input });
  assertEquals(code, EXIT_CODES.failed);
  assertStringIncludes(err, "8000");
  const bob = await signInAsGuest(server, "Bob");
  const { messages } = (await bob.json("/api/rooms/lobby/messages")).body as {
    messages: Message[];
  };
  assertEquals(messages.filter(({ type }) => type === "message").map((m) => m.content), ["one"]);
});

Deno.test("--follow --json prints one line for every new message of all rooms", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const bob = await signUp(server, "bob", "Bob");
  await createRoom(bob, { name: "Design" });
  const wire = await bob.connect();
  await Promise.all([wire.join(), wire.join("design")]);
  await wire.post("before");
  // The first time, Ana is in no room.
  await here.run([server.url, "-g", "Ana", "-r", "design", "--send", "hi"]);
  await here.run([server.url, "-g", "Ana", "-r", "lobby", "--send", "hi"]);
  const follow = here.start([server.url, "-g", "Ana", "--follow", "--json"], { input: "" });
  await heard(follow, wire, "lobby");
  await wire.post("\x1b]0;evil\x07 \u009b31m \u202e two\nlines", "design");
  await wire.post("last");
  await follow.waitForOutput('"last"');
  follow.stop();
  assertEquals(await follow.ended, EXIT_CODES.ok);
  const lines = follow.out.trimEnd().split("\n");
  const messages = lines.map((line) => JSON.parse(line) as Message);
  const [evil, last] = messages.slice(-2);
  assertEquals(evil!.content, "\x1b]0;evil\x07 \u009b31m \u202e two\nlines");
  assertEquals([evil!.room, last!.room, last!.content], ["design", "lobby", "last"]);
  assertMatch(follow.out, /^[\x20-\x7e\n]*$/);
  assertEquals(follow.err, "");
  await wire.close();
});

Deno.test("--follow prints messages for people, of one room where that is asked", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const bob = await signUp(server, "bob", "Bob");
  await createRoom(bob, { name: "Design" });
  const wire = await bob.connect();
  await Promise.all([wire.join(), wire.join("design")]);
  const follow = here.start([server.url, "-g", "Ana", "-r", "Design", "--follow"], { input: "" });
  await heard(follow, wire, "design");
  await wire.post("elsewhere");
  await wire.post("\x1b[2Jone\ntwo", "design");
  await follow.waitForOutput("two");
  follow.stop();
  assertEquals(await follow.ended, EXIT_CODES.ok);
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d #\d+ /gm;
  assertEquals(follow.out.replace(time, "").split("\n").slice(-3), [
    "Bob: ␛[2Jone",
    "      two",
    "",
  ]);
  await wire.close();
});

Deno.test("--follow ends with 3 when the session is ended, and with 1 when one is removed", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const bob = await signUp(server, "bob", "Bob");
  await createRoom(bob, { name: "Design" });
  const ana = await signUp(server, "ana", "Ana");
  const wire = await bob.connect();
  await wire.join("design");
  const env = { PARLEY_PASSWORD: TEST_PASSWORD };
  const follow = () =>
    here.start([server.url, "-u", "ana", "-r", "design", "--follow"], { input: "", env });
  const first = follow();
  await heard(first, wire, "design");
  assertEquals(
    (await bob.fetch(`/api/rooms/design/members/${ana.account.id}`, { method: "DELETE" })).status,
    204,
  );
  assertEquals(await first.ended, EXIT_CODES.failed);
  assertStringIncludes(first.err, "no longer in");
  const second = follow();
  await heard(second, wire, "design");
  await ana.fetch("/api/sessions", { method: "DELETE" }).then((answer) => answer.body?.cancel());
  assertEquals(await second.ended, EXIT_CODES.signedOut);
  assertStringIncludes(second.err, "signed out");
  await wire.close();
});

Deno.test("a server that is not there is exit code 4, after the time that was given", async () => {
  await using here = await createTestMachine();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const url = `http://127.0.0.1:${port}`;
  for (const deed of [["--send", "hi"], ["--follow"], []]) {
    const args = [url, "-g", "Ana", "-r", "lobby", "--timeout", "0.2", ...deed];
    const { code, out, err } = await here.run(args, { input: "hi" });
    assertEquals([code, out], [EXIT_CODES.unreachable, ""]);
    assertStringIncludes(err, url);
  }
});

Deno.test("a server that is not Parley, or is elsewhere, is said to be", async () => {
  await using here = await createTestMachine();
  const answers = [
    () => new Response("<h1>Hello</h1>"),
    () => Response.redirect("https://chat.example.org/api/info", 301),
  ];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    () => answers.shift()!(),
  );
  const args = [`http://127.0.0.1:${server.addr.port}`, "-g", "Ana", "-r", "lobby", "--send", "hi"];
  const wrong = await here.run(args);
  assertEquals(wrong.code, EXIT_CODES.failed);
  assertStringIncludes(wrong.err, "does not answer as Parley does");
  assertStringIncludes((await here.run(args)).err, "Use https://chat.example.org.");
  await server.shutdown();
});

Deno.test("what is misused is exit code 2, on standard error", async () => {
  await using here = await createTestMachine();
  const misuse = [
    { args: ["--send", "hi"], says: "--room" },
    { args: ["-g", "Ana"], says: "--room" },
    { args: ["--dance"], says: "--dance" },
  ];
  for (const { args, says } of misuse) {
    const { code, out, err } = await here.run(args);
    assertEquals([code, out], [EXIT_CODES.usage, ""]);
    assertStringIncludes(err, says);
  }
  const homeless = await here.run(["-r", "a", "--send", "b"], { env: { HOME: "" } });
  assertEquals(homeless.code, EXIT_CODES.usage);
  assertStringIncludes(homeless.err, "HOME");
});

Deno.test("--help says what there is, and the exit codes", async () => {
  await using here = await createTestMachine();
  const { code, out, err } = await here.run(["-h"]);
  assertEquals([code, err], [EXIT_CODES.ok, ""]);
  for (const word of ["--send", "--follow", "PARLEY_PASSWORD", "Exit codes"]) {
    assertStringIncludes(out, word);
  }
});
