import fc from "fast-check";
import { Hub, type JoinSnapshot, type Subscriber } from "../../../../lib/chat/fanout/hub.ts";
import { assert, assertEquals, assertRejects } from "../../../helpers/assert.ts";
import { fakeClock } from "../../../helpers/fake_clock.ts";

class RecordingSubscriber implements Subscriber {
  readonly frames: string[] = [];
  send(frame: string): void {
    this.frames.push(frame);
  }
  get lines(): string[] {
    return this.frames.flatMap((frame) => frame.split("\n"));
  }
}

const snapshot = (rev: number) => (): Promise<JoinSnapshot> =>
  Promise.resolve({ rev, frame: `snapshot ${rev}` });

/** A message of its own for each change. */
const logLine = (rev: number, line: string) => ({ seq: rev, rev, line });

/** Lets promises that are settled run. */
const settlePromises = () => new Promise<void>((resolve) => setTimeout(resolve));

Deno.test("publish() sends at once to a room that was quiet, with no timer in the way", async () => {
  const hub = new Hub(fakeClock());
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.publish("r", logLine(1, "one"));
  await Promise.resolve();
  await Promise.resolve();
  assertEquals(ear.lines, ["snapshot 0", "one"]);
});

Deno.test("what is published together, and within a short time after, leaves in one frame", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.publish("r", logLine(1, "one"));
  hub.publish("r", logLine(2, "two"));
  await settlePromises();
  hub.publish("r", logLine(3, "three"));
  hub.publish("r", logLine(4, "four"));
  await settlePromises();
  assertEquals(ear.frames, ["snapshot 0", "one\ntwo"]);
  clock.advance(5);
  assertEquals(ear.frames, ["snapshot 0", "one\ntwo", "three\nfour"]);
});

Deno.test("lines leave by rev, whatever the order in which they are published", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.publish("r", logLine(2, "two"));
  await settlePromises();
  assertEquals(ear.lines, ["snapshot 0"]);
  hub.publish("r", logLine(1, "one"));
  clock.advance(5);
  await settlePromises();
  assertEquals(ear.lines, ["snapshot 0", "one", "two"]);
});

Deno.test("a hole that nobody fills does not hold the room up", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.publish("r", logLine(2, "two"));
  await settlePromises();
  clock.advance(0);
  await settlePromises();
  assertEquals(ear.lines, ["snapshot 0", "two"]);
});

Deno.test("listen() gives the snapshot first and keeps back what is published meanwhile", async () => {
  const hub = new Hub(fakeClock());
  const [first, late] = [new RecordingSubscriber(), new RecordingSubscriber()];
  await hub.subscribe("r", 0, first, snapshot(0));
  const { promise, resolve } = Promise.withResolvers<JoinSnapshot>();
  const listening = hub.subscribe("r", 0, late, () => promise);
  hub.publish("r", logLine(1, "one"));
  hub.publish("r", logLine(2, "two"));
  await settlePromises();
  assertEquals(late.lines, []);
  resolve({ rev: 1, frame: "snapshot 1" });
  await listening;
  assertEquals(late.lines, ["snapshot 1", "two"]);
});

Deno.test("a snapshot that is ahead of the live lines is not followed by what it holds", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(2));
  for (const rev of [1, 2, 3]) hub.publish("r", logLine(rev, `line ${rev}`));
  await settlePromises();
  hub.publish("r", logLine(4, "line 4"));
  clock.advance(50);
  assertEquals(ear.lines, ["snapshot 2", "line 3", "line 4"]);
});

Deno.test("listening again starts over, and a read that fails ends the listening", async () => {
  const hub = new Hub(fakeClock());
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.publish("r", logLine(1, "one"));
  await settlePromises();
  assertEquals(ear.lines, ["snapshot 0", "snapshot 0", "one"]);
  const broken = () => Promise.reject(new Error("no disk"));
  await assertRejects(() => hub.subscribe("r", 1, ear, broken), Error, "no disk");
  assert(!hub.isSubscribed("r", ear));
});

Deno.test("one who left or is gone hears nothing more, also not a snapshot that was on its way", async () => {
  const hub = new Hub(fakeClock());
  const [left, gone] = [new RecordingSubscriber(), new RecordingSubscriber()];
  await hub.subscribe("r", 0, left, snapshot(0));
  const { promise, resolve } = Promise.withResolvers<JoinSnapshot>();
  const listening = hub.subscribe("r", 0, gone, () => promise);
  hub.unsubscribe("r", left);
  hub.removeConnection(gone);
  resolve({ rev: 0, frame: "snapshot 0" });
  await listening;
  hub.publish("r", logLine(1, "one"));
  await settlePromises();
  assertEquals([left.lines, gone.lines], [["snapshot 0"], []]);
});

