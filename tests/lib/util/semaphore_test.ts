import { Semaphore } from "../../../lib/util/semaphore.ts";
import { assertEquals } from "../../helpers/assert.ts";
import { codeOf } from "../auth/auth_fixture.ts";

/** Lets everything run that can. */
const tick = () => new Promise<void>((resolve) => void setTimeout(resolve));

/** Jobs that are done when they are told to, and how many run. */
function jobs() {
  const running: (() => void)[] = [];
  const run = () => new Promise<void>((resolve) => void running.push(resolve));
  return { running, run };
}

Deno.test("Turns lets as many run at once as it may, and the next when one is done", async () => {
  const turns = new Semaphore(2, 10, "server_busy");
  const { running, run } = jobs();
  const all = [1, 2, 3, 4].map(() => turns.run(run));
  assertEquals(running.length, 2);
  running[0]!();
  await all[0];
  await tick();
  assertEquals(running.length, 3);
  for (let n = 1; n < 4; n++) {
    running[n]!();
    await all[n];
    await tick();
  }
});

Deno.test("Turns refuses what comes when the line is full, and takes it when there is room again", async () => {
  const turns = new Semaphore(1, 1, "server_busy");
  const { running, run } = jobs();
  const [first, second] = [turns.run(run), turns.run(run)];
  assertEquals(await codeOf(turns.run(run)), "unavailable");
  running[0]!();
  await first;
  await tick();
  const third = turns.run(run);
  running[1]!();
  await second;
  await tick();
  running[2]!();
  await third;
});

Deno.test("Turns gives a place back when what took it fails", async () => {
  const turns = new Semaphore(1, 0, "server_busy");
  await turns.run(() => Promise.reject(new Error("no"))).catch(() => {});
  assertEquals(await turns.run(() => Promise.resolve("yes")), "yes");
});
