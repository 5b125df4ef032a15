import type { PendingMessage } from "../../lib/client/types.ts";
import type { Message, NoticeEvent } from "../../lib/protocol/model.ts";
import { type TimelineItem, timelineItems, type Viewer } from "../../static/src/state/timeline.ts";
import type { JoinedRoom } from "../../static/src/state/state.ts";
import { noticeSentence } from "../../static/src/i18n/en/notices.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

const eyes: Viewer = { me: { ...ANA, name: "ana" }, blocked: [], revealed: {} };

/** Rows of messages by author and minute, as in `bo@3`, `bo:joined@3` or `bo-@3` for a tombstone. */
function made(
  log: string[],
  over: Partial<JoinedRoom> = {},
  outbox: PendingMessage[] = [],
  seen: Partial<Viewer> = {},
): readonly TimelineItem[] {
  const messages = log.map((text, index): Message => {
    const [who = "", minute = ""] = text.split("@");
    const [userId = "", kind] = who.replace("-", "").split(":");
    const timestamp = new Date(2026, 2, 2, 9, Number(minute)).toISOString();
    const base = messageOf(index + 1, index + 1, { userId, name: userId, timestamp });
    if (who.endsWith("-")) return { ...base, content: "", deleted: true };
    if (!kind) return base;
    const event = { kind: kind as "joined", people: [{ id: userId, name: userId }], count: 1 };
    return { ...base, type: "system", event };
  });
  const own = {
    room: roomOf("r"),
    window: { messages, hasOlder: false, missedRev: 0 },
    unread: undefined,
    ...over,
  } as JoinedRoom;
  return timelineItems(own, outbox, { ...eyes, ...seen });
}

const heads = (list: readonly TimelineItem[]) =>
  list.flatMap((row) => row.kind === "message" ? [row.isFirstOfGroup] : []);
const kinds = (list: readonly TimelineItem[]) => list.map(({ kind }) => kind);
const say = (row: TimelineItem | undefined, me = "ana") =>
  row?.kind === "notice" ? row.notices.map(({ event, by }) => noticeSentence(event, by, me)) : [];

Deno.test("messages of one author within five minutes form a group", () => {
  assertEquals(heads(made(["bo@0", "bo@5", "bo@9", "bo@15", "cy@15", "bo@16"])), [
    true,
    false,
    false,
    true,
    true,
    true,
  ]);
});

Deno.test("a day begins with a rule, and a group does not go across it", () => {
  const list = made(["bo@0", `bo@${15 * 60 - 1}`, `bo@${15 * 60 + 1}`]);
  assertEquals(kinds(list), ["day", "message", "message", "day", "message"]);
  assertEquals(heads(list), [true, true, true]);
});

Deno.test("a clock that goes back does not make a day twice", () => {
  const list = made([`bo@${15 * 60 + 1}`, `bo@${15 * 60 - 1}`, `bo@${15 * 60 + 2}`]);
  assertEquals(kinds(list), ["day", "message", "message", "message"]);
});

Deno.test("notices in a row fold into one that names each person once", () => {
  const [, notice] = made(["bo:joined@0", "cy:joined@1", "bo:joined@2", "cy:left@3"]);
  assertEquals(say(notice), ["bo and cy joined", "cy left"]);
  assertEquals(say(notice, "cy"), ["bo and you joined", "You left"]);
});

Deno.test("what was folded by the server is counted on", () => {
  const people = ["bo", "cy", "di"].map((id) => ({ id, name: id }));
  const event: NoticeEvent = { kind: "joined", people, count: 9 };
  const messages = [
    { ...messageOf(1), type: "system", event } as Message,
    {
      ...messageOf(2),
      type: "system",
      event: { kind: "joined", people: [{ id: "cy", name: "cy" }], count: 1 },
    } as Message,
  ];
  const [, notice] = made([], { window: { messages, hasOlder: false, missedRev: 0 } });
  assertEquals(say(notice), ["bo, cy and 7 others joined"]);
});

Deno.test("notices say who did what to whom, and call the reader you", () => {
  const event = (kind: NoticeEvent["kind"], value?: string | number): NoticeEvent => ({
    kind,
    people: [{ id: "bo", name: "Bo" }],
    count: 1,
    ...(value === undefined ? {} : { value }),
  });
  const ana = { id: "ana", name: "Ana" };
  const said = {
    "Ana removed Bo": noticeSentence(event("removed"), ana, "cy"),
    "You removed Bo": noticeSentence(event("removed"), ana, "ana"),
    "Ana removed you": noticeSentence(event("removed"), ana, "bo"),
    "Ana muted Bo for 1 hour": noticeSentence(event("muted", 60), ana, "cy"),
    "Ana set slow mode: one message every 30 seconds": noticeSentence(
      event("slowed", 30),
      ana,
      "cy",
    ),
    "Ana ended slow mode": noticeSentence(event("slowed", 0), ana, "cy"),
    "Ana removed the topic": noticeSentence(event("topic", ""), ana, "cy"),
    "Ana named the room “Atelier”": noticeSentence(event("renamed", "Atelier"), ana, "cy"),
  };
  for (const [wanted, words] of Object.entries(said)) assertEquals(words, wanted);
});

