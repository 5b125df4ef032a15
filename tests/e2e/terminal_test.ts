import type { Message } from "../../lib/protocol/model.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { signInAsGuest } from "../helpers/test_person.ts";
import { spawnServer } from "../helpers/server_process.ts";
import { startServer } from "../helpers/test_server.ts";
import { hasPseudoTerminal, openPseudoTerminal } from "../lib/cli/chat/pseudo_terminal.ts";

const NEEDS = hasPseudoTerminal ? "" : " (skipped: there is no `script` of util-linux or macOS)";

/** The terminal's settings before and after what was run between. */
function settings(rows: string[]): string[] {
  return rows.join("").match(/<[^>]+>/g) ?? [];
}

const SETTINGS = 'echo "<$(stty -g)>"';

Deno.test({
  name:
    `in a real terminal a message leaves the typed line whole, and Ctrl-C gives it back${NEEDS}`,
  ignore: !hasPseudoTerminal,
  async fn() {
    await using server = await startServer();
    const folder = await Deno.makeTempDir({ prefix: "parley-" });
    const bob = await signInAsGuest(server, "Bob");
    const wire = await bob.connect();
    await wire.join();
    const { screen, type, ended } = openPseudoTerminal(
      `${SETTINGS}; $CHAT ${server.url}; echo "exit $?"; ${SETTINGS}`,
      folder,
    );
    await screen.shows("User name:");
    await type("\r");
    await screen.shows("Your name as a guest:");
    await type("Ana\r");
    await screen.shows("Lobby ›");
    await type("half 中文 a\x1b[D\x1b[D");
    await screen.shows("half 中文 a");
    await wire.post("\x1b[2J\x1b]0;evil\x07one\ntwo");
    await wire.post("three");
    await screen.shows("Bob (guest): three");
    await screen.flush();
    const rows = screen.rows.slice(-4).map((row) => row.replace(/^\d\d:\d\d #\d+ /, ""));
    assertEquals(rows, [
      "Bob (guest): ␛[2J␛]0;evil␇one",
      "      two",
      "Bob (guest): three",
      "Lobby › half 中文 a",
    ]);
    assertEquals(screen.cursor, 17);
    await type("!\r");
    assertEquals(
      (await wire.next("message", ({ name }) => name === "Ana")).content,
      "half 中文! a",
    );
    await type("not sent\x03");
    await ended();
    assert(screen.rows.includes("exit 0"));
    assert(!screen.rows.some((row) => row.includes("not sent")));
    const [before, after, ...more] = settings(screen.rows);
    assert(before);
    assertEquals([after, more], [before, []]);
    await wire.close();
    await Deno.remove(folder, { recursive: true });
  },
});

Deno.test({
  name: `what is typed offline in a real terminal is sent once, also after a crash${NEEDS}`,
  ignore: !hasPseudoTerminal,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "parley-" });
    const first = await spawnServer(folder);
    const { url } = first;
    const commands = [
      SETTINGS,
      `sh -c 'echo "process $$."; exec $CHAT ${url} -g Ana'`,
      'echo "exit $?"',
      "stty sane cols 60 rows 24",
      SETTINGS,
      `sh -c 'echo "then $$."; exec $CHAT ${url}'`,
      'echo "exit $?"',
      SETTINGS,
    ];
    const { screen, type, ended } = openPseudoTerminal(commands.join("; "), folder);
    await screen.shows("Ana (guest) joined.");
    await first.kill();
    await screen.shows("· Offline.");
    await type("one\rtwo\r");
    await screen.shows("2 waiting");
    Deno.kill(processOf(screen.rows, "process"), "SIGKILL");
    await screen.shows("exit 137");
    await screen.shows(/^Lobby \(offline, 2 waiting\) ›$/);
    const second = await spawnServer(folder, Number(new URL(url).port));
    await screen.shows("Ana (guest): two");
    Deno.kill(processOf(screen.rows, "then"), "SIGTERM");
    await ended();
    assert(screen.rows.includes("exit 0"));
    const [, before, after] = settings(screen.rows);
    assert(before);
    assertEquals(after, before);
    const bob = await signInAsGuest(second, "Bob");
    const { messages } = (await bob.json("/api/rooms/lobby/messages")).body as {
      messages: Message[];
    };
    const said = messages.filter(({ type }) => type === "message");
    assertEquals(said.map(({ content }) => content), ["one", "two"]);
    await second.kill();
    await Deno.remove(folder, { recursive: true });
  },
});

function processOf(rows: string[], word: string): number {
  return Number(rows.join("\n").match(new RegExp(`^${word} (\\d+)\\.$`, "m"))![1]);
}