Deno.test("a listener that drops out while a frame is sent does not hurt the others", async () => {
  const hub = new Hub(fakeClock());
  const ear = new RecordingSubscriber();
  const fragile: Subscriber = { send: (frame) => frame === "one" && hub.removeConnection(fragile) };
  await hub.subscribe("r", 0, fragile, snapshot(0));
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.publish("r", logLine(1, "one"));
  await settlePromises();
  assertEquals(ear.lines, ["snapshot 0", "one"]);
});

Deno.test("a frame is bounded: what is beyond leaves with the next one", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  const long = "x".repeat(30_000);
  for (let rev = 1; rev <= 5; rev++) hub.publish("r", logLine(rev, long));
  await settlePromises();
  assertEquals(ear.frames.length, 2);
  clock.advance(5);
  clock.advance(5);
  assertEquals(ear.frames.map(({ length }) => length), [10, 60_001, 60_001, 30_000]);
});

Deno.test("any interleaving of commits, joins and time gives each listener every rev once, in order, and answers between them", async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant("commit" as const), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ do: fc.constant("join" as const), behind: fc.nat(3) }),
    fc.record({ do: fc.constant("read" as const) }),
    // An answer speaks of what was committed, the latest or before, whoever was told of that.
    fc.record({ do: fc.constant("answer" as const), to: fc.nat(9), behind: fc.nat(3) }),
    fc.record({ do: fc.constant("time" as const), ms: fc.nat(10) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      async (steps, luck) => {
        const clock = fakeClock();
        const hub = new Hub(clock);
        const ears: { ear: RecordingSubscriber; since: number }[] = [];
        const reads: (() => void)[] = [];
        let committed = 0;
        const waiting: number[] = [];
        // Commits are told of in any order, but never later than the turn in which they happen.
        const tell = () => {
          while (waiting.length > 0) {
            const [rev] = waiting.splice(luck.next().value % waiting.length, 1);
            hub.publish("r", logLine(rev!, String(rev)));
          }
        };
        let answers = 0;
        const answer = (to: number, behind: number) => {
          const rev = committed - behind;
          const ear = ears[to % ears.length]?.ear;
          if (!ear || rev < 1) return;
          hub.respond("r", ear, { rev, line: `answer ${rev}` });
          answers++;
        };
        for (const one of steps) {
          if (one.do === "answer") answer(one.to, one.behind);
          else if (one.do === "commit") {
            for (let n = 0; n < one.count; n++) waiting.push(++committed);
            // So may authors of repeats be answered.
            if (luck.next().value % 2) answer(luck.next().value, 0);
            // The reader may see commits that nobody was told of yet.
            for (const read of reads.splice(0, luck.next().value % 2)) read();
            tell();
          } else if (one.do === "join") {
            const ear = new RecordingSubscriber();
            const known = committed;
            ears.push({ ear, since: Math.max(0, known - one.behind) });
            void hub.subscribe(
              "r",
              known,
              ear,
              () =>
                new Promise((resolve) =>
                  reads.push(() => resolve({ rev: committed, frame: `to ${committed}` }))
                ),
            );
          } else if (one.do === "read") {
            reads.shift()?.();
          } else clock.advance(one.ms);
          await settlePromises();
        }
        for (const read of reads.splice(0)) read();
        await settlePromises();
        for (let n = 0; n < 50; n++) clock.advance(10), await settlePromises();
        const isAnswer = (line: string) => line.startsWith("answer ");
        for (const { ear } of ears) {
          let seen = 0;
          for (const line of ear.lines) {
            const rev = Number(line.match(/\d+/)![0]);
            // Whoever resumes from the highest rev that it saw misses nothing.
            if (isAnswer(line)) assert(rev <= seen, `${line} after ${seen}`);
            else seen = rev;
          }
          answers -= ear.lines.filter(isAnswer).length;
          const [first, ...live] = ear.lines.filter((line) => !isAnswer(line));
          const from = Number(first!.slice(3));
          const expected = Array.from({ length: committed - from }, (_, n) => String(from + n + 1));
          assertEquals(live, expected);
        }
        assertEquals(answers, 0);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("what can wait leaves with what cannot, or after a while that grows with the room", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.publish("r", logLine(1, "came"), true);
  await settlePromises();
  assertEquals(ear.lines, ["snapshot 0"]);
  hub.publish("r", logLine(2, "hello"));
  await settlePromises();
  assertEquals(ear.frames, ["snapshot 0", "came\nhello"]);
  hub.publish("r", logLine(3, "went"), true);
  clock.advance(99);
  assertEquals(ear.frames.length, 2);
  clock.advance(1);
  assertEquals(ear.frames[2], "went");
  const crowd = Array.from({ length: 499 }, () => new RecordingSubscriber());
  for (const one of crowd) await hub.subscribe("r", 3, one, snapshot(3));
  hub.publish("r", logLine(4, "came"), true);
  clock.advance(499);
  assertEquals(ear.frames.length, 3);
  clock.advance(1);
  assertEquals(ear.frames[3], "came");
});

Deno.test("a whisper is made as it leaves, once, and rides along with other lines", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const ear = new RecordingSubscriber();
  assert(!hub.publishTransient("r", "presence", () => "nobody hears"));
  await hub.subscribe("r", 0, ear, snapshot(0));
  let online = 0;
  for (online = 1; online < 5; online++) {
    hub.publishTransient("r", "presence", () => `${online} online`);
  }
  hub.publishTransient("r", "typing", () => undefined);
  hub.publish("r", logLine(1, "one"));
  await settlePromises();
  assertEquals(ear.frames, ["snapshot 0", "one\n5 online"]);
  hub.publishTransient("r", "presence", () => `${online} online`);
  clock.advance(100);
  assertEquals(ear.frames[2], "5 online");
});

Deno.test("an answer comes after the lines of lower revs, and at once when they are out", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const [ear, other] = [new RecordingSubscriber(), new RecordingSubscriber()];
  await hub.subscribe("r", 0, ear, snapshot(0));
  await hub.subscribe("r", 0, other, snapshot(0));
  hub.publish("r", logLine(1, "one"));
  await settlePromises();
  for (const rev of [2, 3, 4]) hub.publish("r", logLine(rev, `line ${rev}`));
  hub.respond("r", ear, { rev: 3, line: "answer 3" });
  hub.respond("r", ear, { rev: 1, line: "answer 1" });
  assertEquals(ear.lines.slice(1), ["one", "answer 1"]);
  clock.advance(5);
  assertEquals(ear.lines.slice(3), ["line 2", "line 3", "line 4", "answer 3"]);
  assertEquals(other.lines.slice(1), ["one", "line 2", "line 3", "line 4"]);
});