Deno.test("messages that were taken back are one quiet line, which ends a group", () => {
  const list = made(["bo@0", "bo-@1", "cy-@1", "bo@2"]);
  assertEquals(kinds(list), ["day", "message", "gone", "message"]);
  assertEquals([list[2]?.kind === "gone" && list[2].count, ...heads(list)], [2, true, true]);
});

Deno.test("messages of blocked people are one quiet line, until one wants to see them", () => {
  const blocked = [{ id: "bo", name: "Bo" }];
  const list = made(["cy@0", "bo@1", "bo@2", "cy@2"], {}, [], { blocked });
  assertEquals(kinds(list), ["day", "message", "hidden", "message"]);
  const keys = list[2]?.kind === "hidden" ? list[2].keys : [];
  assertEquals(keys, ["bo/m2", "bo/m3"]);
  const revealed = Object.fromEntries(keys.map((key) => [key, true as const]));
  const shown = made(["cy@0", "bo@1", "bo@2", "cy@2"], {}, [], { blocked, revealed });
  assertEquals(kinds(shown), ["day", "message", "message", "message", "message"]);
});

Deno.test("how a direct room came about is no news", () => {
  const room = roomOf("r", { kind: "direct", people: [] });
  assertEquals(kinds(made(["bo:created@0", "bo@1"], { room })), ["day", "message"]);
});

Deno.test("the unread line stands before the first message of others that is new", () => {
  const list = made(["bo@0", "cy:joined@1", "ana@1", "bo@2", "bo@3"], {
    unread: { after: 1, count: 2 },
  });
  assertEquals(kinds(list), [
    "day",
    "message",
    "notice",
    "message",
    "unread",
    "message",
    "message",
  ]);
});

Deno.test("there is no unread line where what is new begins before what is held", () => {
  const held = { messages: [messageOf(5, 5), messageOf(6, 6)], hasOlder: true, missedRev: 0 };
  const hasLine = (after: number) =>
    kinds(made([], { window: held, unread: { after, count: 2 } })).includes("unread");
  assertEquals([hasLine(3), hasLine(4)], [false, true]);
});

Deno.test("what waits stands last, and gives way to the same message when the server has it", () => {
  const pending = (id: string): PendingMessage => ({
    id,
    room: "r",
    content: "hello",
    at: new Date(2026, 2, 2, 9, 3).getTime(),
  });
  const list = made(["ana@1"], {}, [pending("m1"), pending("m2"), { ...pending("m3"), room: "s" }]);
  assertEquals(list.map(({ key }) => key).slice(1), ["ana/m1", "ana/m2"]);
  assertEquals(heads(list), [true, false]);
});

Deno.test("a new line costs the same in a long room as in a short one", () => {
  let looks = 0;
  const counted = (seq: number): Message => {
    const timestamp = new Date(2026, 2, 2, 9, 0, seq).toISOString();
    return Object.defineProperty(messageOf(seq), "timestamp", { get: () => (looks++, timestamp) });
  };
  const costs = [100, 100_000].map((length) => {
    let messages = Array.from({ length }, (_, at) => counted(at + 1));
    const draw = () => {
      const log = { messages, hasOlder: false, missedRev: 0 };
      return made([], { room: roomOf(`r${length}`), window: log });
    };
    const before = draw();
    looks = 0;
    for (let line = 1; line <= 100; line++) {
      messages = [...messages, counted(length + line)];
      draw();
    }
    const after = draw();
    assertEquals(after.length - before.length, 100);
    assertEquals(after[5], before[5]);
    return looks;
  });
  assert(costs[1]! <= costs[0]! * 2, `${costs[1]} looks instead of ${costs[0]}`);
});

Deno.test("rows made line by line are those made at once", () => {
  const kinds = ["bo", "bo", "cy", "bo:joined", "cy:left", "bo-", "cy-", "ana"];
  const log = Array.from({ length: 300 }, (_, at) => `${kinds[(at * at + 3 * at) % 8]}@${at}`);
  let last: readonly TimelineItem[] = [];
  for (let length = 1; length <= log.length; length++) last = made(log.slice(0, length));
  const others = made([...log, "cy@301"], { room: roomOf("other") });
  assertEquals(made(log), last);
  assertEquals(others.slice(0, last.length), last);
});

Deno.test("what is said in a thread stands there, and its root tells of it", () => {
  const replies = { count: 1, last: new Date(0).toISOString(), seq: 2, people: [] };
  const messages = [
    messageOf(1, 3, { replies }),
    messageOf(2, 2, { thread: 1 }),
    messageOf(3, 4),
  ];
  const list = made([], { window: { messages, hasOlder: false, missedRev: 0 } });
  assertEquals(kinds(list), ["day", "message", "replies", "message"]);
  assertEquals(heads(list), [true, false]);
});
