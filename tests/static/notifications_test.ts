import type { Message, Room } from "../../lib/protocol/model.ts";
import type { ServerEvent } from "../../lib/protocol/server_events.ts";
import { excerpt } from "../../static/src/notifications/excerpt.ts";
import { createNotifier } from "../../static/src/notifications/notifier.ts";
import type { NotificationContent } from "../../static/src/notifications/notification.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import {
  canAskPermission,
  newMessages,
  shouldNotify,
} from "../../static/src/state/notifications.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { totalMentions, totalUnread } from "../../static/src/state/selectors.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { createStore } from "../../static/src/state/store.ts";
import { secondaryTexts } from "../../static/src/i18n/secondary.ts";
import { addStrings } from "../../static/src/i18n/index.ts";
import { assertEquals } from "../helpers/assert.ts";
import { ANA, messageOf, noticeOf, roomOf } from "./server_model.ts";

addStrings(secondaryTexts);

const line = (line: ServerEvent): StateChange => ({ type: "line", line });
const joined = (room: Room, seq: number): StateChange =>
  line({
    type: "joined",
    room,
    rev: seq,
    online: 1,
    reset: true,
    more: true,
    messages: [messageOf(seq, seq, { room: room.id })],
  });
const blocked = (...ids: string[]): StateChange[] => {
  const asked = { list: "blocked", subject: "", query: "" } as const;
  const items = ids.map((id) => ({ id }));
  return [
    { type: "listAsked", ...asked },
    { type: "listed", ...asked, items, next: undefined, after: undefined },
  ];
};
const at = (id: string, thread?: number): StateChange => ({
  type: "went",
  route: { kind: "room", id, ...(thread === undefined ? {} : { thread }) },
});

/** Ana looks at room "open"; in each of the others she has read up to 3. */
function actions(): StateChange[] {
  const read = { seq: 3, read: 3 };
  const rooms = [
    roomOf("open", read),
    roomOf("all", { ...read, level: "all" }),
    roomOf("some", { ...read, level: "mentions" }),
    roomOf("none", { ...read, level: "none" }),
    roomOf("direct", { ...read, kind: "direct", level: "all", people: [] }),
    roomOf("quiet", { ...read, kind: "direct", level: "none", people: [] }),
  ];
  return [
    { type: "signedIn", account: ANA, drafts: {} },
    ...blocked("cy"),
    { type: "rooms", rooms },
    ...rooms.map((room) => joined(room, 3)),
    at("open"),
  ];
}

const start = (...more: StateChange[]): State =>
  [...actions(), ...more].reduce(reduce, initialState({ kind: "home" }, 0));

Deno.test("isWanted() says of each message whether one wants to be told of it", () => {
  const away: StateChange = { type: "visible", visible: false };
  const call = { mentions: ["ana"] };
  const cases: [string, boolean, Partial<Message>, ...StateChange[]][] = [
    ["every message of a room at all", true, { room: "all" }],
    ["no plain message of a room at mentions", false, { room: "some" }],
    ["a mention by name", true, { room: "some", ...call }],
    ["a mention of all who are here", true, { room: "some", mentions: ["here"] }],
    ["no mention of somebody else", false, { room: "some", mentions: ["bo"] }],
    ["nothing of a room at none", false, { room: "none", ...call }],
    ["what is written to one directly", true, { room: "direct" }],
    ["nothing of a direct room at none", false, { room: "quiet", ...call }],
    ["nothing of the room in sight", false, { room: "open", ...call }],
    ["a mention in the open room of a page out of sight", true, { room: "open", ...call }, away],
    ["a mention in the room that was left", true, { room: "open", ...call }, at("all")],
    ["a mention in a thread that is not open", true, { room: "open", thread: 1, ...call }],
    ["nothing of the thread in sight", false, { room: "open", thread: 1, ...call }, at("open", 1)],
    ["nothing of one's own", false, { room: "all", userId: "ana" }],
    ["nothing of blocked people", false, { room: "direct", userId: "cy" }],
    ["nothing that was taken back", false, { room: "all", deleted: true }],
    ["nothing that was read", false, { room: "all", seq: 3 }],
    ["nothing that was read elsewhere", false, { room: "all" }, {
      type: "room",
      room: roomOf("all", { level: "all", read: 4 }),
    }],
    ["nothing of a room that one is not in", false, { room: "other", ...call }],
    ["nothing once signed out", false, { room: "direct" }, {
      type: "signedOut",
      reason: undefined,
    }],
  ];
  for (const [name, wanted, over, ...more] of cases) {
    assertEquals(shouldNotify(start(...more), messageOf(4, 4, over)), wanted, name);
  }
  assertEquals(shouldNotify(start(), noticeOf(4, "joined", { room: "all" })), false, "no notice");
  const unsure = { ...start(), lists: {} };
  assertEquals(
    shouldNotify(unsure, messageOf(4, 4, { room: "direct" })),
    false,
    "who may be blocked",
  );
});

