import type { Pending } from "../../lib/client/types.ts";
import type { Message } from "../../lib/protocol/lines.ts";
import { type Row, rows } from "../../static/src/state/rows.ts";
import type { OwnRoom } from "../../static/src/state/state.ts";
import { assertEquals } from "../helpers/assert.ts";
import { messageOf } from "./server_model.ts";

const me = { id: "ana", name: "ana" };

/** Rows of messages by author and minute, as in `bo@3`, after 9 o'clock local time. */
function made(log: string[], over: Partial<OwnRoom> = {}, outbox: Pending[] = []): Row[] {
  const messages = log.map((text, index): Message => {
    const [who = "", minute = ""] = text.split("@");
    const [userId = "", event] = who.split(":");
    const timestamp = new Date(2026, 2, 2, 9, Number(minute)).toISOString();
    const notice = event ? { type: "system" as const, event: { kind: event as "joined" } } : {};
    return messageOf(index + 1, index + 1, { userId, name: userId, timestamp, ...notice });
  });
  const own = {
    room: { id: "r" },
    log: { messages, more: false, missed: 0 },
    unread: undefined,
    ...over,
  } as OwnRoom;
  return rows(own, outbox, me);
}

const heads = (list: Row[]) => list.flatMap((row) => row.kind === "message" ? [row.head] : []);
const kinds = (list: Row[]) => list.map(({ kind }) => kind);

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
  assertEquals(notice?.kind === "notice" && notice.told, [
    { event: "joined", names: ["bo", "cy"] },
    { event: "left", names: ["cy"] },
  ]);
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

Deno.test("what waits stands last, and gives way to the same message when the server has it", () => {
  const pending = (id: string): Pending => ({
    id,
    room: "r",
    content: "hello",
    at: new Date(2026, 2, 2, 9, 3).getTime(),
  });
  const list = made(["ana@1"], {}, [pending("m1"), pending("m2"), { ...pending("m3"), room: "s" }]);
  assertEquals(list.map(({ key }) => key).slice(1), ["ana/m1", "ana/m2"]);
  assertEquals(heads(list), [true, false]);
});
