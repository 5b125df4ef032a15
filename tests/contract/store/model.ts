import fc from "fast-check";
import type { Entry, Store } from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import { createAccounts, roomOf, UNBOUNDED } from "./fixtures.ts";
import { readModel, type ReadRequest, readStore } from "./model_reads.ts";
import { opening, runStep, type Step, step } from "./model_steps.ts";
import { Model } from "./model_store.ts";

const readRequest = fc.record({
  room: fc.nat(2),
  limit: fc.integer({ min: 1, max: 6 }),
  bytes: fc.nat(60),
  position: fc.nat(20),
});

interface ModelPhase {
  steps: Step[];
  looks: (ReadRequest & { room: number })[];
}

const moments: fc.Arbitrary<ModelPhase[]> = fc.array(
  fc.record({ steps: fc.array(step, { maxLength: 30 }), looks: fc.array(readRequest) }),
  { minLength: 1, maxLength: 6 },
);

/** What somebody holds of a room, and up to which `rev`. */
interface ClientState {
  of: string;
  rev: number;
  entries: Entry[];
}

export function model(test: StoreContractTest): void {
  test("any interleaving gives what a plain model gives", async ({ store }) => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(moments, async (moments) => {
        // One store for all runs: each has rooms and authors of its own.
        const run = runs++;
        const plain = new Model();
        const rooms = [0, 1, 2].map((room) => `${room}-${run}`);
        const held: ClientState[] = rooms.map((of) => ({ of, rev: 0, entries: [] }));
        const revs = new Map(rooms.map((of): [string, number[]] => [of, []]));
        await createAccounts(store, ...[0, 1, 2].map((author) => `${author}-${run}`));
        for (const { steps, looks } of [{ steps: opening, looks: [] }, ...moments]) {
          const done = await Promise.all(steps.map((one) => runStep(store, one, run)));
          assertEquals(done, await Promise.all(steps.map((one) => runStep(plain, one, run))));
          done.forEach((result, i) => revs.get(rooms[steps[i]!.room]!)!.push(...revsIn(result)));
          for (const { room, ...at } of looks) {
            const of = rooms[room]!;
            const seen = await readStore(store, of, at, `0-${run}`);
            assertEquals(seen, readModel(plain.talk(of), at, `0-${run}`));
          }
          for (const of of rooms) held.push({ of, ...await store.readPage(of, UNBOUNDED) });
        }
        for (const of of rooms) {
          assertEquals(summaryOf(await roomOf(store, of)), plain.standing(of));
          const { rev } = plain.talk(of);
          assertEquals(revs.get(of), Array.from({ length: rev }, (_, i) => i + 1));
        }
        for (const one of held) await assertResumes(store, one);
      }),
      { numRuns: 80 },
    );
  });
}

/** The `rev` of every change that the result of a write tells of. */
function revsIn(result: unknown): number[] {
  const told = result as Entry[] | Partial<{ kind: string; rev: number } & WrittenEntries> | string;
  if (typeof told === "string") return [];
  if (Array.isArray(told)) return told.map(({ rev }) => rev);
  const own = told.kind === "stored" ? [told.rev!] : [];
  return [...own, ...[...told.entries ?? [], ...told.also ?? []].map(({ rev }) => rev)];
}

interface WrittenEntries {
  entries: Entry[];
  also: Entry[];
}

/** What was held and all that changed since are all that there is. */
async function assertResumes(store: Store, { of, rev, entries }: ClientState): Promise<void> {
  const changes = await store.readChanges(of, UNBOUNDED, rev);
  if (changes.kind === "too_far") throw new Error("there are no bounds");
  const now = new Map([...entries, ...changes.entries].map((entry) => [entry.seq, entry]));
  const merged = [...now.values()].sort((a, b) => a.seq - b.seq);
  assertEquals(merged, (await store.readPage(of, UNBOUNDED)).entries);
}

function summaryOf(room: Awaited<ReturnType<typeof roomOf>>) {
  if (!room) return undefined;
  const members = room.members.map(({ account, role }) => `${account} ${role}`).sort();
  return { seq: room.seq, rev: room.rev, members, bans: room.bans.toSorted() };
}
