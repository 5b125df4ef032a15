import type { Room } from "../../lib/protocol/model.ts";
import type { ServerEvent } from "../../lib/protocol/server_events.ts";
import { emojiBook } from "../../static/src/emoji/emoji.ts";
import {
  completedEmojiName,
  hasEmojiNames,
  replaceEmojiNames,
} from "../../static/src/emoji/emoji_names.ts";
import { emoji as protocolEmoji } from "../../lib/protocol/text_fields.ts";
import type { StateChange } from "../../static/src/state/state_change.ts";
import { canUseCommand, parseMute } from "../../static/src/state/slash_commands.ts";
import { parseSlashCommand, unescapeSlash } from "../../static/src/state/parse_slash_command.ts";
import { commandSuggestions, personSuggestions } from "../../static/src/state/suggestions.ts";
import { findMentions, mentionableIn } from "../../static/src/state/mentions.ts";
import { reduce } from "../../static/src/state/reducer.ts";
import { initialState, type State } from "../../static/src/state/state.ts";
import { triggerAt } from "../../static/src/state/autocomplete_trigger.ts";
import type { Suggestion } from "../../static/src/state/composer.ts";
import { assert, assertEquals } from "../helpers/assert.ts";
import { ANA, messageOf, noticeOf, roomOf } from "./server_model.ts";

/** Ana is in a room in which Bo has written. */
function start(over: Partial<Room> = {}, ...actions: StateChange[]): State {
  const joined: ServerEvent = {
    type: "joined",
    room: roomOf("a", over),
    rev: 2,
    online: 1,
    reset: true,
    more: false,
    messages: [
      noticeOf(1, "joined", { room: "a", people: ["cy"] }),
      messageOf(2, 2, { room: "a" }),
    ],
  };
  return [
    { type: "signedIn", account: ANA, drafts: {} } as StateChange,
    { type: "line", line: joined } as StateChange,
    ...actions,
  ].reduce(reduce, initialState({ kind: "room", id: "a" }, 0));
}

const trigger = (text: string) => {
  const found = triggerAt(text, text.length);
  return found && [found.sign, found.from, found.query];
};

Deno.test("triggerAt() finds the word that one writes, and when it is a name", () => {
  assertEquals(trigger("hi @An"), ["@", 3, "An"]);
  assertEquals(trigger("(@"), ["@", 1, ""]);
  assertEquals(trigger("@Ana Mar"), ["@", 0, "Ana Mar"]);
  assertEquals(trigger("so :smi"), [":", 3, "smi"]);
  assertEquals(trigger("/to"), ["/", 0, "to"]);
  assertEquals(triggerAt("hi @An you", 6)?.query, "An");
});

Deno.test("triggerAt() leaves times, addresses, mail and what is said on alone", () => {
  const plain = [
    "10:30",
    "https://x",
    "a@b",
    "@Ana ",
    "@one two three four",
    ":s",
    "a/b",
    "x /to",
    "//x",
    ": a",
  ];
  for (const text of plain) assertEquals(trigger(text), undefined, text);
});

Deno.test("people are offered by any word of their name, those who are here first", () => {
  const people = [
    { id: "1", name: "Maria Bo", presence: "offline" as const },
    { id: "2", name: "Bo", presence: "away" as const },
    { id: "3", name: "Bob", presence: "online" as const },
    { id: "4", name: "Cy", presence: "online" as const },
    { id: "ana", name: "Bo Ana", presence: "online" as const },
  ];
  const state = start();
  const names = (state: State) =>
    personSuggestions(state, state.rooms.a!, people, "bo").map(({ name }) => name);
  assertEquals(names(state), ["Bob", "Bo", "Maria Bo"]);
  const blocked: StateChange[] = [
    { type: "listAsked", list: "blocked", subject: "", query: "" },
    {
      type: "listed",
      list: "blocked",
      subject: "",
      query: "",
      items: [{ id: "3" }],
      next: undefined,
      after: undefined,
    },
  ];
  assertEquals(names(start({}, ...blocked)), ["Bo", "Maria Bo"]);
});

Deno.test("@here and commands are offered only to those who may", () => {
  const offered = (state: State) => [
    personSuggestions(state, state.rooms.a!, [], "he").map(({ name }) => name),
    commandSuggestions(state, state.rooms.a!, "").map(({ name }) => name),
  ];
  assertEquals(offered(start()), [[], ["me", "shrug", "help"]]);
  const all = ["topic", "invite", "mute", "me", "shrug", "help"];
  assertEquals(offered(start({ role: "owner" })), [["here"], all]);
  assertEquals(offered(start({ role: "owner", archived: true }))[1], ["me", "shrug", "help"]);
  assert(
    !canUseCommand(
      start({ kind: "direct", role: "owner" }),
      start({ kind: "direct" }).rooms.a!,
      "topic",
    ),
  );
});

Deno.test("commandIn() knows a command from a path and from two slashes", () => {
  assertEquals(parseSlashCommand("/Topic  New things\nhere "), {
    name: "topic",
    rest: "New things\nhere",
  });
  assertEquals(parseSlashCommand("/nope"), { name: "nope", rest: "" });
  for (const text of ["/etc/hosts", "//topic x", "/", "a /topic", "/2 x"]) {
    assertEquals(parseSlashCommand(text), undefined, text);
  }
  assertEquals([unescapeSlash("//topic"), unescapeSlash("/x")], ["/topic", "/x"]);
});

