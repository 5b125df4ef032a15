import fc from "fast-check";
import { assertEquals } from "../../helpers/assert.ts";
import type { Test } from "../store.ts";
import { guests, roomOf } from "./fixtures.ts";
import { Model } from "./model_store.ts";
import { act, type Step, step } from "./model_steps.ts";

const look = fc.record({
  room: fc.nat(2),
  limit: fc.integer({ min: 1, max: 6 }),
  bytes: fc.nat(60),
  place: fc.nat(20),
});

interface Moment {
  steps: Step[];
  looks: { room: number; limit: number; bytes: number; place: number }[];
}

const moments: fc.Arbitrary<Moment[]> = fc.array(
  fc.record({ steps: fc.array(step, { maxLength: 20 }), looks: fc.array(look) }),
  { minLength: 1, maxLength: 6 },
);

export function model(test: Test): void {
  test("any interleaving gives what a plain model gives", async ({ store }) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(moments, async (moments) => {
        // One store for all runs: each has rooms and authors of its own.
        const run = runs++;
        const plain = new Model();
        await guests(store, ...[0, 1, 2].map((author) => `${author}-${run}`));
        for (const { steps, looks } of moments) {
          const done = await Promise.all(steps.map((one) => act(store, one, run)));
          assertEquals(done, await Promise.all(steps.map((one) => act(plain, one, run))));
          for (const { room, limit, bytes, place } of looks) {
            const of = `${room}-${run}`;
            const bounds = { limit, bytes };
            const page = await store.readPage(of, bounds, place || undefined);
            assertEquals(page, plain.readPage(of, bounds, place || undefined));
            const changes = await store.readChanges(of, bounds, place);
            assertEquals(changes, plain.readChanges(of, bounds, place));
          }
        }
        for (const room of [0, 1, 2]) {
          const of = `${room}-${run}`;
          assertEquals(standing(await roomOf(store, of)), plain.standing(of));
        }
      }),
      { numRuns: 80 },
    );
  });
}

function standing(room: Awaited<ReturnType<typeof roomOf>>) {
  if (!room) return undefined;
  const members = room.members.map(({ account, role }) => `${account} ${role}`).sort();
  return { seq: room.seq, rev: room.rev, members, bans: room.bans.toSorted() };
}
