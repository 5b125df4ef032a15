import type { ClientCommand } from "../../../lib/protocol/client_commands.ts";
import { clientCommandSchemas } from "../../../lib/protocol/client_commands.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";
import { createRoom, signInAsGuest, type Wire } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";

type CommandWithType = Record<string, unknown> & { type: ClientCommand["type"] };

const lobby = { room: "lobby" };
const nowhere = { room: "nowhere" };

/**
 * What is asked, and the type of the line that answers. Each is asked in this order by one who is in the
 * lobby; `n` is the `seq` of a message of theirs, and `notice` that of a notice.
 */
const COMMAND_CASES: [
  what: string,
  ask: (n: number, notice: number) => CommandWithType,
  answer: ServerEvent["type"],
][] = [
  ["join, done", () => ({ type: "join", ...lobby }), "joined"],
  ["join, nothing new", () => ({ type: "join", ...lobby, since: 1 }), "joined"],
  ["join, refused", () => ({ type: "join", ...nowhere }), "error"],
  ["edit, done", (seq) => ({ type: "edit", ...lobby, seq, content: "better" }), "ack"],
  ["edit, so already", (seq) => ({ type: "edit", ...lobby, seq, content: "better" }), "ack"],
  ["edit, refused", () => ({ type: "edit", ...lobby, seq: 999, content: "better" }), "error"],
  ["react, done", (seq) => ({ type: "react", ...lobby, seq, emoji: "👍" }), "ack"],
  ["react, so already", (seq) => ({ type: "react", ...lobby, seq, emoji: "👍" }), "ack"],
  ["react, taken back", (seq) => ({ type: "react", ...lobby, seq, emoji: "👍", on: false }), "ack"],
  [
    "react, none to take",
    (seq) => ({ type: "react", ...lobby, seq, emoji: "👍", on: false }),
    "ack",
  ],
  ["react, no message", () => ({ type: "react", ...lobby, seq: 999, emoji: "👍" }), "error"],
  ["react, to a notice", (_, seq) => ({ type: "react", ...lobby, seq, emoji: "👍" }), "error"],
  ["pin, done", (seq) => ({ type: "pin", ...lobby, seq }), "ack"],
  ["pin, so already", (seq) => ({ type: "pin", ...lobby, seq }), "ack"],
  ["pin, taken off", (seq) => ({ type: "pin", ...lobby, seq, on: false }), "ack"],
  ["pin, not pinned", (seq) => ({ type: "pin", ...lobby, seq, on: false }), "ack"],
  ["pin, no message", () => ({ type: "pin", ...lobby, seq: 999 }), "error"],
  ["read, done", (seq) => ({ type: "read", ...lobby, seq }), "ack"],
  ["read, so already", () => ({ type: "read", ...lobby, seq: 1 }), "ack"],
  ["read, a thread", (seq) => ({ type: "read", ...lobby, seq, thread: 1 }), "ack"],
  ["read, refused", () => ({ type: "read", ...nowhere, seq: 1 }), "error"],
  ["history, done", () => ({ type: "history", ...lobby }), "history"],
  ["history, nothing there", () => ({ type: "history", ...lobby, before: 1 }), "history"],
  ["history, refused", () => ({ type: "history", ...nowhere }), "error"],
  ["typing, done", () => ({ type: "typing", ...lobby }), "ack"],
  ["typing, again", () => ({ type: "typing", ...lobby }), "ack"],
  ["typing, refused", () => ({ type: "typing", room: "other" }), "error"],
  ["presence, done", () => ({ type: "presence", state: "idle" }), "ack"],
  ["presence, so already", () => ({ type: "presence", state: "idle" }), "ack"],
  ["presence, refused", () => ({ type: "presence", state: "bored" }), "error"],
  ["ping", () => ({ type: "ping" }), "pong"],
  ["delete, refused", () => ({ type: "delete", ...lobby, seq: 999 }), "error"],
  ["delete, done", (seq) => ({ type: "delete", ...lobby, seq }), "ack"],
  ["delete, gone", (seq) => ({ type: "delete", ...lobby, seq }), "error"],
  ["leave, done", () => ({ type: "leave", ...lobby }), "left"],
  ["leave, so already", () => ({ type: "leave", ...lobby }), "left"],
  ["leave, refused", () => ({ type: "leave", ...nowhere }), "error"],
];

