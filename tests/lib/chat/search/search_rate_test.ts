import { RoomRegistry } from "../../../../lib/chat/state/room_registry.ts";
import { MessageSearch } from "../../../../lib/chat/search/message_search.ts";
import { ChatError } from "../../../../lib/protocol/chat_error.ts";
import type { Search } from "../../../../lib/store/search.ts";
import type { Store } from "../../../../lib/store/store.ts";
import { assertEquals, assertRejects } from "../../../helpers/assert.ts";

const ANN = { id: "ann", name: "Ann", role: "client" as const, createdAt: 0, disabled: false };

Deno.test("searches are counted by a clock that nobody sets", async () => {
  let steady = 1_000;
  const registry = new RoomRegistry({ rooms: [], blocks: [] });
  const search = { search: () => Promise.resolve({ hits: [] }) } as unknown as Search;
  const finding = new MessageSearch({ store: {} as Store, registry, search, steady: () => steady });
  const find = () => finding.search(ANN, { q: "hello" });
  for (let i = 0; i < 5; i++) await find();
  assertEquals((await assertRejects(find, ChatError)).code, "rate_limited");
  steady += 200;
  await find();
  await assertRejects(find, ChatError);
});
