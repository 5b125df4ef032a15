import fc from "fast-check";
import { createKeyDecoder, type Key } from "../../../../../lib/cli/chat/terminal/key_decoder.ts";
import { assertEquals } from "../../../../helpers/assert.ts";

const read = (...chunks: string[]) => chunks.flatMap(createKeyDecoder());

/** Neighbouring texts as one, since where they are cut says nothing. */
function joined(keys: Key[]): Key[] {
  return keys.reduce<Key[]>((all, key) => {
    const last = all.at(-1);
    if (last && "text" in last && "text" in key) {
      all[all.length - 1] = { text: last.text + key.text };
    } else all.push(key);
    return all;
  }, []);
}

Deno.test("letters are text, and control characters are deeds", () => {
  assertEquals(read("hi 田中\r"), [{ text: "hi 田中" }, { command: "enter" }]);
  assertEquals(read("\x03\x04\t\x7f"), [
    { command: "stop" },
    { command: "end of input" },
    { command: "tab" },
    { command: "erase" },
  ]);
  assertEquals(read("\x1b[A\x1bOB\x1b[1;5D\x1bf\x1b[3~"), [
    { command: "up" },
    { command: "down" },
    { command: "word left" },
    { command: "word right" },
    { command: "erase right" },
  ]);
  assertEquals(read("a\x1b\rb"), [{ text: "a" }, { text: "\n" }, { text: "b" }]);
});

Deno.test("a paste is text with its lines, and enters nothing", () => {
  assertEquals(read("\x1b[200~one\r\ntwo\r\x03\x1b[Athree\n\x1b[201~\r"), [
    { text: "one\ntwo\n[Athree" },
    { command: "enter" },
  ]);
});

Deno.test("keys that nobody knows are left out, and end what they began", () => {
  assertEquals(read("\x1b[99~a\x1b[?1;2cb\x00c\x1b\x1b[Ad\x1b[1;\x03e"), [
    { text: "a" },
    { text: "b" },
    { text: "c" },
    { command: "up" },
    { text: "d" },
    { text: "e" },
  ]);
});

Deno.test("however keys are cut into pieces, they are the same", () => {
  const part = fc.constantFrom(
    "a",
    "田",
    "👍🏽",
    "\r",
    "\t",
    "\x7f",
    "\x1b[A",
    "\x1b[1;5C",
    "\x1bOH",
    "\x1b[3~",
    "\x1b[200~x\ny\x1b[201~",
    "\x1b\r",
  );
  fc.assert(fc.property(fc.array(part), fc.array(fc.nat(100)), (parts, cuts) => {
    const text = parts.join("");
    const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
    const chunks = [0, ...places].map((from, at) => text.slice(from, places[at] ?? text.length));
    // Decoding never cuts a character of two units.
    fc.pre(chunks.every((chunk) => chunk.isWellFormed()));
    assertEquals(joined(read(...chunks)), joined(read(text)));
  }));
});
