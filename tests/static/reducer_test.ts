import type { Line, Room } from "../../lib/protocol/lines.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { countUnread, isReady, openRoom, totalUnread } from "../../static/src/state/select.ts";
import { type Action, initial, type State } from "../../static/src/state/state.ts";
import { assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import { messageOf } from "./server_model.ts";

const ana = { id: "ana", name: "Ana" };
const room = (id: string, over: Partial<Room> = {}): Room => (
  { id, name: id, kind: "public", members: 2, seq: 0, rev: 0, role: "member", ...over }
);
const joined = (id: string, seqs: number[]): Line => ({
  type: "joined",
  room: room(id),
  rev: seqs.at(-1) ?? 0,
  reset: true,
  more: (seqs[0] ?? 1) > 1,
  messages: seqs.map((seq) => messageOf(seq, seq, { room: id })),
});
const said = (id: string, seq: number, userId = "bo"): Action => ({
  type: "line",
  line: messageOf(seq, seq, { room: id, userId }),
});
const at = (id: string): Action => ({ type: "went", route: { kind: "room", id } });

/** Ana is in two rooms, and looks at the first. */
function start(...actions: Action[]): State {
  return [
    { type: "signedIn", account: ana, drafts: {} },
    { type: "rooms", rooms: [room("a"), room("b"), room("c", { role: undefined as never })] },
    { type: "line", line: joined("a", [7]) },
    { type: "line", line: joined("b", [3]) },
    at("a"),
    ...actions,
  ].reduce((state, action) => reduce(state, action as Action), initial({ kind: "home" }, 0));
}

const unread = (state: State, id: string) => countUnread(state.rooms[id]!, ana.id);

Deno.test("what arrives in the open room is read, and elsewhere it is counted", () => {
  const state = start(said("a", 8), said("b", 4), said("b", 5));
  assertEquals([unread(state, "a"), unread(state, "b"), totalUnread(state)], [0, 2, 2]);
});

Deno.test("one's own messages and notices are never unread", () => {
  const notice = messageOf(5, 5, { room: "b", type: "system", event: { kind: "joined" } });
  const state = start(said("b", 4, "ana"), { type: "line", line: notice });
  assertEquals(unread(state, "b"), 0);
});

Deno.test("coming to a room marks where reading had stopped, until one leaves it", () => {
  let state = start(said("b", 4), said("b", 5), at("b"));
  assertEquals(openRoom(state)?.unread, { after: 3, count: 2 });
  assertEquals(unread(state, "b"), 0);
  state = reduce(state, said("b", 6));
  assertEquals(openRoom(state)?.unread, { after: 3, count: 2 });
  state = reduce(reduce(state, at("a")), at("b"));
  assertEquals(openRoom(state)?.unread, undefined);
});

Deno.test("going to the room where one is keeps one's place in it", () => {
  const before = start(said("b", 4), at("b"), { type: "following", following: false });
  const state = reduce(before, at("b"));
  assertEquals([state.following, openRoom(state)?.unread?.count], [false, 1]);
});

Deno.test("nothing is read while the page is out of sight, or one reads what is older", () => {
  let state = start({ type: "visible", visible: false }, said("a", 8));
  assertEquals(unread(state, "a"), 1);
  state = reduce(state, { type: "visible", visible: true });
  assertEquals([unread(state, "a"), openRoom(state)?.unread?.count], [0, 1]);
  state = start({ type: "following", following: false }, said("a", 8));
  assertEquals(unread(state, "a"), 1);
  assertEquals(unread(reduce(state, { type: "following", following: true }), "a"), 0);
});

Deno.test("a room is ready when its first screen is loaded, or there is no more", () => {
  let state = start();
  assertEquals(isReady(openRoom(state)!), false);
  const messages = Array.from({ length: 6 }, (_, index) => messageOf(index + 1));
  state = reduce(state, { type: "page", room: "a", page: { messages, more: false, rev: 7 } });
  assertEquals(isReady(openRoom(state)!), true);
});

Deno.test("a page from before a change that was let go is asked for again", () => {
  const edit: Action = { type: "line", line: messageOf(2, 9, { room: "a", content: "new" }) };
  const page = { messages: [1, 2, 3, 4, 5, 6].map((seq) => messageOf(seq)), more: false, rev: 8 };
  let state = start({ type: "pageAsked", room: "a" }, edit);
  state = reduce(state, { type: "page", room: "a", page });
  assertEquals(state.rooms.a?.log?.messages.length, 1);
  assertEquals(state.rooms.a?.page, "idle");
  state = reduce(state, { type: "page", room: "a", page: { ...page, rev: 9 } });
  assertEquals(state.rooms.a?.log?.messages.length, 7);
});

Deno.test("a welcome tells which rooms one is in; what is held of them stays", () => {
  const before = start();
  const link = { kind: "online", account: ana, rooms: [room("a"), room("c")] } as const;
  const state = reduce(before, { type: "link", link: { ...link, rooms: [...link.rooms] } });
  assertEquals(Object.keys(state.rooms), ["a", "c"]);
  assertEquals(state.others, []);
  assertStrictEquals(state.rooms.a?.log, before.rooms.a?.log);
});

Deno.test("a lost connection shows as offline until the next welcome", () => {
  const states = (["connecting", "offline", "connecting", "online"] as const).map((kind) =>
    ({ kind, attempt: 1, retryAt: 0, account: ana, rooms: [] }) as never
  );
  let state = start();
  const seen = states.map((link) => (state = reduce(state, { type: "link", link })).offline);
  assertEquals(seen, [false, true, true, false]);
});

Deno.test("a room that refuses one is no longer one's own, and says why", () => {
  const line: Line = { type: "error", code: "forbidden", message: "No.", room: "b" };
  const state = start({ type: "line", line });
  assertEquals([state.rooms.b, state.troubles.b], [undefined, "forbidden"]);
  const other: Line = { ...line, code: "rate_limited", room: "a" };
  assertEquals(reduce(state, { type: "line", line: other }), state);
});

Deno.test("lines of a room that one is not in are let go", () => {
  const state = start();
  assertStrictEquals(reduce(state, said("c", 1)), state);
});

Deno.test("signing out keeps nothing of the account but the address", () => {
  const state = reduce(start(), { type: "signedOut", reason: "signed_out" });
  assertEquals(state, {
    ...initial({ kind: "room", id: "a" }, 0),
    session: { kind: "none", reason: "signed_out" },
  });
});
