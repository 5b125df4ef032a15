import fc from "fast-check";
import { parseClientCommand, peekClientCommand, splitFrame } from "../../../lib/protocol/parse.ts";
import { ERROR_CODES } from "../../../lib/protocol/errors.ts";
import { assert, assertEquals } from "../../helpers/assert.ts";

function parseInvalid(line: string) {
  const result = parseClientCommand(line);
  assert(!result.ok, `it must be refused: ${line.slice(0, 80)}`);
  return result;
}

Deno.test("split() takes one JSON object a line and drops blank lines", () => {
  assertEquals(splitFrame('{"a":1}'), ['{"a":1}']);
  assertEquals(splitFrame('{"a":1}\n\n \n{"b":2}\n'), ['{"a":1}', '{"b":2}']);
  assertEquals(splitFrame("  "), []);
});

Deno.test("read() accepts a message and gives it back typed", () => {
  const frame = { type: "message", room: "lobby", id: "m1", content: "Hello" } as const;
  assertEquals(parseClientCommand(JSON.stringify(frame)), { ok: true, command: frame });
});

Deno.test("read() ignores fields that a frame does not have, however they are named", () => {
  const line = '{"type":"ping","__proto__":{"ref":"x"},"role":"admin","userId":"someone"}';
  assertEquals(parseClientCommand(line), { ok: true, command: { type: "ping" } });
  assertEquals(({} as Record<string, unknown>).ref, undefined);
});

for (
  const [what, line, code] of [
    ["what is not JSON", "hello", "bad_json"],
    ["a cut-off object", '{"type":"ping"', "bad_json"],
    ["a list", "[]", "bad_request"],
    ["null", "null", "bad_request"],
    ["a number", "1", "bad_request"],
    ["no type", "{}", "unknown_type"],
    ["an unknown type", '{"type":"fly"}', "unknown_type"],
    ["__proto__ as a type", '{"type":"__proto__"}', "unknown_type"],
    ["a list as a type", '{"type":["ping"]}', "unknown_type"],
    ["a message without a room", '{"type":"message","id":"1","content":"a"}', "bad_request"],
    ["a message without an id", '{"type":"message","room":"lobby","content":"a"}', "bad_request"],
    [
      "a number as content",
      '{"type":"message","room":"lobby","id":"1","content":1}',
      "bad_request",
    ],
    ["empty content", '{"type":"message","room":"lobby","id":"1","content":""}', "bad_request"],
    [
      "white space as content",
      '{"type":"message","room":"lobby","id":"1","content":" \\n\\t\\u00a0\\u2003"}',
      "bad_request",
    ],
    [
      "a lone surrogate",
      '{"type":"message","room":"lobby","id":"1","content":"a\\ud800"}',
      "bad_request",
    ],
    ["a NUL", '{"type":"message","room":"lobby","id":"1","content":"a\\u0000"}', "bad_request"],
    [
      "content of 8,001 characters",
      JSON.stringify({ type: "message", room: "lobby", id: "1", content: "a".repeat(8_001) }),
      "bad_request",
    ],
    [
      "an id with a space",
      '{"type":"message","room":"lobby","id":"a b","content":"a"}',
      "bad_request",
    ],
    ["a room's name for its address", '{"type":"join","room":"My Room"}', "bad_request"],
    ["a negative since", '{"type":"join","room":"lobby","since":-1}', "bad_request"],
    ["a broken since", '{"type":"join","room":"lobby","since":1.5}', "bad_request"],
    ["a page of 101", '{"type":"history","room":"lobby","limit":101}', "bad_request"],
  ] as const
) {
  Deno.test(`read() refuses ${what} with ${code} and says what would be right`, () => {
    const { error } = parseInvalid(line);
    assertEquals(error.code, code);
    assert(/ (must|may) /.test(error.message), error.message);
  });
}

Deno.test("read() counts characters, not UTF-16 units", () => {
  const content = "🦜".repeat(8_000);
  const line = JSON.stringify({ type: "message", room: "lobby", id: "1", content });
  assert(parseClientCommand(line).ok);
});

Deno.test("read() names the message or the ref that a refusal answers, when it is fit to echo", () => {
  assertEquals(parseInvalid('{"type":"message","id":"m1"}').context, { ref: "m1" });
  assertEquals(parseInvalid('{"type":"join","ref":"r1"}').context, { ref: "r1" });
  assertEquals(parseInvalid('{"type":"join","ref":7}').context, {});
  assertEquals(parseInvalid(JSON.stringify({ type: "join", ref: "x".repeat(65) })).context, {});
});

Deno.test("read() survives nesting 10,000 deep", () => {
  const deep = "[".repeat(10_000) + "]".repeat(10_000);
  assertEquals(parseInvalid(deep).error.code, "bad_request");
  assertEquals(parseInvalid(`{"type":"join","room":${deep}}`).error.code, "bad_request");
});

Deno.test("read() never throws, and gives a frame or a known code for any line", () => {
  const type = fc.constantFrom("join", "leave", "message", "history", "ping", "x", "__proto__");
  const field = fc.oneof(fc.jsonValue(), fc.constant("lobby"), fc.string({ unit: "binary" }));
  const frame = fc.dictionary(
    fc.constantFrom("room", "id", "content", "since", "ref", "limit", "before", "__proto__"),
    field,
  ).chain((fields) => type.map((type) => JSON.stringify({ ...fields, type })));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), frame), (line) => {
      const result = parseClientCommand(line);
      assert(result.ok || result.error.code in ERROR_CODES);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("what read() accepts comes back the same from another round of writing and reading", () => {
  const plain = { noNullPrototype: true };
  const id = fc.stringMatching(/^[\x21-\x7e]{1,64}$/);
  const room = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
  const content = fc.string({ unit: "grapheme", maxLength: 200 })
    .filter((text) => text.trim() !== "" && text.isWellFormed() && !text.includes("\0"));
  const frame = fc.oneof(
    fc.record({ type: fc.constant("message"), room, id, content }, plain),
    fc.record({ type: fc.constant("join"), room, since: fc.nat(), ref: id }, plain),
    fc.record({ type: fc.constant("history"), room, before: fc.integer({ min: 1 }) }, plain),
  );
  fc.assert(fc.property(frame, (frame) => {
    const line = JSON.stringify(frame);
    assertEquals(splitFrame(line), [line]);
    assertEquals(
      parseClientCommand(line),
      { ok: true, command: frame } as ReturnType<typeof parseClientCommand>,
    );
  }));
});

Deno.test("peek() finds what an answer names, and nothing that is too long or no object", () => {
  assertEquals(peekClientCommand('{"type":"message","id":"m1","room":"den","content":7}'), {
    type: "message",
    ref: "m1",
    room: "den",
  });
  assertEquals(peekClientCommand('{"type":"edit","ref":"e1"}'), { type: "edit", ref: "e1" });
  const long = "x".repeat(65);
  assertEquals(peekClientCommand(JSON.stringify({ type: "react", ref: long, room: long })), {
    type: "react",
  });
  for (const line of ["nonsense", "null", "7"]) assertEquals(peekClientCommand(line), {});
});
