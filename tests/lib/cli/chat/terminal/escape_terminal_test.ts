import fc from "fast-check";
import { findRoom, roomTitle } from "../../../../../lib/cli/chat/server/room_lookup.ts";
import {
  formatChange,
  formatInfo,
  formatMessage,
  formatTable,
} from "../../../../../lib/cli/chat/messages/message_format.ts";
import { createColors } from "../../../../../lib/cli/chat/terminal/colors.ts";
import {
  escapeJson,
  escapeLine,
  escapeLines,
} from "../../../../../lib/cli/chat/terminal/escape_terminal.ts";
import type { Message } from "../../../../../lib/protocol/model.ts";
import { assert, assertEquals } from "../../../../helpers/assert.ts";

/** Text of all kinds, with much of what terminals obey. */
const anything = fc.array(fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "\x1b[2J",
    "\x1b]0;t\x07",
    "\u009b31m",
    "\r",
    "\n",
    "\t",
    "\u202e",
    "\u200b",
    "\ud800",
  ),
)).map((parts) => parts.join(""));

// deno-lint-ignore no-control-regex
const OBEYED = /[\x00-\x1f\x7f-\x9f\u2028\u2029\p{Cs}]/u;

Deno.test("plain() shows what a terminal would obey", () => {
  const cases: [string, string][] = [
    ["\x1b[2J", "␛[2J"],
    ["a\x00b\x07c\rd\x7f", "a␀b␇c␍d␡"],
    ["one\ntwo", "one␊two"],
    ["a\tb", "a    b"],
    ["\u009b31m", "·31m"],
    ["\u202eevil\u202c \u2066x\u2069", "·evil· ·x·"],
    ["in\u200bvis\u00adible\ufeff", "in·vis·ible·"],
    ["a\u2028b", "a·b"],
    ["\ud800x", "·x"],
    ["\u{e0041}\u3164\u2800", "··\u2800"],
    ["👩‍👩‍👧 ❤️ 🇩🇪 👍🏽", "👩‍👩‍👧 ❤️ 🇩🇪 👍🏽"],
    ["né e\u0301 田中 שלום", "né e\u0301 田中 שלום"],
    [`a${"\u0301".repeat(9)}b`, `a${"\u0301".repeat(4)}·b`],
  ];
  for (const [text, shown] of cases) assertEquals(escapeLine(text), shown);
});

Deno.test("whatever is written, plain() leaves nothing to obey", () => {
  fc.assert(fc.property(anything, (text) => {
    const shown = escapeLine(text);
    assert(!OBEYED.test(shown));
    assert(!/[\u200b-\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/.test(shown));
    assertEquals(escapeLines(text).join("").includes("\n"), false);
  }));
});

Deno.test("whatever is said by whom, a transcript holds our own colours and lines alone", () => {
  const paint = createColors(true);
  const columns = fc.option(fc.integer({ min: 20, max: 120 }), { nil: undefined });
  fc.assert(fc.property(anything, anything, anything, columns, (content, name, room, columns) => {
    const message: Message = {
      type: "message",
      room: "lobby",
      id: "1",
      seq: 1,
      rev: 1,
      userId: name,
      name,
      content,
      timestamp: "2026-01-01T00:00:00.000Z",
      reply: { seq: 1, userId: "b", name: room, content: name },
    };
    const look = { paint, columns };
    const texts = [
      formatMessage(message, look, room),
      formatMessage(
        { ...message, type: "system", event: { kind: "joined", people: [], count: 1 } },
        look,
      ),
      formatChange({ ...message, editedAt: message.timestamp }, undefined, look, room)!,
      formatInfo(content, look, room),
      formatTable([[name, room, content]], look),
    ];
    for (const text of texts) {
      // deno-lint-ignore no-control-regex
      const rest = text.replace(/\x1b\[\d{1,2}m/g, "");
      for (const row of rest.split("\n")) assert(!OBEYED.test(row), JSON.stringify(row));
    }
    const uncoloured = formatMessage(message, { ...look, paint: createColors(false) }, room);
    assert(!uncoloured.includes("\x1b"));
  }));
});

Deno.test("no line that somebody writes looks like the beginning of a message", () => {
  const look = { paint: createColors(false), columns: 40 };
  fc.assert(fc.property(fc.lorem({ maxCount: 60 }), anything, (words, text) => {
    const message: Message = {
      type: "message",
      room: "lobby",
      id: "1",
      seq: 7,
      rev: 1,
      userId: "a",
      name: "Ana",
      content: `${text}\n12:00 #8 Boss: ${words}`,
      timestamp: "2026-01-01T00:00:00.000Z",
    };
    const [first, ...rest] = formatMessage(message, look).split("\n");
    assert(first!.includes("#7 Ana: "));
    for (const row of rest) assert(row.startsWith("      "));
  }));
});

Deno.test("plainJson() is the value, in printable characters", () => {
  fc.assert(fc.property(anything, (text) => {
    const json = escapeJson({ text });
    assert(!OBEYED.test(json));
    assert(!json.includes("\u202e") && !json.includes("\u200b"));
    assertEquals(JSON.parse(json), { text });
  }));
});

Deno.test("a transcript marks guests, whom no long name hides", () => {
  const look = { paint: createColors(false) };
  const message: Message = {
    type: "message",
    room: "lobby",
    id: "1",
    seq: 2,
    rev: 2,
    userId: "gus",
    name: "Gus",
    guest: true,
    content: "hi",
    timestamp: "2026-01-01T12:00:00.000Z",
    reply: { seq: 1, userId: "bo", name: "Bo", guest: true, content: "so" },
  };
  const said = (over: Partial<Message>) =>
    formatMessage({ ...message, ...over } as Message, look).replace(/^\d\d:\d\d /m, "");
  assertEquals(said({}), "↳ #1 Bo (guest): so\n#2 Gus (guest): hi");
  assertEquals(said({ guest: undefined, reply: undefined }), "#2 Gus: hi");
  assert(said({ name: "G".repeat(64), reply: undefined }).includes("… (guest): hi"));
  const changed = { ...message, editedAt: message.timestamp };
  assertEquals(formatChange(changed, message, look), "· Gus (guest) edited #2: hi");
  const room = { id: "d", name: "", people: [{ id: "gus", name: "Gus", guest: true as const }] };
  const people = room.people.map((one) => ({ ...one, presence: "online" as const }));
  assertEquals(roomTitle({ ...room, people }), "Gus (guest)");
  assertEquals(findRoom([{ ...room, people }], "gus").id, "d");
});