Deno.test("newsOf() finds what came after, and nothing in what was only changed or seen first", () => {
  const seqs = (line: ServerEvent, newest: number | undefined) =>
    newMessages(line, newest).map((m) => m.seq);
  assertEquals(seqs(messageOf(4), 3), [4]);
  assertEquals(seqs(messageOf(3, 9), 3), []);
  assertEquals(seqs(messageOf(4), undefined), []);
  const resumed = [messageOf(2, 8), messageOf(5, 7), messageOf(4, 6)];
  const joined = { type: "joined", room: roomOf("r"), rev: 8, online: 1, more: false } as const;
  assertEquals(seqs({ ...joined, reset: false, messages: resumed }, 3), [4, 5]);
  assertEquals(seqs({ ...joined, reset: true, messages: resumed }, undefined), []);
});

Deno.test("the title and the badge count what one is meant by, and rooms at none not at all", () => {
  const said = (seq: number, over: Partial<Message>) => line(messageOf(seq, seq, over));
  const state = start(
    said(4, { room: "some" }),
    said(5, { room: "some", mentions: ["ana"] }),
    said(6, { room: "some", mentions: ["ana"], userId: "cy" }),
    said(4, { room: "direct" }),
    said(4, { room: "none", mentions: ["ana"] }),
    said(4, { room: "quiet" }),
  );
  assertEquals([totalMentions(state), totalUnread(state)], [2, 3]);
  const messages = [messageOf(1), messageOf(2)];
  const see = (room: string): StateChange[] => [
    at(room),
    { type: "page", room, page: { messages, rev: 6 } },
    { type: "following", following: true },
  ];
  const read = [...see("some"), ...see("direct")].reduce(reduce, state);
  assertEquals([totalMentions(read), totalUnread(read)], [0, 0]);
});

Deno.test("one is asked about notifications once, when there is something to be told of", () => {
  const online: StateChange = { type: "link", link: { kind: "online", account: ANA, rooms: [] } };
  const on = (over: State["notifications"] | object): State => ({
    ...start(),
    connection: (online as StateChange & { type: "link" }).link,
    notifications: { ...start().notifications, permission: "default", ...over },
  });
  assertEquals(canAskPermission(on({})), true);
  assertEquals(canAskPermission(on({ asked: true })), false);
  for (const permission of ["none", "denied", "granted"]) {
    assertEquals(canAskPermission(on({ permission })), false, permission);
  }
  assertEquals(canAskPermission({ ...on({}), rooms: {} }), false);
  assertEquals(canAskPermission({ ...on({}), connection: { kind: "idle" } }), false);
});

/** A notifier whose time, desk and other tabs are held by the test. */
function notifier({ leads = true, sound = false } = {}) {
  const store = createStore(initialState({ kind: "home" }, 0));
  const lying = new Map<string, NotificationContent>();
  const later: (() => void)[] = [];
  const shown: string[] = [];
  const said: unknown[] = [];
  const channel = {
    postMessage: (seen: unknown) => void said.push(seen),
    onmessage: null as BroadcastChannel["onmessage"],
    close: () => {},
  };
  const drop = (isOver: (note: NotificationContent) => boolean) => {
    for (const [room, note] of lying) if (isOver(note)) lying.delete(room);
    return Promise.resolve();
  };
  let chimes = 0;
  createNotifier({
    store,
    desk: {
      put(note) {
        lying.set(note.room, note);
        shown.push(`${note.title}: ${note.body}`);
        return Promise.resolve();
      },
      clear: (room, seq, thread) =>
        drop((note) =>
          note.room === room && note.seq <= seq && (thread === undefined || note.thread === thread)
        ),
      withdraw: (room, seq) => drop((note) => note.room === room && note.seq === seq),
      sweep: () => drop(() => true),
    },
    chime: () => chimes++,
    lead: () => ({ leads, end: () => {} }),
    channel: () => channel,
    after: (_, run) => void later.push(run),
  });
  const wishes = { notify: true, sound, permission: "granted" } as const;
  for (const action of actions()) store.dispatch(action);
  store.dispatch({ type: "notifications", notifications: wishes });
  store.dispatch({ type: "visible", visible: false });
  return {
    store,
    shown,
    said,
    lying,
    chimes: () => chimes,
    hear: (said: ServerEvent) => store.dispatch(line(said)),
    otherTab: (seen: unknown) =>
      channel.onmessage?.call(undefined as never, { data: seen } as MessageEvent),
    wait: () => later.splice(0).forEach((run) => run()),
  };
}

