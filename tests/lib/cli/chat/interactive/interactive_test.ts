import { EXIT_CODES } from "../../../../../lib/cli/chat/command_line/cli_error.ts";
import type { RoomMember } from "../../../../../lib/cli/chat/server/person_lookup.ts";
import type { Message } from "../../../../../lib/protocol/model.ts";
import { assert, assertEquals, assertStringIncludes } from "../../../../helpers/assert.ts";
import {
  createRoom,
  jsonRequest,
  signInAsGuest,
  signUp,
  TEST_PASSWORD,
  type TestPerson,
} from "../../../../helpers/test_person.ts";
import { startServer } from "../../../../helpers/test_server.ts";
import { createTestMachine } from "../test_machine.ts";

/** A server with Bob in its lobby, and Ana at a terminal there. */
async function inLobby(args: string[] = ["-g", "Ana"]) {
  const server = await startServer();
  const here = await createTestMachine();
  const bob = await signUp(server, "bob", "Bob");
  const wire = await bob.connect();
  await wire.join();
  const ana = here.start([server.url, ...args]);
  const { terminal } = ana;
  await terminal.shows("Lobby ›");
  await terminal.shows("Ana (guest) joined.");
  return {
    server,
    here,
    bob,
    wire,
    ana,
    terminal,
    type: (keys: string) => terminal.type(keys),
    /** Enters a line and waits for what comes of it. */
    async enter(line: string, shows: string | RegExp) {
      terminal.type(`${line}\r`);
      await terminal.shows(shows);
    },
    async [Symbol.asyncDispose]() {
      terminal.type("\x03");
      await ana.ended;
      if (wire.socket.readyState === WebSocket.OPEN) await wire.close();
      await server.stop();
      await here[Symbol.asyncDispose]();
    },
  };
}

/** Waits until a word can be found: that is so within a second. */
async function indexed(by: TestPerson, word: string): Promise<void> {
  for (;;) {
    const { body } = await by.json(`/api/search?q=${word}`);
    if ((body as { hits?: unknown[] }).hits?.length) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Rows of a screen, without times. */
const untimed = (rows: string[]) => rows.map((row) => row.replace(/^\d\d:\d\d /, ""));

Deno.test("at a terminal one comes in as a guest, sees what was said, and says something", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const bob = await signInAsGuest(server, "Bob");
  const wire = await bob.connect();
  await wire.join();
  await wire.post("hello");
  const { terminal, ended } = here.start([server.url]);
  await terminal.shows("User name:");
  terminal.type("\r");
  await terminal.shows("Your name as a guest:");
  terminal.type("Ana\r");
  await terminal.shows("Lobby ›");
  await terminal.shows("Ana (guest) joined.");
  terminal.type("hi Bob\r");
  assertEquals((await wire.next("message", ({ name }) => name === "Ana")).content, "hi Bob");
  await terminal.shows("Ana (guest): hi Bob");
  const rows = untimed(terminal.rows);
  const at = rows.indexOf("#2 Bob (guest): hello");
  assert(rows[at - 3]!.startsWith("── Lobby · 2 of 2 online"), rows.join("\n"));
  assertEquals(rows.slice(at - 1), [
    "#1 · Bob (guest) joined.",
    "#2 Bob (guest): hello",
    "#3 · Ana (guest) joined.",
    "#4 Ana (guest): hi Bob",
    "Lobby ›",
  ]);
  terminal.type("exit\r");
  assertEquals(await ended, EXIT_CODES.ok);
  assert(!terminal.isRaw);
  // The next time one is known, and where one was.
  const again = here.start([server.url]);
  await again.terminal.shows("Ana (guest): hi Bob");
  again.stop();
  assertEquals(await again.ended, EXIT_CODES.ok);
  await wire.close();
});

Deno.test("a wrong password is asked for again, and is never on the screen", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  await signUp(server, "ana", "Ana");
  const { terminal, ended } = here.start([server.url]);
  await terminal.shows("User name:");
  terminal.type("ana\r");
  await terminal.shows("Password:");
  terminal.type("wrong password\r");
  await terminal.shows(/^· .*(wrong|not right|match)/i);
  terminal.type("ana\r");
  await terminal.flush();
  terminal.type(`${TEST_PASSWORD}\r`);
  await terminal.shows("Lobby ›");
  terminal.type("\x03");
  assertEquals(await ended, EXIT_CODES.ok);
  assert(!terminal.written.includes("wrong password") && !terminal.written.includes(TEST_PASSWORD));
});

