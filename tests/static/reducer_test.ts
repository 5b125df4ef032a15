import type { Message, Room } from "../../lib/protocol/model.ts";
import type { ServerEvent } from "../../lib/protocol/server_events.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import {
  countUnread,
  directRooms,
  isReady,
  openRoom,
  totalUnread,
  unreadCounts,
} from "../../static/src/state/selectors.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { assertEquals, assertStrictEquals } from "../helpers/assert.ts";
import { ANA, messageOf, noticeOf, roomOf } from "./server_model.ts";

const joined = (id: string, seqs: number[], over: Partial<Room> = {}): ServerEvent => ({
  type: "joined",
  room: roomOf(id, { rev: seqs.at(-1) ?? 0, ...over }),
  rev: seqs.at(-1) ?? 0,
  online: 1,
  reset: true,
  more: (seqs[0] ?? 1) > 1,
  messages: seqs.map((seq) => messageOf(seq, seq, { room: id })),
});
const line = (line: ServerEvent): StateChange => ({ type: "line", line });
const said = (id: string, seq: number, userId = "bo"): StateChange =>
  line(messageOf(seq, seq, { room: id, userId }));
const follow: StateChange = { type: "following", following: true };
const page = (from: number, to: number, room = "a", rev = 7, around?: number): StateChange => {
  const messages = Array.from(
    { length: to - from + 1 },
    (_, index) => messageOf(from + index, from + index, { room }),
  );
  return { type: "page", room, page: { messages, rev, around } };
};
const at = (id: string): StateChange => ({ type: "went", route: { kind: "room", id } });

/** Ana is in two rooms, and looks at the first. */
function start(...actions: StateChange[]): State {
  return [
    { type: "signedIn", account: ANA, drafts: {} },
    { type: "rooms", rooms: [roomOf("a"), roomOf("b"), roomOf("c", { role: undefined as never })] },
    line(joined("a", [7], { seq: 7, read: 7 })),
    line(joined("b", [3], { seq: 3, read: 3 })),
    at("a"),
    page(1, 6),
    follow,
    ...actions,
  ].reduce(
    (state, action) => reduce(state, action as StateChange),
    initialState({ kind: "home" }, 0),
  );
}

const unread = (state: State, id: string) => countUnread(state.rooms[id]!, state);

Deno.test("what arrives in the open room is read, and elsewhere it is counted", () => {
  const state = start(said("a", 8), said("b", 4), said("b", 5));
  assertEquals([unread(state, "a"), unread(state, "b"), totalUnread(state)], [0, 2, 2]);
});

