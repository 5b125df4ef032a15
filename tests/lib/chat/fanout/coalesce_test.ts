import fc from "fast-check";
import { dropSuperseded, type LogLine } from "../../../../lib/chat/fanout/coalesce.ts";
import { assertEquals } from "../../../helpers/assert.ts";

const change = (seq: number, rev: number): LogLine => ({ seq, rev, line: `{"rev":${rev}}` });

Deno.test("collapse() keeps a batch in which each message changes once", () => {
  const batch = [change(1, 5), change(2, 6)];
  assertEquals(dropSuperseded(batch, 4), batch);
});

Deno.test("collapse() leaves out what a later line outdoes, and says what the rest follows", () => {
  const batch = [change(7, 5), change(8, 6), change(7, 7)];
  assertEquals(dropSuperseded(batch, 4).map(({ line }) => line), [
    '{"rev":6,"from":4}',
    '{"rev":7}',
  ]);
});

Deno.test("collapse() does not paper over a true hole", () => {
  const batch = [change(7, 5), change(7, 7), change(7, 8)];
  assertEquals(dropSuperseded(batch, 4).map(({ line }) => line), ['{"rev":8,"from":6}']);
});

Deno.test("a client that follows `from` holds the same after any batch, collapsed or not", () => {
  const batch = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 });
  fc.assert(fc.property(batch, fc.nat(5), (seqs, before) => {
    const all = seqs.map((seq, n) => change(seq, before + n + 1));
    const follow = (lines: LogLine[]) => {
      const held = new Map<number, number>();
      let rev = before;
      for (const { seq, line } of lines) {
        const told: { rev: number; from?: number } = JSON.parse(line);
        // A hole would make a client ask again.
        assertEquals((told.from ?? told.rev - 1) <= rev, true);
        held.set(seq, told.rev);
        rev = told.rev;
      }
      return { held: [...held].sort(), rev };
    };
    assertEquals(follow(dropSuperseded(all, before)), follow(all));
  }));
});