Deno.test("who leaves while they are asked is not signed in", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const { terminal, ended } = here.start([server.url]);
  await terminal.shows("User name:");
  terminal.type("\x03");
  assertEquals(await ended, EXIT_CODES.signedOut);
  assert(!terminal.isRaw);
});

Deno.test("a message that arrives while one types leaves the line whole", async () => {
  await using lobby = await inLobby();
  const { terminal, wire, type } = lobby;
  type("half 中文 a \x1b[D\x1b[D\x1b[D");
  await wire.post("\x1b[2J\x1b]0;evil\x07two\nlines");
  await wire.post("and more");
  await terminal.shows("and more");
  await terminal.flush();
  assertEquals(untimed(terminal.rows).slice(-4).map((row) => row.replace(/^#\d+ /, "")), [
    "Bob: ␛[2J␛]0;evil␇two",
    "      lines",
    "Bob: and more",
    "Lobby › half 中文 a",
  ]);
  assertEquals(terminal.cursor, "Lobby › half 中文".length + 2);
  type("!\r");
  assertEquals((await wire.next("message", ({ name }) => name === "Ana")).content, "half 中文! a ");
});

Deno.test("commands lead to rooms and people", async () => {
  await using lobby = await inLobby();
  const { terminal, bob, wire, type, enter } = lobby;
  await createRoom(bob, { name: "Design", topic: "Shapes" });
  await wire.join("design");
  await wire.post("round", "design");
  await enter("/rooms", /^ +Design +design +you may enter +Shapes$/);
  await enter("/join nowhere", '! There is no room "nowhere"');
  type("/join no\t\x15/jo\t");
  await terminal.shows(/› \/join$/);
  await enter("design", "Bob: round");
  await terminal.shows("── Design · Shapes");
  await enter("/who", /^ +Ana +online +guest$/);
  await terminal.shows(/^ +Bob +online +owner$/);
  await wire.post("over there");
  await terminal.shows("· New in Lobby.");
  await enter("/join LOBBY", /^Lobby ›/);
  await enter("/msg nobody hi", '! There is nobody named "nobody"');
  await enter("/msg bob psst", "[Bob] Ana (guest): psst");
  const { id } = (await wire.next("room", ({ room }) => room.kind === "direct")).room;
  await wire.join(id);
  await wire.post("yes?", id);
  await terminal.shows("[Bob] Bob: yes?");
  await enter("/hide", "! Only a direct room can be hidden.");
  await enter("/join bob", /^Bob ›/);
  await enter("/hide", "· Bob is hidden until somebody writes.");
  await wire.post("still there?", id);
  await terminal.shows("· You are in Bob now.");
  await enter("/join lobby", /^Lobby ›/);
  await enter("/leave", "You left Lobby.");
  await terminal.shows(/^(Design|Bob) ›/);
  await enter("/dance", "! There is no /dance.");
  await enter("/help", "/join ROOM");
  await wire.close();
});

Deno.test("messages are answered, changed, looked up and found", async () => {
  await using lobby = await inLobby();
  const { terminal, bob, wire, type, enter } = lobby;
  const seqs: number[] = [];
  for (let n = 1; n <= 30; n++) seqs.push((await wire.post(`message ${n}`)).seq);
  const first = seqs[0]!;
  const last = seqs.at(-1)!;
  await terminal.shows("message 30");
  await enter("/reply of course", "Ana (guest): of course");
  assertEquals(untimed(terminal.rows).at(-3), `↳ #${last} Bob: message 30`);
  await enter(`/reply #${first} and that`, "Ana (guest): and that");
  assertEquals(untimed(terminal.rows).at(-3), `↳ #${first} Bob: message 1`);
  await enter(`/edit #${last + 1} of curse`, `· Ana (guest) edited #${last + 1}: of curse`);
  type("/edit\r");
  await terminal.shows(`Lobby › /edit #${last + 2} and that`);
  type(" too\r");
  await terminal.shows(`· Ana (guest) edited #${last + 2}: and that too`);
  await enter(`/edit #${first} mine`, /^! /);
  await enter("/history #10", "── That is the beginning ──");
  await indexed(bob, "curse");
  await enter("/search of curse", "── 1 found ──");
  assertEquals(
    untimed(terminal.rows).at(-3),
    `#${last + 1} [Lobby] Ana (guest): of curse (edited)`,
  );
  const { messages } = (await bob.json("/api/rooms/lobby/messages?limit=2")).body as {
    messages: Message[];
  };
  assertEquals(messages.map(({ content, reply }) => [content, reply?.seq]), [
    ["of curse", last],
    ["and that too", first],
  ]);
  wire.send({ type: "delete", room: "lobby", seq: last });
  await terminal.shows(`· Bob took back #${last}.`);
  // The lines that one entered are there again with the arrows.
  type("\x1b[A");
  await terminal.shows("Lobby › /search of curse");
});

Deno.test("what is refused is said, and can be had again with the arrows", async () => {
  await using lobby = await inLobby();
  const { terminal, type, enter, bob, here } = lobby;
  const { id } = await createRoom(bob, { name: "Old" });
  await enter("/join Old", /^Old ›/);
  const patch = jsonRequest({ archived: true }, "PATCH");
  assertEquals((await bob.json(`/api/rooms/${id}`, patch)).status, 200);
  await terminal.shows("archived");
  await enter("too late", "! Not sent to Old: This room is archived.");
  type("\x1b[A");
  await terminal.shows("Old › too late");
  const outbox = `${here.home}/.config/parley/outbox`;
  const [server] = [...Deno.readDirSync(outbox)];
  assertEquals([...Deno.readDirSync(`${outbox}/${server!.name}`)], []);
});

Deno.test("who is removed from a room is told, and is in another one", async () => {
  await using lobby = await inLobby();
  const { terminal, bob, enter } = lobby;
  const { id } = await createRoom(bob, { name: "Design" });
  await enter("/join Design", /^Design ›/);
  const { members } = (await bob.json(`/api/rooms/${id}/members`)).body as {
    members: RoomMember[];
  };
  const ana = members.find(({ name }) => name === "Ana")!;
  await bob.fetch(`/api/rooms/${id}/members/${ana.id}`, { method: "DELETE" });
  await terminal.shows("· You were removed from Design.");
  await terminal.shows(/^Lobby ›/);
});

Deno.test("who is signed out elsewhere leaves with exit code 3, and signs in anew", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  const ana = await signUp(server, "ana", "Ana");
  const env = { PARLEY_PASSWORD: TEST_PASSWORD };
  const { terminal, ended } = here.start([server.url, "-u", "ana"], { env });
  await terminal.shows("Lobby ›");
  await ana.fetch("/api/sessions", { method: "DELETE" }).then((answer) => answer.body?.cancel());
  assertEquals(await ended, EXIT_CODES.signedOut);
  assert(!terminal.isRaw);
  const again = here.start([server.url]);
  await again.terminal.shows("User name:");
  again.stop();
  await again.ended;
});

Deno.test("two people at two terminals see the same in the same order", async () => {
  await using lobby = await inLobby();
  const { server, here, wire } = lobby;
  const cy = here.start([server.url, "-g", "Cy"]);
  await cy.terminal.shows("Cy (guest) joined.");
  for (let n = 0; n < 10; n++) {
    lobby.terminal.type(`from Ana ${n}\r`);
    cy.terminal.type(`from Cy ${n}\r`);
  }
  for (const { terminal } of [lobby, cy]) {
    await terminal.shows("from Ana 9");
    await terminal.shows("from Cy 9");
  }
  const said = (rows: string[]) => untimed(rows).filter((row) => /: from /.test(row));
  assertEquals(said(cy.terminal.rows), said(lobby.terminal.rows));
  assertEquals(said(cy.terminal.rows).length, 20);
  cy.terminal.type("\x04");
  await cy.ended;
  await wire.next("presence");
});

Deno.test("a chat needs a terminal to be shown on", async () => {
  await using here = await createTestMachine();
  const { code, err } = await here.run(["http://127.0.0.1:1"], {
    input: undefined,
    isShown: false,
  });
  assertEquals(code, EXIT_CODES.usage);
  assertStringIncludes(err, "--follow");
});
