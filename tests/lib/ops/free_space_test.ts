import { FreeSpaceMonitor } from "../../../lib/ops/free_space.ts";
import type { Log } from "../../../lib/ops/log.ts";
import { ChatError } from "../../../lib/protocol/chat_error.ts";
import { assertEquals, assertThrows } from "../../helpers/assert.ts";

/** A disk with as much space as a test says, and what the log was told. */
function disk(mark: number) {
  const lines: string[] = [];
  const note = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const log = {
    debug: note("debug"),
    info: note("info"),
    warn: note("warn"),
    error: note("error"),
  } as unknown as Log;
  let free: number | Error = 0;
  const space = new FreeSpaceMonitor({
    dir: "data",
    minFreeBytes: mark,
    log,
    read: () => free instanceof Error ? Promise.reject(free) : Promise.resolve(free),
  });
  const mayWrite = (isGuest: boolean) => {
    try {
      space.assertFor(isGuest);
      return true;
    } catch {
      return false;
    }
  };
  return {
    space,
    lines,
    async at(bytes: number | Error) {
      free = bytes;
      await space.check();
      return [mayWrite(true), mayWrite(false)];
    },
  };
}

Deno.test("below the mark guests cannot write, below a quarter of it nobody can", async () => {
  const { at } = disk(1_000);
  assertEquals(await at(1_000), [true, true]);
  assertEquals(await at(999), [false, true]);
  assertEquals(await at(250), [false, true]);
  assertEquals(await at(249), [false, false]);
});

Deno.test("who is refused is told why, and when to try again", async () => {
  const { at, space } = disk(1_000);
  await at(500);
  const { code, message, details: options } = assertThrows(() => space.assertFor(true), ChatError);
  assertEquals(
    [code, message, options.retryAfter],
    ["unavailable", "The server is running out of space, so guests cannot write for now.", 60],
  );
});

Deno.test("writes go on only when there is a little more than the mark, and each turn is logged once", async () => {
  const { at, lines } = disk(1_000);
  for (const bytes of [5_000, 900, 800, 1_001, 900, 1_049]) await at(bytes);
  assertEquals(lines, ["warn: Space runs out: guests cannot write"]);
  assertEquals(await at(200), [false, false]);
  assertEquals(await at(255), [false, false]);
  assertEquals(await at(600), [false, true]);
  assertEquals(await at(1_050), [true, true]);
  assertEquals(lines.slice(1), [
    "error: Space runs out: nobody can write",
    "warn: Space runs out: guests cannot write",
    "info: There is space again: all can write",
  ]);
});

Deno.test("a disk that cannot be asked limits nobody, which is logged once", async () => {
  const { at, lines } = disk(1_000);
  assertEquals(await at(new Error("no permission")), [true, true]);
  assertEquals(await at(new Error("no permission")), [true, true]);
  assertEquals(lines, ["warn: Free space cannot be read, so it limits nobody"]);
  assertEquals(await at(10), [false, false]);
});
