import { openPrompt, type PromptOptions } from "../../../../../lib/cli/chat/terminal/prompt.ts";
import { assert, assertEquals } from "../../../../helpers/assert.ts";
import { FakeTerminal } from "../fake_terminal.ts";

/** A prompt at a terminal of 30 columns, and what came of it. */
function atPrompt(options: Partial<PromptOptions> = {}) {
  const terminal = new FakeTerminal(30);
  const lines: string[] = [];
  let stops = 0;
  const prompt = openPrompt({
    terminal,
    onLine: (text) => void lines.push(text),
    onStop: () => void stops++,
    ...options,
  });
  prompt.show("lobby › ");
  return {
    terminal,
    prompt,
    lines,
    stops: () => stops,
    async type(keys: string) {
      terminal.type(keys);
      await new Promise((resolve) => setTimeout(resolve));
      await terminal.flush();
    },
  };
}

Deno.test("what is printed stands above the line, which stays whole with its cursor", async () => {
  const { terminal, prompt, type } = atPrompt();
  await type("half 中文 a");
  await type("\x1b[D");
  for (const text of ["one", "two\n      more", "three"]) prompt.print(text);
  await terminal.flush();
  assertEquals(terminal.rows, ["one", "two", "      more", "three", "lobby › half 中文 a"]);
  assertEquals(terminal.cursor, 18);
  await prompt.close();
  assertEquals(terminal.rows, ["one", "two", "      more", "three"]);
});

Deno.test("a line that is longer than the row takes one row all the same", async () => {
  const { terminal, prompt, lines, type } = atPrompt();
  const long = "It is a long line that goes on and on to its end";
  await type(long);
  prompt.print("one");
  prompt.print("two");
  await terminal.flush();
  assertEquals(terminal.rows.length, 3);
  assert(terminal.rows[2]!.endsWith("to its end"));
  await type("\x01");
  assertEquals([terminal.rows[2], terminal.cursor], ["lobby › It is a long line tha", 8]);
  await type("\r");
  assertEquals([lines, terminal.rows], [[long], ["one", "two", "lobby ›"]]);
  await prompt.close();
});

Deno.test("in a terminal that becomes narrow or wide, the line is drawn to fit", async () => {
  const { terminal, prompt, type } = atPrompt();
  await type("some words here");
  terminal.resize(20);
  prompt.print("one");
  await terminal.flush();
  assert(terminal.rows.at(-1)!.endsWith("words here"));
  terminal.resize(60);
  await terminal.flush();
  assertEquals(terminal.rows.at(-1), "lobby › some words here");
  await prompt.close();
});

Deno.test("a secret is not shown, nor remembered, and what is asked stands before it", async () => {
  const { terminal, prompt, lines, type } = atPrompt();
  const asked = prompt.ask("Password: ", { isSecret: true });
  await type("zebrx\x7fa\t\r");
  assertEquals(await asked, "zebra");
  await type("\x1b[A");
  assertEquals(terminal.rows, ["Password:", "lobby ›"]);
  assert(!terminal.written.includes("z"));
  assertEquals(lines, []);
  const name = prompt.ask("Name: ");
  await type("Ana\r");
  assertEquals(await name, "Ana");
  await type("hi\r\x1b[A");
  assertEquals(terminal.rows, ["Password:", "Name: Ana", "lobby › hi"]);
  await prompt.close();
});

Deno.test("Tab completes where it is clear, and lists what there is where it is not", async () => {
  const names = ["Ana", "Anatol\x1b[2J"];
  const { terminal, prompt, type } = atPrompt({
    complete: () => ({ line: { text: "Ana", at: 3 }, choices: names }),
  });
  await type("a\t");
  assertEquals(terminal.rows, ["  Ana  Anatol␛[2J", "lobby › Ana"]);
  await prompt.close();
});

Deno.test("Ctrl-C, Ctrl-D in an empty line, and a terminal that hangs up are an end", async () => {
  const { terminal, prompt, lines, stops, type } = atPrompt();
  await type("a\x04\x1b[D\x04");
  assertEquals([stops(), terminal.rows], [0, ["lobby ›"]]);
  await type("\x04\x03");
  assertEquals(stops(), 2);
  terminal.hangUp();
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals([stops(), lines], [3, []]);
  await prompt.close();
});

Deno.test("closed, it has given the terminal back", async () => {
  const { terminal, prompt, lines, type } = atPrompt();
  assert(terminal.isRaw);
  await prompt.close();
  await prompt.close();
  assert(!terminal.isRaw);
  assert(terminal.written.endsWith("\x1b[?2004l"));
  await type("late\r");
  assertEquals(lines, []);
});
