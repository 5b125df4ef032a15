import { LogDeduplicator } from "../../../lib/ops/log_deduplicator.ts";
import type { LogRecord } from "@logtape/logtape";
import { assertEquals } from "../../helpers/assert.ts";
import { fakeClock } from "../../helpers/fake_clock.ts";

function record(text: string, properties: Record<string, unknown>): LogRecord {
  return {
    category: ["parley"],
    level: "warning",
    message: [text],
    rawMessage: text,
    timestamp: 0,
    properties,
  };
}

function open() {
  const clock = fakeClock();
  const written: [unknown, unknown][] = [];
  const folder = new LogDeduplicator(({ message, properties }) => {
    written.push([message[0], properties.repeats]);
  }, clock.now);
  return { clock, written, folder };
}

Deno.test("6,516 lines that say the same within seconds become two", () => {
  const { clock, written, folder } = open();
  for (let n = 0; n < 6_516; n++) {
    folder.write(record("refused", { address: "a", requestId: `r${n}`, path: `/${n}` }));
  }
  assertEquals(written, [["refused", undefined]]);
  clock.advance(10_000);
  folder.flush();
  assertEquals(written, [["refused", undefined], ["refused", 6_515]]);
  folder.write(record("refused", { address: "a" }));
  assertEquals(written.length, 3);
});

Deno.test("lines about other accounts or addresses stay lines of their own", () => {
  const { written, folder } = open();
  for (const address of ["a", "b", "a"]) folder.write(record("refused", { address }));
  folder.write(record("refused", { address: "a", account: "ana" }));
  folder.write(record("signed in", { address: "a" }));
  assertEquals(written.length, 4);
});

Deno.test("what is held at the end is written, and a single line not twice", () => {
  const { written, folder } = open();
  for (const text of ["one", "two", "two"]) folder.write(record(text, {}));
  folder[Symbol.dispose]();
  assertEquals(written, [["one", undefined], ["two", undefined], ["two", 1]]);
});

Deno.test("endless different lines are not held without end, and none is lost", () => {
  const { written, folder } = open();
  for (let n = 0; n < 5_000; n++) folder.write(record("refused", { address: n }));
  assertEquals(written.length, 5_000);
});