Deno.test("one's own messages, notices, tombstones and those of blocked people are never unread", () => {
  const blocked: StateChange[] = [
    { type: "listAsked", list: "blocked", subject: "", query: "" },
    {
      type: "listed",
      list: "blocked",
      subject: "",
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
  assertEquals(unread(state, "b"), 2, "nothing of it was in sight yet");
  state = reduce(state, page(1, 2, "b"));
  state = reduce(state, follow);
  assertEquals([unread(state, "b"), openRoom(state)?.read], [0, 5]);
  state = reduce(state, said("b", 6));
  assertEquals(openRoom(state)?.unread, { after: 3, count: 2 });
  state = reduce(reduce(state, at("a")), at("b"));
  assertEquals(openRoom(state)?.unread, undefined);
});

Deno.test("going to the room where one is keeps one's place in it", () => {
  const before = start(said("b", 4), at("b"), { type: "following", following: false });
  const state = reduce(before, at("b"));
  assertEquals([state.atNewest, openRoom(state)?.unread?.count], [false, 1]);
});

Deno.test("nothing is read while the page is out of sight, or one reads what is older", () => {
  let state = start({ type: "visible", visible: false }, said("a", 8));
  assertEquals(unread(state, "a"), 1);
  state = reduce(state, { type: "visible", visible: true });
  assertEquals([unread(state, "a"), openRoom(state)?.unread?.count], [0, 1]);
  state = start({ type: "following", following: false }, said("a", 8));
  assertEquals(unread(state, "a"), 1);
  assertEquals(unread(reduce(state, follow), "a"), 0);
});

Deno.test("what lies before the messages that are held is counted by the server", () => {
  const waits = { seq: 50, rev: 50, read: 10, unread: 30, mentions: 2 };
  const news = (state: State) => unreadCounts(state.rooms.b!, state);
  let state = start(line(joined("b", [50], waits)));
  assertEquals(news(state), { unread: 30, mentions: 2 });
  state = reduce(state, line(messageOf(51, 51, { room: "b", mentions: ["ana"] })));
  assertEquals(news(state), { unread: 31, mentions: 3 });
  state = reduce(state, {
    type: "line",
    line: { type: "read", room: "b", seq: 51, unread: 0, mentions: 0 },
  });
  assertEquals(news(state), { unread: 0, mentions: 0 });
});

Deno.test("mentions are by name or for all, also in threads that one has not read", () => {
  const mention = (seq: number, mentions: string[], over: Partial<Message> = {}) =>
    line(messageOf(seq, seq, { room: "b", mentions, ...over }));
  let state = start(
    mention(4, ["ana"]),
    mention(5, ["here"]),
    mention(6, ["cy"]),
    mention(7, ["ana"], { userId: "ana" }),
    mention(8, ["ana"], { thread: 2 }),
  );
  assertEquals(unreadCounts(state.rooms.b!, state), { unread: 3, mentions: 3 });
  const read = { type: "read", room: "b", seq: 8, thread: 2, unread: 3, mentions: 3 } as const;
  state = reduce(state, { type: "threads", room: "b", read: {}, followed: {} });
  state = reduce(state, line(read));
  assertEquals(unreadCounts(state.rooms.b!, state), { unread: 3, mentions: 2 });
});

Deno.test("a room whose unread messages are far back is shown when they are there", () => {
  const waits = { seq: 300, rev: 300, read: 10, unread: 250 };
  let state = start(line(joined("b", [300], waits)), at("b"));
  assertEquals([isReady(openRoom(state)!), openRoom(state)?.scrollTarget?.seq], [false, 11]);
  state = reduce(state, { ...page(1, 60, "b", 300, 11) });
  assertEquals([isReady(openRoom(state)!), openRoom(state)?.scrollTarget], [true, undefined]);
  assertEquals(openRoom(state)?.unread, { after: 10, count: 250 });
  state = reduce(state, follow);
  assertEquals(openRoom(state)?.read, 10, "the newest is not in sight");
  state = reduce(reduce(state, { type: "newest", room: "b" }), page(280, 299, "b", 300));
  assertEquals(openRoom(state)?.read, 300);
});

Deno.test("a link brings its message into sight, every time that it is followed", () => {
  const link: StateChange = { type: "went", route: { kind: "room", id: "a", at: 3 } };
  let state = start(link);
  assertEquals(openRoom(state)?.scrollTarget, { kind: "link", seq: 3 });
  state = reduce(state, { type: "landed", room: "a" });
  assertEquals(openRoom(reduce(state, said("a", 8)))?.scrollTarget, undefined);
  state = reduce(state, { ...link, route: { ...link.route } });
  assertEquals(openRoom(state)?.scrollTarget, { kind: "link", seq: 3 });
});

Deno.test("a link that could not be followed hides nothing, and is followed on return", () => {
  const messages = Array.from({ length: 30 }, (_, at) => 71 + at);
  const far = { kind: "room", id: "b", at: 9 } as const;
  const link: StateChange = { type: "went", route: far };
  const failed: StateChange = { type: "pageFailed", room: "b" };
  let state = start(line(joined("b", messages, { seq: 100, read: 100 })), link);
  const look = () => [
    isReady(openRoom(state)!),
    openRoom(state)?.pageStatus,
    openRoom(state)?.scrollTarget?.seq,
  ];
  assertEquals(look(), [false, "idle", 9]);
  state = reduce(state, failed);
  assertEquals(look(), [true, "failed", 9]);
  const again = reduce(state, { ...link, route: { ...far } });
  assertEquals(openRoom(again)?.pageStatus, "idle", "who follows it again tries it again");
  const rooms = [openRoom(state)!.room];
  const back: StateChange = { type: "link", link: { kind: "online", account: ANA, rooms } };
  state = reduce(state, back);
  assertEquals(look(), [false, "idle", 9]);
  state = [failed, at("a"), at("b"), back].reduce(reduce, state);
  assertEquals(look(), [true, "idle", undefined], "who has gone on does not come back to it");
});

Deno.test("a room is ready when its first screen is loaded, or there is no more", () => {
  let state = start(at("b"));
  assertEquals(isReady(openRoom(state)!), false);
  state = reduce(state, page(1, 2, "b"));
  assertEquals(isReady(openRoom(state)!), true);
});

Deno.test("a page from before a change that was let go is asked for again", () => {
  const edit: StateChange = line(messageOf(1, 9, { room: "b", content: "new" }));
  let state = start({ type: "pageAsked", room: "b" }, edit);
  state = reduce(state, page(1, 2, "b", 8));
  assertEquals(state.rooms.b?.window?.messages.length, 1);
  assertEquals(state.rooms.b?.pageStatus, "idle");
  state = reduce(state, page(1, 2, "b", 9));
  assertEquals(state.rooms.b?.window?.messages.length, 3);
});

Deno.test("a welcome tells which rooms one is in; what is held of them stays", () => {
  const before = start();
  const rooms = [roomOf("a"), roomOf("c")];
  const state = reduce(before, { type: "link", link: { kind: "online", account: ANA, rooms } });
  assertEquals(Object.keys(state.rooms), ["a", "c"]);
  assertEquals(state.joinableRooms, []);
  assertStrictEquals(state.rooms.a?.window, before.rooms.a?.window);
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

Deno.test("a room that is new is one's own, and a direct one shows when somebody wrote in it", () => {
  const people = [{ id: "bo", name: "Bo", presence: "away" as const }];
  const direct = roomOf("d", { kind: "direct", name: "", people, seq: 1, rev: 1, read: 0 });
  let state = start(
    line({ type: "room", room: direct }),
    line({ type: "room", room: roomOf("c") }),
    line({ type: "room", room: roomOf("x", { role: undefined as never }) }),
  );
  assertEquals(Object.keys(state.rooms).sort(), ["a", "b", "c", "d"]);
  assertEquals([state.joinableRooms, state.presence.bo], [[], { presence: "away" }]);
  assertEquals(directRooms(state), [], "nobody has written in it yet");
  const log = [noticeOf(1, "created", { room: "d" }), messageOf(2, 2, { room: "d" })];
  state = reduce(
    state,
    line({ ...joined("d", []), room: { ...direct, rev: 2 }, messages: log } as ServerEvent),
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
  const signIn: StateChange = { type: "went", route: { kind: "signin", secret: undefined } };
  const signUp: StateChange = { type: "went", route: { kind: "signup", secret: undefined } };
  const none: StateChange = { type: "signedOut", reason: undefined };
  let state = [none, at("a"), signIn, signUp].reduce(reduce, initialState({ kind: "home" }, 0));
  assertEquals(state.returnTo, "a");
  state = reduce(state, { type: "signedIn", account: ANA, drafts: {} });
  assertEquals(state.returnTo, "a");
  assertEquals(reduce(state, at("a")).returnTo, undefined);
});

Deno.test("signing out keeps nothing of the account but the address", () => {
  const state = reduce(start(), { type: "signedOut", reason: "signed_out" });
  assertEquals(state, {
    ...initialState({ kind: "room", id: "a" }, 0),
    session: { kind: "none", reason: "signed_out" },
  });
});

Deno.test("with a welcome that names only some rooms, the others stay until all are known", () => {
  const online = (rooms: Room[], more?: true) => ({
    type: "link" as const,
    link: { kind: "online" as const, account: ANA, rooms, ...(more && { more }) },
  });
  const held = reduce(
    initialState({ kind: "home" }, 0),
    online([roomOf("a"), roomOf("b"), roomOf("c")]),
  );
  const some = reduce(held, online([roomOf("a", { unread: 2 })], true));
  assertEquals(Object.keys(some.rooms), ["a", "b", "c"]);
  assertEquals(some.rooms.a!.room.unread, 2);
  const all = reduce(some, { type: "ownRooms", rooms: [roomOf("a"), roomOf("d", { unread: 3 })] });
  assertEquals(Object.keys(all.rooms), ["a", "d"]);
  assertEquals(all.rooms.d!.room.unread, 3);
  assertEquals(Object.keys(reduce(some, online([roomOf("b")])).rooms), ["b"]);
});

Deno.test("an admin turns to another tab", () => {
  const state = reduce(initialState({ kind: "admin" }, 0), { type: "show", adminTab: "audit" });
  assertEquals(state.adminTab, "audit");
});