/** Asks with a `ref` and waits for the line that brings it back. */
async function responseTo(wire: Wire, ask: CommandWithType, ref: string): Promise<ServerEvent> {
  const types = ["joined", "ack", "error", "history", "left", "pong"] as const;
  wire.send({ ...ask, ref });
  return await Promise.any(
    types.map((type) => wire.next(type, (line) => (line as { ref?: string }).ref === ref)),
  );
}

Deno.test("every frame with a ref gets exactly one answer, and a true one", async () => {
  const server = await startServer();
  const ana = await signInAsGuest(server, "Ana");
  await createRoom(ana, { name: "Other" });
  const wire = await ana.connect();
  const joined = await wire.join();
  const notice = joined.messages[0]!.seq;
  const { seq } = await wire.post("first");
  const asked = new Set(["message"]);
  for (const [n, [what, ask, type]] of COMMAND_CASES.entries()) {
    const frame = ask(seq, notice);
    asked.add(frame.type);
    const answer = await responseTo(wire, frame, `ref-${n}`);
    assertEquals(answer.type, type, what);
    if (answer.type === "ack" && answer.rev !== undefined) {
      assertEquals(answer.seq, seq, what);
      assert(answer.rev <= lastRev(wire, seq), `${what} at ${answer.rev}`);
    }
  }
  assertEquals([...asked].sort(), Object.keys(clientCommandSchemas).sort());
  await server.stop();
  await wire.closed;
  const lines: { ref?: string }[] = wire.frames.flatMap((frame) => frame.split("\n"))
    .map((line) => JSON.parse(line));
  for (const [n, [what]] of COMMAND_CASES.entries()) {
    assertEquals(lines.filter(({ ref }) => ref === `ref-${n}`).length, 1, what);
  }
});

/** Up to which `rev` a connection was told of a message. */
function lastRev({ frames }: Wire, seq: number): number {
  const lines = frames.flatMap((frame) => frame.split("\n")).map((line) => JSON.parse(line));
  return Math.max(
    ...lines.filter((line) => line.seq === seq && line.type === "message")
      .map(({ rev }) => rev),
  );
}

Deno.test("a message is answered once by its id: stored, repeated or refused", async () => {
  const server = await startServer();
  const wire = await (await signInAsGuest(server)).connect();
  await wire.join();
  const ask = (id: string, content: string) =>
    wire.send({ type: "message", room: "lobby", id, content });
  ask("m1", "hello");
  const first = await wire.next("message");
  ask("m1", "hello");
  assertEquals(await wire.next("message"), first);
  ask("m1", "other");
  assertEquals((await wire.next("error")).ref, "m1");
  ask("m2", " ");
  assertEquals((await wire.next("error")).ref, "m2");
  await server.stop();
  await wire.closed;
  const left = wire.lines.filter(({ type }) => ["message", "error", "ack"].includes(type));
  assertEquals(left, []);
});

Deno.test("without a ref nothing is acknowledged", async () => {
  const server = await startServer();
  const wire = await (await signInAsGuest(server)).connect();
  await wire.join();
  const { seq } = await wire.post("first");
  for (const [, ask] of COMMAND_CASES) {
    const frame = ask(seq, 1);
    if (frame.type !== "leave") wire.send(frame);
  }
  await server.stop();
  await wire.closed;
  assertEquals(wire.lines.filter(({ type }) => type === "ack"), []);
});

Deno.test("a join that ends because its maker is put out is refused, and not left open", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const { id: room } = await createRoom(ana, { name: "Plans" });
  const wire = await bo.connect();
  await wire.join(room);
  for (let n = 0; n < 20; n++) {
    await wire.join(room);
    const ref = `join-${n}`;
    wire.send({ type: "join", room, ref });
    const out = ana.fetch(`/api/rooms/${room}/members/${bo.account.id}`, { method: "DELETE" });
    const answer = await Promise.any([
      wire.next("joined", (line) => line.ref === ref),
      wire.next("error", (line) => line.ref === ref),
    ]);
    assert(answer.type === "joined" || ["not_joined", "not_found"].includes(answer.code));
    await (await out).body?.cancel();
    await wire.next("left");
  }
  await wire.close();
});