const toAna = (seq: number, over: Partial<Message> = {}) =>
  messageOf(seq, seq, { room: "direct", name: "Bo", ...over });

Deno.test("a call is told once, and several of a room as the last of them", async () => {
  const { hear, wait, shown, chimes } = notifier({ sound: true });
  hear(toAna(4, { content: "Are you **there**?" }));
  assertEquals(shown, []);
  hear(toAna(5, { content: "It is `urgent`" }));
  hear(messageOf(4, 4, { room: "some", mentions: ["ana"], content: "@Ana look" }));
  wait();
  assertEquals(shown, ["Bo in direct: It is urgent", "Bo in some: @Ana look"]);
  hear(toAna(5, { rev: 9, content: "edited" }));
  wait();
  await Promise.resolve();
  assertEquals([shown.length, chimes()], [2, 2]);
});

Deno.test("what another tab shows or another device reads meanwhile is not told", () => {
  const { hear, wait, shown, otherTab } = notifier();
  hear(toAna(4));
  otherTab({ room: "direct", seq: 4 });
  wait();
  hear(toAna(5));
  hear({ type: "read", room: "direct", seq: 5, unread: 0, mentions: 0 });
  wait();
  hear(toAna(6));
  hear(toAna(6, { rev: 7, deleted: true, content: "" }));
  wait();
  assertEquals(shown, []);
});

Deno.test("of several tabs only the one that leads notifies", () => {
  const { hear, wait, shown } = notifier({ leads: false });
  hear(toAna(4));
  wait();
  assertEquals(shown, []);
});

Deno.test("a notification goes when it is read anywhere, taken back, or one signs out", () => {
  const { hear, wait, lying, otherTab, store, said } = notifier();
  const tell = (seq: number, over: Partial<Message> = {}) => {
    hear(toAna(seq, over));
    wait();
    assertEquals([...lying.keys()], ["direct"]);
  };
  const isGone = () => assertEquals([...lying.keys()], []);
  tell(4);
  hear({ type: "read", room: "direct", seq: 3, unread: 1, mentions: 0 });
  assertEquals(lying.size, 1);
  hear({ type: "read", room: "direct", seq: 4, unread: 0, mentions: 0 });
  isGone();
  tell(5);
  otherTab({ room: "direct", seq: 5 });
  isGone();
  tell(6);
  hear(toAna(6, { rev: 7, deleted: true }));
  isGone();
  tell(7, { thread: 2 });
  hear({ type: "read", room: "direct", seq: 7, thread: 1, unread: 0, mentions: 0 });
  assertEquals(lying.size, 1);
  hear({ type: "read", room: "direct", seq: 7, thread: 2, unread: 0, mentions: 0 });
  isGone();
  tell(8);
  store.dispatch({ type: "visible", visible: true });
  store.dispatch(at("direct"));
  isGone();
  assertEquals(said.at(-1), { room: "direct", seq: 8 });
  store.dispatch({ type: "visible", visible: false });
  tell(9);
  store.dispatch({ type: "signedOut", reason: undefined });
  isGone();
});

Deno.test("the first message of someone who has never written is told", () => {
  const { hear, wait, shown } = notifier();
  const people = [{ id: "bo", name: "Bo", presence: "online" as const }];
  const room = roomOf("new", { kind: "direct", level: "all", people });
  hear({ type: "room", room });
  const messages = [noticeOf(1, "created", { room: "new" }), toAna(2, { room: "new" })];
  hear({ type: "joined", room, rev: 2, online: 2, reset: true, more: false, messages });
  wait();
  assertEquals(shown, ["Bo: message 2"]);
});

Deno.test("nobody is told who did not ask to be", () => {
  const { hear, wait, shown, store } = notifier();
  store.dispatch({ type: "notifications", notifications: { notify: false } });
  hear(toAna(4));
  store.dispatch({
    type: "notifications",
    notifications: { notify: true, permission: "denied" },
  });
  hear(toAna(5));
  wait();
  assertEquals(shown, []);
});

Deno.test("gist() is one short line without marks", () => {
  const cases: [string, string][] = [
    ["plain", "plain"],
    ["**bold** and _it_ ~~gone~~ `code`", "bold and it gone code"],
    ["> quoted\n\n- one\n2. two", "quoted one two"],
    ["```ts\nlet a = 1;\n```", "let a = 1;"],
    ["see [the page](https://a.test/b) ok", "see the page ok"],
    ["snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"],
    ["  a\n\n b ", "a b"],
  ];
  for (const [text, short] of cases) assertEquals(excerpt(text), short);
  assertEquals(excerpt("ab ".repeat(100)).length, 161);
  assertEquals(excerpt("👩‍👩‍👧".repeat(200)), "👩‍👩‍👧".repeat(160) + "…");
});
