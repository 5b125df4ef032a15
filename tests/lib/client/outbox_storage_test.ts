import { createOutboxStorage } from "../../../lib/client/outbox_storage.ts";
import {
  forbiddenStorage,
  memoryStorage,
  webStorage,
} from "../../../lib/client/storage_adapters.ts";
import type { KeyValueStorage } from "../../../lib/client/types.ts";
import { assertEquals, assertThrows } from "../../helpers/assert.ts";

const stored = (id: string, order: number) => ({ id, room: "lobby", content: id, at: 1, order });

for (
  const [name, make] of [["memoryStorage()", memoryStorage], ["webStorage()", overWeb]] as const
) {
  Deno.test(`${name} keeps what is set until it is removed`, () => {
    const storage: KeyValueStorage = make();
    assertEquals([storage.getItem("a"), storage.keys()], [null, []]);
    storage.setItem("a", "1");
    storage.setItem("b", "2");
    storage.setItem("a", "3");
    assertEquals([storage.getItem("a"), storage.keys()], ["3", ["a", "b"]]);
    storage.removeItem("a");
    storage.removeItem("never");
    assertEquals([storage.getItem("a"), storage.keys()], [null, ["b"]]);
  });
}

Deno.test("a shelf loads in the order of writing, whatever the order of the keys", () => {
  const shelf = createOutboxStorage(memoryStorage(), "ada");
  for (const order of [3, 1, 2]) shelf.put(stored(`m${order}`, order));
  assertEquals(shelf.load().map(({ id }) => id), ["m1", "m2", "m3"]);
});

Deno.test("a shelf holds one account's messages, also where accounts look alike", () => {
  const storage = memoryStorage();
  createOutboxStorage(storage, "ada").put(stored("m1", 1));
  createOutboxStorage(storage, "ada:x").put(stored("m2", 1));
  assertEquals(createOutboxStorage(storage, "ada").load().map(({ id }) => id), ["m1"]);
  assertEquals(createOutboxStorage(storage, "eve").load(), []);
  assertEquals(storage.keys()[0], "parley:outbox:ada:m1");
});

Deno.test("a shelf passes over what it cannot read", () => {
  const storage = memoryStorage();
  const shelf = createOutboxStorage(storage, "ada");
  for (const [id, junk] of ["{", "null", "[]", "{}", '{"id":"m4"}'].entries()) {
    storage.setItem(`parley:outbox:ada:m${id}`, junk);
  }
  storage.setItem("parley:outbox:ada:m9", JSON.stringify(stored("other", 1)));
  storage.setItem("theme", "dark");
  shelf.put(stored("good", 1));
  assertEquals(shelf.load().map(({ id }) => id), ["good"]);
});

Deno.test("a shelf over a storage that throws is empty and takes anything", () => {
  const broken = () => {
    throw new Error("the operation is insecure");
  };
  const storage = { getItem: broken, setItem: broken, removeItem: broken, keys: broken };
  const shelf = createOutboxStorage(storage, "ada");
  assertEquals(shelf.put(stored("m1", 1)), false);
  shelf.remove("m1");
  assertEquals(shelf.load(), []);
});

Deno.test("a shelf says of a message that does not fit that it is not there, unless it was before", () => {
  const storage = memoryStorage();
  const shelf = createOutboxStorage(storage, "ada");
  assertEquals(shelf.put(stored("m1", 1)), true);
  storage.setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const failed = { code: "forbidden" as const, message: "No." };
  assertEquals(shelf.put({ ...stored("m1", 1), failed }), true);
  assertEquals(shelf.put(stored("m2", 2)), false);
  assertEquals(shelf.load(), [stored("m1", 1)]);
});

Deno.test("a forbidden storage holds nothing, and refuses what is to be set", () => {
  const storage = forbiddenStorage();
  assertThrows(() => storage.setItem("a", "1"), Error, "stores nothing");
  storage.removeItem("a");
  assertEquals([storage.getItem("a"), storage.keys()], [null, []]);
});

/** The part of localStorage that is used, in memory. */
function overWeb(): KeyValueStorage {
  const items = new Map<string, string>();
  return webStorage({
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  });
}
