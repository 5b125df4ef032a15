import {
  addWindowPage,
  hasOlder,
  type MessageWindow,
  resetWindow,
  shownMessages,
  toNewest,
  trimWindow,
  updateWindow,
  WINDOW_MAX_MESSAGES,
} from "../../static/src/state/message_window.ts";
import { assert, assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import { messageOf } from "./server_model.ts";

const stretch = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => messageOf(from + at));
const logOf = (from: number, to: number): MessageWindow =>
  resetWindow({ messages: stretch(from, to), rev: to });
const ends = (list: readonly { seq: number }[] = []) => [list[0]?.seq, list.at(-1)?.seq];

Deno.test("what one looks at far back is a stretch of its own, until it meets the newest", () => {
  let log = logOf(951, 1_000);
  const page = (from: number, to: number, around?: number) =>
    log = addWindowPage(log, { around, messages: stretch(from, to), rev: 1_000 })!;
  page(101, 200, 150);
  assertEquals([ends(log.messages), ends(log.detached)], [[951, 1_000], [101, 200]]);
  page(201, 300);
  page(51, 100);
  assertEquals([ends(shownMessages(log)), hasOlder(log)], [[51, 300], true]);
  page(601, 700);
  assertEquals(ends(log.detached), [51, 300], "what touches nothing is let go");
  page(900, 960, 920);
  assertEquals([ends(log.messages), log.detached], [[900, 1_000], undefined]);
});

Deno.test("live lines reach both stretches", () => {
  let log = addWindowPage(logOf(951, 1_000), { around: 5, messages: stretch(1, 10), rev: 1_000 })!;
  log = updateWindow(log, [messageOf(1_001, 1_001)]);
  log = updateWindow(log, [messageOf(4, 1_002, { content: "edited" })]);
  assertEquals([ends(log.messages), log.detached?.[3]?.content], [[951, 1_001], "edited"]);
  const before = log;
  log = updateWindow(log, [messageOf(4, 1_001, { content: "older" })]);
  assertStrictEquals(log, before);
  log = updateWindow(log, [messageOf(500, 1_003)]);
  assertEquals([ends(log.detached), log.missedRev], [[1, 10], 1_003]);
});

Deno.test("of much that is held, what is near the reader stays, and the newest", () => {
  const all = logOf(1, 3_000);
  const log = trimWindow(all, 1_000);
  assertEquals([ends(log.messages), ends(log.detached)], [[2_901, 3_000], [500, 1_499]]);
  assert(shownMessages(log).length < WINDOW_MAX_MESSAGES);
  assertEquals(ends(trimWindow(all, 2_950).messages), [2_450, 3_000]);
  assertEquals(ends(trimWindow(all, 10).detached), [1, 509]);
  assertEquals(ends(toNewest(log).messages), [2_901, 3_000]);
});

Deno.test("a page from before a change of what was let go is refused", () => {
  const edited = updateWindow(logOf(1, 3_000), [messageOf(700, 3_001, { content: "edited" })]);
  const log = toNewest(trimWindow(edited, 1_000));
  const page = { around: 700, messages: stretch(650, 750), rev: 3_000 };
  assertEquals(addWindowPage(log, page), undefined);
  assertEquals(ends(addWindowPage(log, { ...page, rev: 3_001 })?.detached), [650, 750]);
});
