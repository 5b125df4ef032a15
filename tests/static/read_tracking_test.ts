import { startReportingRead } from "../../static/src/effects/report_read.ts";
import type { Message } from "../../lib/protocol/model.ts";
import { isNewThread } from "../../static/src/state/selectors.ts";
import { initialState, type JoinedRoom } from "../../static/src/state/state.ts";
import { createStore, type StateStore } from "../../static/src/state/store.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

/** Ana at the newest message of a room, and what the server is told. */
function opened(): { store: StateStore; told: string[] } {
  const store = createStore(initialState({ kind: "room", id: "r" }, 0));
  const told: string[] = [];
  startReportingRead(
    store,
    (...read) => told.push(read.filter((part) => part !== undefined).join(" ")),
  );
  const room = roomOf("r", { seq: 1, rev: 1, read: 1 });
  store.dispatch({ type: "signedIn", account: ANA, drafts: {} });
  store.dispatch({ type: "link", link: { kind: "online", account: ANA, rooms: [room] } });
  const joined = { type: "joined", room, rev: 1, online: 1, reset: true, more: false } as const;
  store.dispatch({ type: "line", line: { ...joined, messages: [messageOf(1)] } });
  store.dispatch({ type: "following", following: true });
  return { store, told };
}

const say = (store: StateStore, seq: number, over: Partial<Message> = {}) =>
  store.dispatch({ type: "line", line: messageOf(seq, seq, over) });

Deno.test("the server is told of what was read when one looks away, and once", () => {
  const { store, told } = opened();
  say(store, 2);
  say(store, 3);
  assertEquals(told, [], "others may follow in the same second");
  store.dispatch({ type: "visible", visible: false });
  store.dispatch({ type: "visible", visible: true });
  store.dispatch({ type: "visible", visible: false });
  assertEquals(told, ["r 3"]);
  say(store, 4);
  store.dispatch({ type: "went", route: { kind: "people" } });
  assertEquals(told, ["r 3"], "nobody saw it");
});

Deno.test("what the server was not told for want of a connection, it is told afterwards", () => {
  const { store, told } = opened();
  const rooms = [roomOf("r", { seq: 2, rev: 2, read: 1 })];
  store.dispatch({ type: "link", link: { kind: "offline", retryAt: 0, attempt: 1 } });
  say(store, 2);
  store.dispatch({ type: "visible", visible: false });
  assertEquals(told, []);
  store.dispatch({ type: "link", link: { kind: "online", account: ANA, rooms } });
  assertEquals(told, ["r 2"]);
});

Deno.test("who goes to the newest before the room is loaded begins there, whatever is unread", () => {
  const begin = (passes: boolean) => {
    const store = createStore(initialState({ kind: "room", id: "r" }, 0));
    const room = roomOf("r", { seq: 90, rev: 90, read: 1, unread: 89 });
    store.dispatch({ type: "signedIn", account: ANA, drafts: {} });
    store.dispatch({ type: "link", link: { kind: "online", account: ANA, rooms: [room] } });
    if (passes) store.dispatch({ type: "newest", room: "r" });
    const joined = { type: "joined", room, rev: 90, online: 1, reset: true, more: true } as const;
    store.dispatch({ type: "line", line: { ...joined, messages: [messageOf(90)] } });
    const { scrollTarget, visitedNewest, unread } = store.state.rooms.r!;
    return [scrollTarget?.seq, visitedNewest, unread?.after];
  };
  assertEquals(begin(false), [2, false, 1]);
  assertEquals(begin(true), [undefined, true, 1]);
});

Deno.test("a room opens where reading stopped even if the newest page comes late", () => {
  const store = createStore(initialState({ kind: "room", id: "r" }, 0));
  const joined = (newest: number, ...messages: Message[]) =>
    store.dispatch({
      type: "line",
      line: {
        type: "joined",
        room: roomOf("r", { seq: newest, rev: newest, read: 1, unread: newest - 1 }),
        rev: newest,
        online: 1,
        reset: true,
        more: newest > 2,
        messages,
      },
    });
  store.dispatch({ type: "signedIn", account: ANA, drafts: {} });
  joined(2, messageOf(1), messageOf(2));
  assertEquals(store.state.rooms.r?.scrollTarget, undefined, "it is among what is shown");
  joined(90, messageOf(90));
  assertEquals(store.state.rooms.r?.scrollTarget, { kind: "unread", seq: 2 });
});

Deno.test("a room that is shown stays where it is when it is joined anew", () => {
  const { store } = opened();
  const room = roomOf("r", { seq: 90, rev: 90, read: 1, unread: 89 });
  const joined = { type: "joined", room, rev: 90, online: 1, reset: true, more: true } as const;
  store.dispatch({ type: "line", line: { ...joined, messages: [messageOf(90)] } });
  assertEquals(store.state.rooms.r?.scrollTarget, undefined);
});

Deno.test("a thread is read when its newest reply is in sight", () => {
  const { store, told } = opened();
  store.dispatch({ type: "threads", room: "r", read: {}, followed: {} });
  store.dispatch({ type: "went", route: { kind: "room", id: "r", thread: 1 } });
  const page = { root: messageOf(1), messages: [], more: false, rev: 1 };
  store.dispatch({ type: "thread", room: "r", page });
  store.dispatch({ type: "threadFollowing", following: true });
  say(store, 2, { thread: 1 });
  store.dispatch({ type: "visible", visible: false });
  assertEquals(told.sort(), ["r 2", "r 2 1"]);
});

Deno.test("a thread is new for who began it, replied or was called, and for nobody else", () => {
  const people = [{ id: "bo", name: "Bo" }];
  const replies = { count: 1, last: new Date(0).toISOString(), seq: 9, people };
  const own = (read: Record<number, number>, followed: Record<number, true>) =>
    ({ room: roomOf("r"), threads: { read, followed } }) as unknown as JoinedRoom;
  const isNew = (room: JoinedRoom, over: Partial<Message> = {}) =>
    isNewThread(room, messageOf(3, 3, { userId: "cy", replies, ...over }), "ana");
  assert(isNew(own({}, { 3: true })));
  assert(isNew(own({ 3: 8 }, {}), { userId: "ana" }));
  assert(!isNew(own({}, {})), "others are not told");
  assert(!isNew(own({ 3: 9 }, { 3: true })), "it was read");
  const mine = { ...replies, people: [{ id: "ana", name: "Ana" }] };
  assert(!isNew(own({}, { 3: true }), { replies: mine }), "the last word is one's own");
  assert(!isNew({ room: roomOf("r") } as JoinedRoom), "nothing is known yet");
});
