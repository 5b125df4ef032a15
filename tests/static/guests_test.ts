import type { Message } from "../../lib/protocol/model.ts";
import type { Child } from "../../static/src/vdom/h.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { findMessage } from "../../static/src/state/reactions.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { buildTimeline, timelineItems } from "../../static/src/state/timeline.ts";
import { messageView } from "../../static/src/state/message_view.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { loadLanguage } from "../../static/src/i18n/language.ts";
import { secondaryTexts } from "../../static/src/i18n/secondary.ts";
import { t } from "../../static/src/i18n/index.ts";
import { nameWithGuestMark, roomLabel } from "../../static/src/i18n/format/formatters.ts";
import type { Actions } from "../../static/src/actions/types.ts";
import { messageRow } from "../../static/src/views/room/message/message.ts";
import { roomTitle } from "../../static/src/views/ui/buttons.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA, messageOf, roomOf } from "./server_model.ts";

const GUS = { id: "gus", name: "Gus", guest: true } as const;
const acts = {} as Actions;

function start(...messages: Message[]): State {
  const room = roomOf("r", { role: "member" });
  return [
    { type: "signedIn", account: ANA, drafts: {} } as StateChange,
    { type: "line", line: { type: "room", room } } as StateChange,
    {
      type: "line",
      line: {
        type: "joined",
        room,
        rev: messages.length,
        online: 1,
        reset: true,
        more: false,
        messages,
      },
    } as StateChange,
  ].reduce(reduce, initialState({ kind: "room", id: "r" }, 0, 0));
}

/** What is read of a message, with the tags in brackets. */
function readOf(state: State, seq: number, head = true): string {
  const { own, said } = findMessage(state, { room: "r", seq })!;
  return textOf(messageRow(said, messageView(state, own, said, head), acts));
}

function textOf(child: Child): string {
  if (typeof child === "string") return child;
  if (child.tag === "time" || child.props["aria-hidden"]) return "";
  const text = child.children.map(textOf).join("");
  return child.props.class === "tag" ? `[${text}]` : text;
}

const byGus = (seq: number, over: Partial<Message> = {}) =>
  messageOf(seq, seq, { userId: "gus", name: "Gus", guest: true, content: "hi", ...over });
const byBo = (seq: number, over: Partial<Message> = {}) =>
  messageOf(seq, seq, { userId: "bo", name: "Bo", content: "hi", ...over });

Deno.test("the heading of a message marks a guest, and nobody else", () => {
  const state = start(byGus(1), byBo(2));
  assertEquals([readOf(state, 1), readOf(state, 2)], ["Gus[Guest]hi", "Bohi"]);
  assertEquals(readOf(state, 1, false), "Gus (guest): hi");
});

Deno.test("quotes and mentions mark a guest", () => {
  const reply = { seq: 1, userId: "gus", name: "Gus", guest: true, content: "hi" } as const;
  const mention = { content: "so @Gus and @Bo", mentions: ["gus", "bo"] };
  const state = start(byGus(1), byBo(2, { reply }), byBo(3, mention));
  assertEquals(readOf(state, 2), "Gus[Guest]hiBohi");
  assertEquals(readOf(state, 3), "Boso @Gus [Guest] and @Bo");
});

Deno.test("who has signed up begins a heading of their own, without the mark", () => {
  const state = start(
    byGus(1),
    byGus(2),
    byGus(3, { guest: undefined }),
    byBo(4, {
      content: "@Gus",
      mentions: ["gus"],
    }),
  );
  const eyes = { me: ANA, blocked: [], revealed: {} };
  const made = timelineItems(state.rooms.r!, [], eyes).filter((row) => row.kind === "message");
  assertEquals(made.map(({ isFirstOfGroup }) => isFirstOfGroup), [true, false, true, true]);
  assertEquals(readOf(state, 3), "Gushi");
  assertEquals(readOf(state, 4), "Bo@Gus");
});

Deno.test("what a guest has sent and the server does not have yet is marked already", () => {
  const pending = { id: "x", room: "r", content: "yes", at: 0 };
  const waiting = (me: typeof ANA) => {
    const eyes = { me, blocked: [], revealed: {} };
    const last = timelineItems(start(byBo(1)).rooms.r!, [pending], eyes).at(-1);
    return last?.kind === "message" ? last.message.guest : undefined;
  };
  const { username: _, ...guest } = ANA;
  assertEquals(waiting(guest), true);
  assertEquals(waiting({ ...guest, username: "ana" }), undefined);
});

Deno.test("sentences mark guests in both languages", async () => {
  const event = { kind: "removed" as const, people: [GUS], count: 1 };
  const line = { id: "1", at: "", actor: "bo", actorName: "Bo", action: "disabled" } as const;
  const all = () => [
    t.told(event, { id: "bo", name: "Bo" }, "ana"),
    t.told({ ...event, kind: "joined" }, GUS, "ana"),
    t.told({ ...event, kind: "joined" }, GUS, "gus"),
    t.composer.writing([GUS, { name: "Bo" }].map(nameWithGuestMark)),
  ];
  assertEquals(all(), [
    "Bo removed Gus (guest)",
    "Gus (guest) joined",
    "You joined",
    "Gus (guest) and Bo are writing",
  ]);
  assertEquals(
    secondaryTexts.audited({ ...line, targetName: "Gus", targetGuest: true }),
    "Bo disabled Gus (guest)",
  );
  await loadLanguage("de");
  try {
    assertEquals(all()[0], "Bo hat Gus (Gast) entfernt");
    assertEquals(all()[3], "Gus (Gast) und Bo schreiben");
  } finally {
    await loadLanguage("en");
  }
});

Deno.test("a notice in the log names guests with their mark", () => {
  const notice = {
    ...byGus(1),
    type: "system",
    event: { kind: "created", people: [GUS], count: 1 },
  } as Message;
  const [, row] = buildTimeline([notice], undefined, {
    me: ANA,
    blocked: [],
    revealed: {},
  });
  assert(row?.kind === "notice");
  const [{ event, by }] = row.notices as [typeof row.notices[number]];
  assertEquals(t.told(event, by, "ana"), "Gus (guest) created the room");
});

Deno.test("a direct room is called with the mark of a guest, beside the name where one is alone", () => {
  const presence = "online" as const;
  const bo = { id: "bo", name: "Bo", presence };
  const alone = roomOf("d", { name: "", kind: "direct", people: [{ ...GUS, presence }] });
  const several = { ...alone, people: [bo, { ...GUS, presence }] };
  assertEquals([roomLabel(alone), roomLabel(several)], ["Gus (guest)", "Bo, Gus (guest)"]);
  const [name, mark] = roomTitle(alone);
  assertEquals([name, mark && textOf(mark)], ["Gus", "[Guest]"]);
  assertEquals(roomTitle(several), ["Bo, Gus (guest)", false]);
  assertEquals(roomTitle({ ...alone, people: [bo] }), ["Bo", false]);
});
