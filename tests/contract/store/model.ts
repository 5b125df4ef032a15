import fc from "fast-check";
import type {
  Appended,
  Bounds,
  Changes,
  Entry,
  NewMessage,
  NewNotice,
  Page,
  Place,
} from "../../../lib/store/store.ts";
import { assertEquals } from "../../helpers/assert.ts";
import type { Test } from "../store.ts";
import { account, guests, notice, room, say } from "./fixtures.ts";

/** What one does, in small numbers so that they meet: authors, ids and rooms are picked often. */
type Step =
  & { author: number; id: number; room: number }
  & ({ kind: "say"; content: string } | { kind: "create" | "join" | "leave" });

const pick = { author: fc.nat(2), id: fc.nat(9), room: fc.nat(2) };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("say"), content: text(), ...pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("create", "join", "leave"), ...pick }),
  },
) as fc.Arbitrary<Step>;
const look = fc.record({
  room: fc.nat(2),
  limit: fc.integer({ min: 1, max: 6 }),
  bytes: fc.nat(20),
  place: fc.nat(12),
});

function text(): fc.Arbitrary<string> {
  return fc.constantFrom("a", "bb", "éé", "👍", "x".repeat(15));
}

export function model(test: Test): void {
  test("any interleaving gives what a plain model gives", async ({ store }) => {
    let runs = 0;
    const moments = fc.array(
      fc.record({ steps: fc.array(step, { maxLength: 12 }), looks: fc.array(look) }),
      { minLength: 1, maxLength: 6 },
    );
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
      }),
      { numRuns: 60 },
    );
  });
}

/** The writes, by a store or by the model. */
interface Writes {
  createRoom(created: ReturnType<typeof room>, first: NewNotice): unknown;
  addMember(role: "member", notice: NewNotice): unknown;
  removeMember(notice: NewNotice): unknown;
  appendMessage(message: NewMessage): unknown;
}

async function act(store: Writes, step: Step, run: number): Promise<unknown> {
  const author = `${step.author}-${run}`;
  const to = `${step.room}-${run}`;
  const id = `${step.id}`;
  try {
    switch (step.kind) {
      case "say":
        return await store.appendMessage(say(author, id, step.content, to));
      case "create":
        return await store.createRoom(room(to), notice("created", author, id, to));
      case "join":
        return await store.addMember("member", notice("joined", author, id, to));
      case "leave":
        return await store.removeMember(notice("left", author, id, to));
    }
  } catch {
    return "refused";
  }
}

class Model implements Writes {
  #rooms = new Map<string, { log: Entry[]; members: Set<string> }>();
  #used = new Map<string, Entry>();

  createRoom({ id }: ReturnType<typeof room>, first: NewNotice): boolean {
    if (this.#rooms.has(id)) return false;
    this.#refuse(first);
    this.#rooms.set(id, { log: [], members: new Set([first.author]) });
    this.#append(first);
    return true;
  }

  addMember(_role: "member", notice: NewNotice): Place | undefined {
    const members = this.#rooms.get(notice.room)?.members;
    if (members?.has(notice.author)) return undefined;
    if (!members) throw new Error("no room");
    this.#refuse(notice);
    members.add(notice.author);
    return this.#append(notice);
  }

  removeMember(notice: NewNotice): Place | undefined {
    const members = this.#rooms.get(notice.room)?.members;
    if (!members?.has(notice.author)) return undefined;
    this.#refuse(notice);
    members.delete(notice.author);
    return this.#append(notice);
  }

  appendMessage(message: NewMessage): Appended {
    const first = this.#used.get(key(message));
    if (first) {
      return !first.event && first.room === message.room && first.content === message.content
        ? { kind: "repeated", seq: first.seq, rev: first.rev, at: first.at }
        : { kind: "conflict" };
    }
    if (!this.#rooms.has(message.room)) return { kind: "no_room" };
    return { kind: "stored", ...this.#append(message), at: message.at };
  }

  readPage(of: string, bounds: Bounds, before = Infinity): Page {
    const log = this.#rooms.get(of)?.log ?? [];
    const older = log.filter(({ seq }) => seq < before);
    const entries = fitting(older.toReversed(), bounds).reverse();
    return { entries, more: entries.length < older.length, rev: log.length };
  }

  readChanges(of: string, bounds: Bounds, since: number): Changes {
    const log = this.#rooms.get(of)?.log ?? [];
    const changed = log.filter(({ rev }) => rev > since);
    const entries = fitting(changed, bounds);
    return entries.length < changed.length
      ? { kind: "too_far" }
      : { kind: "changes", entries, rev: log.length };
  }

  #refuse(notice: NewNotice): void {
    if (this.#used.has(key(notice))) throw new Error("used");
  }

  #append(message: NewMessage): Place {
    const { log } = this.#rooms.get(message.room)!;
    const place = { seq: log.length + 1, rev: log.length + 1 };
    const entry = { ...message, ...place, name: account(message.author).name };
    log.push(entry);
    this.#used.set(key(message), entry);
    return place;
  }
}

function key({ author, id }: NewMessage): string {
  return `${author} ${id}`;
}

function fitting(entries: Entry[], { limit, bytes }: Bounds): Entry[] {
  const taken: Entry[] = [];
  for (const entry of entries.slice(0, limit)) {
    bytes -= new TextEncoder().encode(entry.content).length;
    if (bytes < 0 && taken.length > 0) break;
    taken.push(entry);
  }
  return taken;
}
