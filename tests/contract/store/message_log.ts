import { StoreError } from "../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../helpers/assert.ts";
import type { StoreContractTest } from "../store.ts";
import {
  account,
  createAccounts,
  createGuests,
  LOBBY,
  logOf,
  messageInput,
  room,
  roomOf,
} from "./fixtures.ts";

export function messageLog(test: StoreContractTest): void {
  test("seq and rev have no gap and follow the order of the calls", async ({ store }) => {
    await createGuests(store, "ann", "bob");
    await store.createRoom(room("den"), []);
    const calls = Array.from(
      { length: 300 },
      (_, i) =>
        messageInput(
          i % 3 === 0 ? "ann" : "bob",
          `m${i}`,
          `text ${i}`,
          i % 2 === 0 ? LOBBY : "den",
        ),
    );
    const results = await Promise.all(calls.map((call) => store.appendMessage(call)));
    for (const log of [LOBBY, "den"]) {
      const own = calls.filter((call) => call.room === log);
      const numbers = own.map((_, i) => i + 1);
      const places = results.filter((_, i) => calls[i]!.room === log);
      assertEquals(
        places,
        own.map(({ at }, i) => ({ kind: "stored", seq: i + 1, rev: i + 1, at })),
      );
      const entries = await logOf(store, log);
      assertEquals(entries.map(({ seq }) => seq), numbers);
      assertEquals(entries.map(({ rev }) => rev), numbers);
      assertEquals(entries.map(({ content }) => content), own.map(({ content }) => content));
      assertEquals((await roomOf(store, log))!.seq, 150);
      assertEquals((await roomOf(store, log))!.rev, 150);
    }
  });

  test("an entry is what was said, with its place and its author's name", async ({ store }) => {
    await createAccounts(store, "ann");
    await store.appendMessage(messageInput("ann", "m1", "hello"));
    assertEquals(await logOf(store), [
      { ...messageInput("ann", "m1", "hello"), seq: 1, rev: 1, name: account("ann").name },
    ]);
  });

  test("a repeated message gets what is stored of it, and is stored once", async ({ store, reopen }) => {
    await createGuests(store, "ann");
    const first = await store.appendMessage(messageInput("ann", "m1"));
    assertEquals(first, { kind: "stored", seq: 1, rev: 1, at: messageInput("ann", "m1").at });
    const later = { ...messageInput("ann", "m1"), at: 1_900_000_000_000 };
    const [again, fresh, twice] = await Promise.all([
      store.appendMessage(later),
      store.appendMessage(messageInput("ann", "m2")),
      store.appendMessage(messageInput("ann", "m2")),
    ]);
    assertEquals(fresh.kind, "stored");
    const [one, two] = await logOf(store);
    assertEquals(again, { kind: "repeated", entry: one! });
    assertEquals(twice, { kind: "repeated", entry: two! });
    const reopened = await reopen();
    assertEquals(await reopened.appendMessage(later), { kind: "repeated", entry: one! });
    assertEquals((await logOf(reopened)).map(({ id }) => id), ["m1", "m2"]);
    assertEquals((await roomOf(reopened))!.seq, 2);
  });

  test("a used id with other content or another room is a conflict", async ({ store, reopen }) => {
    await createGuests(store, "ann", "bob");
    await store.createRoom(room("den"), []);
    const results = await Promise.all([
      store.appendMessage(messageInput("ann", "m1", "one")),
      store.appendMessage(messageInput("ann", "m1", "two")),
      store.appendMessage(messageInput("ann", "m1", "one", "den")),
      store.appendMessage(messageInput("ann", "m1", "one", "nowhere")),
      store.appendMessage(messageInput("bob", "m1", "three")),
    ]);
    assertEquals(results.map(({ kind }) => kind), [
      "stored",
      "conflict",
      "conflict",
      "conflict",
      "stored",
    ]);
    const reopened = await reopen();
    assertEquals(await reopened.appendMessage(messageInput("ann", "m1", "two")), {
      kind: "conflict",
    });
    assertEquals((await logOf(reopened)).map(({ content }) => content), ["one", "three"]);
    assertEquals((await roomOf(reopened, "den"))!.seq, 0);
  });

  test("a message to a room that does not exist is not stored", async ({ store }) => {
    await createGuests(store, "ann");
    assertEquals(await store.appendMessage(messageInput("ann", "m1", "hi", "nowhere")), {
      kind: "no_room",
    });
    assertEquals((await store.appendMessage(messageInput("ann", "m1", "hi"))).kind, "stored");
  });

  test("text comes back to the letter", async ({ store }) => {
    await createGuests(store, "ann");
    const texts = [
      "'; DROP TABLE messages; --",
      "👩‍👩‍👧‍👦 é e\u0301 \u202eשלום\u202c",
      " \t\r\n\u0001\u2028 ",
      '{"event":null}',
      "0123",
      "x".repeat(32_000),
    ];
    await Promise.all(
      texts.map((text, i) => store.appendMessage(messageInput("ann", `m${i}`, text))),
    );
    assertEquals((await logOf(store)).map(({ content }) => content), texts);
    const again = await store.appendMessage(messageInput("ann", "m1", texts[1]));
    assertEquals(again.kind, "repeated");
  });

  test("text that would come back changed is refused", async ({ store }) => {
    await createGuests(store, "ann");
    for (const text of ["a\0b", "\ud800"]) {
      await assertRejects(() => store.appendMessage(messageInput("ann", "m1", text)), StoreError);
    }
    assertEquals(await logOf(store), []);
  });

  test("a write that fails does not take its neighbours with it", async ({ store }) => {
    await createGuests(store, "ann");
    const calls = Array.from(
      { length: 50 },
      (_, i) => messageInput(i % 10 === 5 ? "nobody" : "ann", `m${i}`),
    );
    const results = await Promise.allSettled(calls.map((call) => store.appendMessage(call)));
    const good = calls.filter(({ author }) => author === "ann");
    assertEquals(
      results.map(({ status }) => status === "fulfilled"),
      calls.map(({ author }) => author === "ann"),
    );
    const entries = await logOf(store);
    assertEquals(entries.map(({ id }) => id), good.map(({ id }) => id));
    assertEquals(entries.map(({ seq }) => seq), good.map((_, i) => i + 1));
  });
}
