import { createActivityReporter } from "../../../../../lib/cli/chat/interactive/activity_reporter.ts";
import { assertEquals } from "../../../../helpers/assert.ts";
import { setup } from "../../../client/client_fixture.ts";

/** Someone at a terminal, in the lobby, and what the server is told. */
function atTerminal() {
  const { client, clock, inRooms } = setup();
  const socket = inRooms(0, "lobby");
  socket.takeSent();
  const hands = createActivityReporter(client, clock);
  const heard = () =>
    socket.takeSent().filter(({ type }) => type !== "ping")
      .map(({ type, state, seq }) => [type, state ?? seq].join(" ").trim());
  /** Time passes, and the server answers whoever asks whether it is there. */
  function pass(ms: number): void {
    for (let rest = ms; rest > 0; rest -= 10_000) {
      clock.advance(Math.min(rest, 10_000));
      socket.receive({ type: "pong" });
    }
  }
  return { hands, pass, heard };
}

Deno.test("who writes is told to write, every few seconds, and not while they command", () => {
  const { hands, pass, heard } = atTerminal();
  for (const text of ["h", "he", "hel", "/he", " "]) hands.onInput(text, "lobby");
  assertEquals(heard(), ["typing"]);
  pass(3_000);
  hands.onInput("hell", "lobby");
  hands.onInput("hello");
  assertEquals(heard(), ["typing"]);
  hands.close();
});

Deno.test("who touches no key for five minutes is away until the next key", () => {
  const { hands, pass, heard } = atTerminal();
  pass(4 * 60_000);
  hands.onInput();
  pass(5 * 60_000 - 1);
  assertEquals(heard(), []);
  pass(1);
  assertEquals(heard(), ["presence idle"]);
  hands.onInput();
  assertEquals(heard(), ["presence active"]);
  hands.close();
});

Deno.test("what is shown counts as read, when somebody is there", () => {
  const { hands, pass, heard } = atTerminal();
  hands.onShown("lobby", 0);
  hands.onShown("lobby", 7);
  hands.onShown("lobby", 8);
  pass(1_000);
  assertEquals(heard(), ["read 8"]);
  pass(5 * 60_000);
  heard();
  hands.onShown("lobby", 9);
  pass(1_000);
  assertEquals(heard(), []);
  hands.onInput();
  pass(1_000);
  assertEquals(heard(), ["presence active", "read 9"]);
  hands.close();
});
