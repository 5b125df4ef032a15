import { MAX_COMMANDS_IN_FLIGHT } from "../../../lib/socket/connection.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { signInAsGuest } from "../../helpers/test_person.ts";
import { startServer } from "../../helpers/test_server.ts";

Deno.test("a connection that asks for too much at once is refused the rest, and may ask for it again", async () => {
  await using server = await startServer();
  const wire = await (await signInAsGuest(server)).connect();
  await wire.join();
  const ids = Array.from({ length: MAX_COMMANDS_IN_FLIGHT + 20 }, (_, i) => `m${i}`);
  const say = (id: string) => ({ type: "message", room: "lobby", id, content: "x" });
  wire.send(...ids.map(say));
  const refused = ids.slice(MAX_COMMANDS_IN_FLIGHT);
  for (const id of refused) {
    const error = await wire.next("error", ({ ref }) => ref === id);
    assertEquals([error.code, error.retryAfter, error.room], ["unavailable", 1, "lobby"]);
  }
  await wire.next("message", ({ id }) => id === ids[MAX_COMMANDS_IN_FLIGHT - 1]);
  wire.send(...refused.map(say));
  await wire.next("message", ({ id }) => id === ids.at(-1));
  const lines = wire.frames.flatMap((frame) => frame.split("\n")).map((line) => JSON.parse(line));
  const stored = lines.flatMap(({ type, id }) => type === "message" ? [id] : []);
  assertEquals(stored, ids);
  await wire.close();
});

Deno.test("what comes behind a join is bounded as well", async () => {
  await using server = await startServer();
  const wire = await (await signInAsGuest(server)).connect();
  const lines = Array.from(
    { length: MAX_COMMANDS_IN_FLIGHT },
    (_, i) => ({ type: "ping", ref: `p${i}` }),
  );
  wire.send({ type: "join", room: "lobby" }, ...lines);
  const error = await wire.next("error");
  assertEquals([error.code, error.ref], ["unavailable", `p${MAX_COMMANDS_IN_FLIGHT - 1}`]);
  await wire.next("pong", ({ ref }) => ref === `p${MAX_COMMANDS_IN_FLIGHT - 2}`);
  await wire.close();
});