Deno.test("muteIn() takes a name, with or without @ and minutes", () => {
  assertEquals(parseMute("@Ana Maria 30"), { name: "Ana Maria", minutes: 30 });
  assertEquals(parseMute("Bo"), { name: "Bo", minutes: 5 });
  assertEquals(parseMute("R2 D2"), { name: "R2 D2", minutes: 5 });
  assertEquals(parseMute(""), undefined);
});

Deno.test("mentionsIn() calls those who are meant, as they are shown", () => {
  const known = [{ id: "bo", name: "Bo" }, { id: "maria", name: "Ana Maria" }, {
    id: "ana",
    name: "Ana",
  }];
  const calls = (text: string, chosen: typeof known = [], here = false) =>
    findMentions(text, known, chosen, here);
  assertEquals(calls("@Bo, and **@Ana Maria**\n- @ana"), ["bo", "maria", "ana"]);
  assertEquals(calls("`@Bo` Bo x@Bo @Bob @here"), []);
  assertEquals(calls("@here", [], true), ["here"]);
  const twins = [...known, { id: "bo2", name: "Bo" }];
  assertEquals(findMentions("@Bo", twins, [], false), [], "two people have the name");
  assertEquals(findMentions("@Bo", twins, [{ id: "bo2", name: "Bo" }], false), ["bo2"]);
});

Deno.test("names are known of those who wrote and of those who joined", () => {
  const state = start();
  assertEquals(state.displayNames, { ana: "Ana", bo: "Bo", cy: "cy" });
  assertEquals(mentionableIn(state, state.rooms.a!), [{ id: "bo", name: "Bo", guest: undefined }]);
  const renamed = reduce(state, {
    type: "line",
    line: messageOf(3, 3, { room: "a", name: "Bobby" }),
  });
  assertEquals(renamed.displayNames.bo, "Bobby");
});

Deno.test("what one writes is about a message until it is about none", () => {
  const compose = { kind: "edit", seq: 2, draft: "half" } as const;
  let state = start({}, { type: "compose", room: "a/2", compose });
  assertEquals(state.composeTargets, { "a/2": compose });
  state = reduce(state, { type: "compose", room: "a/2", compose: undefined });
  assertEquals(state.composeTargets, {});
});

const book = emojiBook();

Deno.test("emoji are found by name, and every one is one that the server takes", () => {
  assertEquals([book.named("smile"), book.named("+1"), book.named("NO_SUCH")], [
    "😄",
    "👍",
    undefined,
  ]);
  const first = (query: string) => book.search(query, 3)[0]?.emoji;
  assertEquals([first("tada"), first("thumbs up"), first("heart")], ["🎉", "👍", "❤️"]);
  assertEquals(book.search("xyzzy", 3), []);
  const all = book.groups.flatMap(({ emoji }) => emoji);
  assert(all.length > 1_800);
  for (const { emoji } of all) assert(protocolEmoji.safeParse(emoji).success, emoji);
});

Deno.test("emoji of people have skin tones, and others have none", () => {
  assertEquals([book.toned("👍", 5), book.toned("✌️", 1), book.toned("👍", 0)], ["👍🏿", "✌🏻", "👍"]);
  assertEquals([book.toned("🎉", 3), book.toned("👩‍🚀", 3)], ["🎉", "👩🏽‍🚀"]);
  for (const { emoji } of book.groups.flatMap(({ emoji }) => emoji)) {
    assert(protocolEmoji.safeParse(book.toned(emoji, 3)).success, emoji);
  }
});

Deno.test("names between colons become emoji, but not in code", () => {
  assertEquals(
    replaceEmojiNames("so :tada: `:tada:` ```:tada:``` :nope: 10:30:45", book.named),
    "so 🎉 `:tada:` ```:tada:``` :nope: 10:30:45",
  );
  const asTyped = "std::key::of fe80::a:b https://a.example/:key:/ 10:100:30";
  assertEquals(replaceEmojiNames(asTyped, book.named), asTyped);
  assertEquals(replaceEmojiNames("(:tada::key:), :key:!", book.named), "(🎉🔑), 🔑!");
  assertEquals([hasEmojiNames("a :b: c"), hasEmojiNames("a: b: c")], [true, false]);
  assertEquals(completedEmojiName("so :tada:", 9), { from: 3, name: "tada" });
  assertEquals(completedEmojiName("10:30:", 6), undefined);
});

Deno.test("an offer is one of people, emoji or commands", () => {
  const items: Suggestion[] = [{ kind: "command", name: "help" }];
  const suggestions = { key: "a", from: 0, to: 1, query: "", items, activeIndex: 0 };
  const state = start({}, { type: "suggestions", suggestions });
  assertEquals(state.composer.suggestions, suggestions);
  assertEquals(
    reduce(state, { type: "signedOut", reason: undefined }).composer.suggestions,
    undefined,
  );
});
