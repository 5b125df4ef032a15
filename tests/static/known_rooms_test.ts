import type { Room } from "../../lib/protocol/model.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { knownRooms } from "../../static/src/state/known_rooms.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { initialState } from "../../static/src/state/state.ts";
import { assertEquals } from "../helpers/assert.ts";
import { ANA, roomOf } from "./server_model.ts";

const joinable = (id: string, about: Partial<Room> = {}): Room => {
  const { role: _, ...room } = roomOf(id, about);
  return room as Room;
};

Deno.test("where one may go anywhere, rooms that the server found are known beside the first page, each once", () => {
  const asked = { list: "namedRooms", subject: "", query: "x" } as const;
  const items = [joinable("a"), joinable("c"), roomOf("b"), joinable("d", { archived: true })];
  const actions: StateChange[] = [
    { type: "signedIn", account: ANA, drafts: {} },
    { type: "rooms", rooms: [roomOf("b"), joinable("a"), joinable("old", { archived: true })] },
  ];
  const before = actions.reduce(reduce, initialState({ kind: "rooms" }, 0));
  const ids = (rooms: Room[]) => rooms.map(({ id }) => id);
  assertEquals(ids(knownRooms(before)), ["b", "a"]);
  const answer: StateChange[] = [
    { type: "listAsked", ...asked },
    { type: "listed", ...asked, items, next: undefined, after: undefined },
  ];
  assertEquals(ids(knownRooms(answer.reduce(reduce, before))), ["b", "a", "c"]);
});
