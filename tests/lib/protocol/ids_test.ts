import { newId } from "../../../lib/protocol/ids.ts";
import { assert, assertEquals, assertMatch } from "../../helpers/assert.ts";

Deno.test("newId() never gives the same twice, and is fit for addresses", () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  assertEquals(new Set(ids).size, ids.length);
  for (const id of ids.slice(0, 100)) assertMatch(id, /^[0-9a-v]{26}$/);
});

Deno.test("newId() sorts by the time of making, now and in a hundred years", () => {
  const times = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 4_900_000_000_000];
  const ids = times.map((time) => newId(time));
  assertEquals([...ids].sort(), ids);
  assert(newId() > ids[4]!);
});
