import { EXIT_CODES } from "../../../../lib/cli/chat/command_line/cli_error.ts";
import { formatMessage } from "../../../../lib/cli/chat/messages/message_format.ts";
import {
  completePath,
  formatBytes,
  readLocalFile,
  resolvePath,
} from "../../../../lib/cli/chat/files/local_files.ts";
import { createColors } from "../../../../lib/cli/chat/terminal/colors.ts";
import type { Message } from "../../../../lib/protocol/model.ts";
import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "../../../helpers/assert.ts";
import { signInAsGuest } from "../../../helpers/test_person.ts";
import { startServer } from "../../../helpers/test_server.ts";
import { storedContent } from "../../../helpers/test_upload.ts";
import { createTestMachine } from "./test_machine.ts";

Deno.test("a path begins where one is, at the root, or at home", () => {
  const here = { folder: "/srv", home: "/home/ana" };
  assertEquals(resolvePath("a/b.png", here), "/srv/a/b.png");
  assertEquals(resolvePath("../b.png", here), "/srv/../b.png");
  assertEquals(resolvePath("/b.png", here), "/b.png");
  assertEquals(resolvePath("~/b.png", here), "/home/ana/b.png");
  assertEquals(resolvePath("~bo/b.png", here), "/srv/~bo/b.png");
});

Deno.test("what cannot be sent is said before anything is", async () => {
  await using here = await createTestMachine();
  const { home } = here;
  const at = { folder: home };
  await Deno.writeTextFile(`${home}/empty`, "");
  await Deno.writeTextFile(`${home}/large`, "12345");
  await Deno.mkdir(`${home}/folder`);
  const says = async (path: string) =>
    (await assertRejects(() => readLocalFile(path, at, 4))).message;
  assertEquals(await says("nothing"), `There is no file "nothing".`);
  assertEquals(await says("folder"), `"folder" is no file.`);
  assertEquals(await says("empty"), `"empty" is empty.`);
  assertEquals(await says("large"), `"large" has 5 bytes. A file may have 4 bytes.`);
  const { name, content } = await readLocalFile("folder/../large", at);
  assertEquals([name, await content.text()], ["large", "12345"]);
});

Deno.test("paths are completed in folders, without what is hidden", async () => {
  await using here = await createTestMachine();
  const { home } = here;
  await Deno.mkdir(`${home}/notes/old`, { recursive: true });
  for (const name of ["b.txt", "a.txt", ".hidden"]) {
    await Deno.writeTextFile(`${home}/notes/${name}`, "");
  }
  const from = (begun: string) => completePath(begun, { folder: home });
  assertEquals(from("no"), ["notes/"]);
  assertEquals(from("notes/"), ["notes/a.txt", "notes/b.txt", "notes/old/"]);
  assertEquals(from("notes/."), ["notes/.hidden", "notes/a.txt", "notes/b.txt", "notes/old/"]);
  assertEquals(from("nowhere/"), []);
});

Deno.test("sizes are for people", () => {
  const sizes = [0, 1, 999, 1_023, 1_024, 1_500, 20_000, 2 ** 20, 25 * 2 ** 20, 3 * 2 ** 40];
  assertEquals(sizes.map(formatBytes), [
    "0 bytes",
    "1 byte",
    "999 bytes",
    "1023 bytes",
    "1.0 KB",
    "1.5 KB",
    "20 KB",
    "1.0 MB",
    "25 MB",
    "3072 GB",
  ]);
});

Deno.test("a message shows its files with their addresses, and obeys nothing in their names", () => {
  const file = {
    id: "f1",
    name: "\x1b[2Jevil\n12:00 #1 Bob: hi\u202e.png",
    type: "image/png",
    size: 1_500,
  };
  const message = {
    seq: 3,
    type: "message",
    userId: "bob",
    name: "Bob",
    content: "",
    files: [file],
  };
  const look = { paint: createColors(false), origin: "http://parley.test" };
  const text = formatMessage({ ...message, timestamp: "2026-01-01T00:00:00Z" } as Message, look);
  assertMatch(text, /^\d\d:\d\d #3 Bob: ␛\[2Jevil␊12:00 #1 Bob: hi·\.png \(image\/png, 1\.5 KB\) /);
  assert(text.endsWith(" http://parley.test/api/files/f1"));
  assert(!/[\p{Cc}\p{Cf}]/u.test(text));
  const both = { ...message, content: "two\nlines", timestamp: "2026-01-01T00:00:00Z" } as Message;
  assertEquals(formatMessage(both, look).split("\n").length, 3);
});

Deno.test("--file sends files with one message, and says why when it cannot", async () => {
  await using here = await createTestMachine();
  const dataDir = `${here.home}/data`;
  await using server = await startServer({ dataDir, files: { maxFileBytes: 100 } });
  await Deno.writeTextFile(`${here.home}/a b.txt`, "what it says");
  await Deno.writeTextFile(`${here.home}/other.txt`, "what nobody is to see");
  await Deno.writeTextFile(`${here.home}/large.txt`, "x".repeat(101));
  const bob = await signInAsGuest(server, "Bob");
  const wire = await bob.connect();
  await wire.join();
  const send = (...args: string[]) => here.run([server.url, "-g", "Ana", "-r", "lobby", ...args]);
  const both = ["--file", "a b.txt", "--file", `${here.home}/a b.txt`];
  assertEquals(await send(...both, "--send", "look"), { code: EXIT_CODES.ok, out: "", err: "" });
  const first = await wire.next("message");
  assertEquals([first.content, first.files?.map(({ name }) => name)], ["look", [
    "a b.txt",
    "a b.txt",
  ]]);
  const file = await bob.fetch(`/api/files/${first.files![0]!.id}`);
  assertEquals(await file.text(), "what it says");
  assertEquals((await send("--file", "a b.txt")).code, EXIT_CODES.ok);
  assertEquals((await wire.next("message")).content, "");
  const content = await storedContent(dataDir);
  const large = await send("--file", "other.txt", "--file", "large.txt");
  assertEquals(large.code, EXIT_CODES.failed);
  assertStringIncludes(large.err, "A file may have 100 bytes.");
  assertEquals(await storedContent(dataDir), content);
  const none = await send("--file", "nothing\x1b[2J");
  assertEquals([none.code, none.err], [EXIT_CODES.failed, 'There is no file "nothing␛[2J".\n']);
  await wire.close();
});

Deno.test("/file sends a file while one goes on writing, and Tab finds it", async () => {
  await using server = await startServer();
  await using here = await createTestMachine();
  await Deno.mkdir(`${here.home}/my things`);
  await Deno.writeTextFile(`${here.home}/my things/report.txt`, "what it says");
  const bob = await signInAsGuest(server, "Bob");
  const wire = await bob.connect();
  await wire.join();
  const { terminal, ended } = here.start([server.url, "-g", "Ana"]);
  await terminal.shows("Lobby ›");
  terminal.type("/file my\t");
  await terminal.shows('/file "my things/');
  terminal.type("re\t");
  await terminal.shows('/file "my things/report.txt"');
  terminal.type("as promised\r");
  const said = await wire.next("message");
  assertEquals([said.content, said.files?.[0]?.name], ["as promised", "report.txt"]);
  await terminal.shows(/report\.txt \(application\/octet-stream, 12 bytes\)/);
  terminal.type("/file nowhere\r");
  await terminal.shows('There is no file "nowhere".');
  terminal.type("/file\r");
  await terminal.shows("Say which: /file PATH TEXT");
  terminal.type("\x03");
  assertEquals(await ended, EXIT_CODES.ok);
  await wire.close();
});
