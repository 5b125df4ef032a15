import type { Line, Room } from "../../lib/protocol/lines.ts";
import type { Action } from "../../static/src/state/action.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import {
  countUnread,
  directRooms,
  isReady,
  openRoom,
  totalUnread,
} from "../../static/src/state/select.ts";
import { initial, type State } from "../../static/src/state/state.ts";
import { assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import { ANA, messageOf, noticeOf, roomOf } from "./server_model.ts";

const joined = (id: string, seqs: number[], over: Partial<Room> = {}): Line => ({
  type: "joined",
  room: roomOf(id, { rev: seqs.at(-1) ?? 0, ...over }),
  rev: seqs.at(-1) ?? 0,
  online: 1,
  reset: true,
  more: (seqs[0] ?? 1) > 1,
  messages: seqs.map((seq) => messageOf(seq, seq, { room: id })),
});
const line = (line: Line): Action => ({ type: "line", line });
const said = (id: string, seq: number, userId = "bo"): Action =>
  line(messageOf(seq, seq, { room: id, userId }));
const at = (id: string): Action => ({ type: "went", route: { kind: "room", id } });

/** Ana is in two rooms, and looks at the first. */
function start(...actions: Action[]): State {
  return [
    { type: "signedIn", account: ANA, drafts: {} },
    { type: "rooms", rooms: [roomOf("a"), roomOf("b"), roomOf("c", { role: undefined as never })] },
    line(joined("a", [7])),
    line(joined("b", [3])),
    at("a"),
    ...actions,
  ].reduce((state, action) => reduce(state, action as Action), initial({ kind: "home" }, 0));
}

const unread = (state: State, id: string) => countUnread(state.rooms[id]!, state);

Deno.test("what arrives in the open room is read, and elsewhere it is counted", () => {
  const state = start(said("a", 8), said("b", 4), said("b", 5));
  assertEquals([unread(state, "a"), unread(state, "b"), totalUnread(state)], [0, 2, 2]);
});

Deno.test("one's own messages, notices, tombstones and those of blocked people are never unread", () => {
  const blocked: Action[] = [
    { type: "listAsked", list: "blocked", of: "", query: "" },
    {
      type: "listed",
      list: "blocked",
      of: "",
      query: "",
      items: [{ id: "cy" }],
      next: undefined,
      after: undefined,
    },
  ];
  const state = start(
    ...blocked,
    said("b", 4, "ana"),
    line(noticeOf(5, "joined", { room: "b" })),
    line(messageOf(6, 6, { room: "b", content: "", deleted: true })),
    said("b", 7, "cy"),
  );
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
  const edit: Action = line(messageOf(2, 9, { room: "a", content: "new" }));
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
  const rooms = [roomOf("a"), roomOf("c")];
  const state = reduce(before, { type: "link", link: { kind: "online", account: ANA, rooms } });
  assertEquals(Object.keys(state.rooms), ["a", "c"]);
  assertEquals(state.others, []);
  assertStrictEquals(state.rooms.a?.log, before.rooms.a?.log);
});

Deno.test("a lost connection shows as offline until the next welcome", () => {
  const states = (["connecting", "offline", "connecting", "online"] as const).map((kind) =>
    ({ kind, attempt: 1, retryAt: 0, account: ANA, rooms: [] }) as never
  );
  let state = start();
  const seen = states.map((link) => (state = reduce(state, { type: "link", link })).offline);
  assertEquals(seen, [false, true, true, false]);
});

Deno.test("a room that refuses one is no longer one's own, and says why", () => {
  const refusal = { type: "error", message: "No." } as const;
  const state = start(line({ ...refusal, code: "forbidden", room: "b", ref: "join-4" }));
  assertEquals([state.rooms.b, state.troubles.b], [undefined, "forbidden"]);
});

Deno.test("other refusals leave one in the room", () => {
  const state = start();
  const refusal = { type: "error", message: "No.", room: "a" } as const;
  const others = [
    { code: "rate_limited", ref: "join-4" },
    { code: "forbidden", ref: "delete-3" },
    { code: "not_found", ref: "delete-4" },
    { code: "forbidden" },
  ] as const;
  for (const other of others) {
    assertStrictEquals(reduce(state, line({ ...refusal, ...other })), state);
  }
});

Deno.test("lines of a room that one is not in are let go", () => {
  const state = start();
  assertStrictEquals(reduce(state, said("c", 1)), state);
});

Deno.test("being removed closes the room and says so; leaving only closes it", () => {
  const left = (room: string, reason: "left" | "removed" | "banned") =>
    line({ type: "left", room, reason });
  const state = start(left("a", "removed"), left("b", "left"), left("d", "banned"));
  assertEquals(Object.keys(state.rooms), []);
  assertEquals(state.troubles, { a: "removed", d: "banned" });
  assertEquals(reduce(state, line(joined("a", [9]))).troubles, { d: "banned" });
});

Deno.test("a room that is new is one's own, and a direct one is unread from its start", () => {
  const people = [{ id: "bo", name: "Bo", presence: "away" as const }];
  const direct = roomOf("d", { kind: "direct", name: "", people, seq: 1, rev: 1 });
  let state = start(
    line({ type: "room", room: direct }),
    line({ type: "room", room: roomOf("c") }),
    line({ type: "room", room: roomOf("x", { role: undefined as never }) }),
  );
  assertEquals(Object.keys(state.rooms).sort(), ["a", "b", "c", "d"]);
  assertEquals([state.others, state.presence.bo], [[], { presence: "away" }]);
  assertEquals(directRooms(state), [], "nobody has written in it yet");
  const log = [noticeOf(1, "created", { room: "d" }), messageOf(2, 2, { room: "d" })];
  state = reduce(
    state,
    line({ ...joined("d", []), room: { ...direct, rev: 2 }, messages: log } as Line),
  );
  assertEquals([unread(state, "d"), directRooms(state).length], [1, 1]);
});

Deno.test("notices rename, describe, slow and archive the room", () => {
  const told = (seq: number, kind: Parameters<typeof noticeOf>[1], value?: string | number) =>
    line(noticeOf(seq, kind, { room: "a", ...(value === undefined ? {} : { value }) }));
  const state = start(
    told(8, "renamed", "Atelier"),
    told(9, "topic", "Drawings"),
    told(10, "slowed", 30),
    told(11, "archived"),
  );
  const { name, topic, slow, archived } = state.rooms.a!.room;
  assertEquals({ name, topic, slow, archived }, {
    name: "Atelier",
    topic: "Drawings",
    slow: 30,
    archived: true,
  });
  assertEquals(reduce(state, told(12, "restored")).rooms.a?.room.archived, false);
});

Deno.test("an older notice or list does not undo what is newer", () => {
  const renamed = (seq: number, value: string) =>
    line(noticeOf(seq, "renamed", { room: "a", value }));
  let state = start(renamed(9, "New"), renamed(8, "Old"));
  assertEquals(state.rooms.a?.room.name, "New");
  state = reduce(state, { type: "rooms", rooms: [roomOf("a", { name: "Oldest", rev: 8 })] });
  assertEquals(state.rooms.a?.room.name, "New");
  state = reduce(state, { type: "rooms", rooms: [roomOf("a", { name: "Newest", rev: 10 })] });
  assertEquals(state.rooms.a?.room.name, "Newest");
});

Deno.test("members are counted by notices, also when one of them is folded further", () => {
  const joins = (rev: number, count: number) => {
    const notice = noticeOf(8, "joined", { room: "a", rev });
    return line({ ...notice, rev, event: { ...notice.event, count } });
  };
  const members = (state: State) => state.rooms.a?.room.members;
  let state = start(joins(8, 1), joins(9, 4));
  assertEquals(members(state), 6);
  state = reduce(state, line(noticeOf(9, "removed", { room: "a", rev: 10, people: ["cy"] })));
  assertEquals(members(state), 5);
  assertEquals(members(reduce(state, joins(9, 4))), 5);
});

Deno.test("one's own account changes everywhere at once", () => {
  const account = { ...ANA, name: "Ana P.", role: "admin" as const };
  const { session } = start(line({ type: "account", account }));
  assertEquals(session, { kind: "open", account });
});

Deno.test("who has to sign in first goes on to the room that was wanted", () => {
  const signIn: Action = { type: "went", route: { kind: "signin", secret: undefined } };
  const signUp: Action = { type: "went", route: { kind: "signup", secret: undefined } };
  const none: Action = { type: "signedOut", reason: undefined };
  let state = [none, at("a"), signIn, signUp].reduce(reduce, initial({ kind: "home" }, 0));
  assertEquals(state.wanted, "a");
  state = reduce(state, { type: "signedIn", account: ANA, drafts: {} });
  assertEquals(state.wanted, "a");
  assertEquals(reduce(state, at("a")).wanted, undefined);
});

Deno.test("signing out keeps nothing of the account but the address", () => {
  const state = reduce(start(), { type: "signedOut", reason: "signed_out" });
  assertEquals(state, {
    ...initial({ kind: "room", id: "a" }, 0),
    session: { kind: "none", reason: "signed_out" },
  });
});
