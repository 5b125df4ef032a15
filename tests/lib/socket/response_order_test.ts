import { assertEquals } from "../../helpers/assert.ts";
import { signInAsGuest, type Wire } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";

/** How often one who resumes from the highest `rev` it saw would have missed a line. */
function holesIn(wire: Wire, joinedAt: number): number {
  let seen = joinedAt;
  let holes = 0;
  for (const line of wire.lines) {
    if (line.type !== "message" && line.type !== "system") continue;
    if ((line.from ?? line.rev - 1) > seen) holes++;
    seen = Math.max(seen, line.rev);
  }
  return holes;
}

Deno.test("in a busy room an answer to a repeat never comes before the lines that it would hide", async () => {
  await using server = await startServer();
  const [ana, bo] = [await signInAsGuest(server, "Ana"), await signInAsGuest(server, "Bo")];
  const wires = [await ana.connect(), await ana.connect(), await bo.connect(), await bo.connect()];
  const [first, second, ...others] = wires as [Wire, Wire, ...Wire[]];
  for (const wire of wires) await wire.join();
  const { rev } = await second.join();
  wires.forEach((wire) => wire.lines.length = 0);
  const say = (id: string) => ({ type: "message", room: "lobby", id, content: id });
  const turns = 60;
  for (let n = 0; n < turns; n++) {
    for (const [i, wire] of others.entries()) wire.send(say(`${n}-${i}-a`), say(`${n}-${i}-b`));
    first.send(say(`mine-${n}`));
    second.send(say(`mine-${n}`));
    await new Promise((resolve) => setTimeout(resolve, n % 4));
  }
  first.send(say("last"));
  for (const wire of wires) while (!hasLast(wire)) await turn();
  assertEquals(wires.map((wire) => holesIn(wire, rev)), wires.map(() => 0));
  const answers = [first, second].flatMap(({ lines }) =>
    lines.filter((line) => line.type === "message" && line.id.startsWith("mine-"))
  );
  // Each of the two hears every message, and one of them each answer.
  assertEquals(answers.length, 3 * turns);
  await Promise.all(wires.map((wire) => wire.close()));
});

const hasLast = ({ lines }: Wire) =>
  lines.some((line) => line.type === "message" && line.id === "last");
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

Deno.test("a retry after an edit or a delete is answered with what the message is now", async () => {
  await using server = await startServer();
  const ana = await signInAsGuest(server);
  const [one, other] = [await ana.connect(), await ana.connect()];
  await one.join();
  await other.join();
  const { seq } = await one.post("first words", "lobby", "m1");
  await other.next("message", ({ id }) => id === "m1");
  other.send(
    { type: "edit", room: "lobby", seq, content: "better words" },
    { type: "react", room: "lobby", seq, emoji: "👍" },
  );
  const isBoth = ({ content, reactions }: { content: string; reactions?: unknown }) =>
    content === "better words" && reactions !== undefined;
  const edited = await other.next("message", isBoth);
  await one.next("message", isBoth);
  one.lines.length = 0;
  assertEquals(await one.post("first words", "lobby", "m1"), edited);
  one.send({ type: "message", room: "lobby", id: "m1", content: "better words" });
  assertEquals((await one.next("error")).code, "id_conflict");

  other.send({ type: "delete", room: "lobby", seq });
  const tombstone = await one.next("message", ({ deleted }) => deleted === true);
  for (const content of ["first words", "better words", "other words"]) {
    assertEquals(await one.post(content, "lobby", "m1"), tombstone);
  }
  assertEquals([tombstone.content, tombstone.id], ["", "m1"]);
  await Promise.all([one.close(), other.close()]);
});
