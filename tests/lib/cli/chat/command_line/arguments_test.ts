import { parseArguments, UsageError } from "../../../../../lib/cli/chat/command_line/arguments.ts";
import { chatPermissionFlags } from "../../../../../lib/cli/chat/chat_permission_flags.ts";
import { configDir } from "../../../../../lib/cli/chat/files/config_dir.ts";
import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "../../../../helpers/assert.ts";
import { createTestMachine } from "../test_machine.ts";

Deno.test("without arguments it is a chat at the own machine", () => {
  assertEquals(parseArguments([]), {
    origin: "http://127.0.0.1:8000",
    timeout: 30_000,
    mode: { kind: "talk" },
  });
});

Deno.test("arguments say where, who and what", () => {
  const where = { origin: "https://chat.test", room: "lobby", timeout: 1_500 };
  assertEquals(
    parseArguments([
      "https://chat.test/r/lobby",
      "--timeout",
      "1.5",
      "-u",
      "ANA",
      "--send",
      " hi ",
    ]),
    {
      ...where,
      account: { kind: "user", name: "ana" },
      mode: { kind: "send", text: " hi ", files: [] },
    },
  );
  assertEquals(
    parseArguments([
      "--url=https://chat.test/",
      "-r",
      "lobby",
      "-g",
      "Ana B",
      "--follow",
      "--json",
      "--timeout=1.5",
    ]),
    { ...where, account: { kind: "guest", name: "Ana B" }, mode: { kind: "follow", json: true } },
  );
  assertEquals(parseArguments(["--room", "x", "-h"]), "help");
});

Deno.test("files go with a text, or alone", () => {
  const deed = (...args: string[]) => {
    const options = parseArguments(["-r", "lobby", ...args]);
    return options === "help" ? undefined : options.mode;
  };
  const files = ["a.png", "b c.txt"];
  const both = ["--file", "a.png", "--file", "b c.txt"];
  assertEquals(deed(...both), { kind: "send", text: "", files });
  assertEquals(deed("--send", "look", ...both), { kind: "send", text: "look", files });
  assertEquals(deed("--send", " ", ...both), { kind: "send", text: "", files });
});

for (
  const [args, says] of [
    [["--nope"], "--nope"],
    [["a", "b"], "one URL"],
    [["http://a", "--url", "http://b"], "one URL"],
    [["chat.example.org"], "must be a URL"],
    [["file:///etc"], "must be a URL"],
    [["--send", "x"], "--room"],
    [["--send", " ", "-r", "x"], "needs a text"],
    [["--file", "a"], "--file needs a --room"],
    [["--file", "", "-r", "x"], "needs the path"],
    [["--file", "a", "-r", "x", "--follow"], "Give --file or --follow"],
    [["--send", "x", "--follow"], "not both"],
    [["--json"], "--follow"],
    [["-u", "a", "-g", "b"], "not both"],
    [["-g", " "], "need a name"],
    [["--timeout", "0"], "--timeout"],
    [["--timeout", "soon"], "--timeout"],
    [["--room"], "--room"],
  ] as const
) {
  Deno.test(`"${args.join(" ")}" is misuse, and is told what would be right`, () => {
    assertStringIncludes(assertThrows(() => parseArguments([...args]), UsageError).message, says);
  });
}

Deno.test("the folder is where the platform keeps settings", () => {
  const env = (all: Record<string, string>) => (name: string) => all[name];
  const home = { HOME: "/home/ana" };
  assertEquals(configDir("linux", env(home)), "/home/ana/.config/parley");
  assertEquals(configDir("darwin", env({ ...home, XDG_CONFIG_HOME: "/x" })), "/x/parley");
  assertEquals(
    configDir("linux", env({ ...home, XDG_CONFIG_HOME: "x" })),
    "/home/ana/.config/parley",
  );
  assertEquals(configDir("windows", env({ APPDATA: "C:\\Data" })), "C:\\Data\\parley");
  assertEquals(configDir("linux", env({})), undefined);
});

Deno.test("the client may read what one sends, and write to its own folder alone", () => {
  const grants = (home: string) =>
    chatPermissionFlags("linux", (name) => name === "HOME" ? home : undefined);
  assertEquals(grants("/home/ana").slice(0, 3), [
    "--allow-net",
    "--allow-read",
    "--allow-write=/home/ana/.config/parley",
  ]);
  for (const home of ["/home/ana b", "/home/ana,/", ""]) {
    assert(!grants(home).some((flag) => flag.startsWith("--allow-write")), home);
  }
});

Deno.test("a folder that no permission flag can hold is refused with a sentence", async () => {
  await using own = await createTestMachine();
  for (const folder of ["/home/ana b", "/home/ana,/"]) {
    const { code, err } = await own.run(["--room", "lobby", "--send", "Hi"], {
      env: { XDG_CONFIG_HOME: folder },
    });
    assertEquals(code, 2);
    assertStringIncludes(err, `${folder}/parley, has a space or a comma`);
    assertStringIncludes(err, "set XDG_CONFIG_HOME");
  }
});