Deno.test("an answer that a line sent before it outdates is that line", async () => {
  const hub = new Hub(fakeClock());
  const ear = new RecordingSubscriber();
  await hub.subscribe("r", 0, ear, snapshot(0));
  hub.respond("r", ear, { seq: 1, rev: 1, line: "as it was" });
  hub.publish("r", { seq: 1, rev: 1, line: "as it was" });
  hub.publish("r", { seq: 1, rev: 2, line: '{"is":"edited"}' });
  await settlePromises();
  assertEquals(ear.lines.slice(1), ['{"is":"edited","from":0}', '{"is":"edited"}']);
});

Deno.test("an answer waits for its listener's snapshot, and not for a line that nobody publishes", async () => {
  const clock = fakeClock();
  const hub = new Hub(clock);
  const [ear, late] = [new RecordingSubscriber(), new RecordingSubscriber()];
  await hub.subscribe("r", 0, ear, snapshot(0));
  const { promise, resolve } = Promise.withResolvers<JoinSnapshot>();
  const listening = hub.subscribe("r", 0, late, () => promise);
  for (const one of [ear, late]) hub.respond("r", one, { rev: 2, line: "answer" });
  for (let n = 0; n < 9; n++) clock.advance(50), await settlePromises();
  assertEquals([ear.lines, late.lines], [["snapshot 0", "answer"], []]);
  resolve({ rev: 2, frame: "snapshot 2" });
  assert(await listening);
  assertEquals(late.lines, ["snapshot 2", "answer"]);
});

Deno.test("one who leaves gets what was published before, and its answers", async () => {
  const hub = new Hub(fakeClock());
  const [ear, other] = [new RecordingSubscriber(), new RecordingSubscriber()];
  await hub.subscribe("r", 0, ear, snapshot(0));
  await hub.subscribe("r", 0, other, snapshot(0));
  hub.publish("r", logLine(1, "one"));
  hub.respond("r", ear, { rev: 1, line: "answer" });
  hub.unsubscribe("r", ear);
  hub.publish("r", logLine(2, "two"));
  hub.respond("r", ear, { rev: 2, line: "late answer" });
  await settlePromises();
  assertEquals(ear.lines, ["snapshot 0", "one", "answer", "late answer"]);
  assertEquals(other.lines, ["snapshot 0", "one", "two"]);
});
