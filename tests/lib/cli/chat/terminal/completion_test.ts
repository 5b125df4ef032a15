import { completeLine } from "../../../../../lib/cli/chat/terminal/completion.ts";
import { findMentions } from "../../../../../lib/cli/chat/messages/mentions.ts";
import { assertEquals } from "../../../../helpers/assert.ts";

const WORDS = {
  commands: ["/join", "/history", "/help"],
  rooms: ["Lobby", "Design", "Design talk"],
  people: ["Ana", "Anatol", "Bo Diddley", "田中"],
  paths: (begun: string) =>
    ["a.png", "notes/", "my notes.txt", "my things/"].filter((path) => path.startsWith(begun)),
};

/** Completes at the bar; the result has a bar, and what there is to choose from. */
function at(text: string): [string, ...string[]] {
  const line = { text: text.replace("|", ""), at: text.indexOf("|") };
  const found = completeLine(line, WORDS);
  const { text: after, at } = found.line;
  return [`${after.slice(0, at)}|${after.slice(at)}`, ...found.choices];
}

Deno.test("Tab completes commands, rooms and names", () => {
  assertEquals(at("/jo|"), ["/join |", "/join"]);
  assertEquals(at("/h|"), ["/h|", "/history", "/help"]);
  assertEquals(at("/join lo|"), ["/join Lobby|", "Lobby"]);
  assertEquals(at("/join de|"), ["/join Design|", "Design", "Design talk"]);
  assertEquals(at("/join design t|"), ["/join Design talk|", "Design talk"]);
  assertEquals(at("/msg a|"), ["/msg Ana|", "Ana", "Anatol"]);
  assertEquals(at("/msg @anat|"), ["/msg @Anatol |", "Anatol"]);
  assertEquals(at("/msg bo|"), ['/msg "Bo Diddley" |', '"Bo Diddley"']);
  assertEquals(at('/msg "bo d|'), ['/msg "Bo Diddley" |', '"Bo Diddley"']);
  assertEquals(at("hello 田|!"), ["hello 田中 |!", "田中"]);
  assertEquals(at("hello @anat| you"), ["hello @Anatol | you", "Anatol"]);
  assertEquals(at("/reply #4 anat|"), ["/reply #4 Anatol |", "Anatol"]);
});

Deno.test("Tab completes the path of a file, and goes on in a folder", () => {
  assertEquals(at("/file a|"), ["/file a.png |", "a.png"]);
  assertEquals(at("/file no|"), ["/file notes/|", "notes/"]);
  assertEquals(at('/file "my n|'), ['/file "my notes.txt" |', '"my notes.txt"']);
  assertEquals(at("/file my|"), ['/file "my |', '"my notes.txt"', '"my things/']);
  assertEquals(at('/file "my t|'), ['/file "my things/|', '"my things/']);
  assertEquals(at("/file a.png hello @anat|"), ["/file a.png hello @Anatol |", "Anatol"]);
});

Deno.test("Tab leaves alone what nothing begins with", () => {
  for (const text of ["|", "hello |", "xyz|", "/nope|", "/join x|", "/msg x|", "http://b|"]) {
    assertEquals(at(text), [text]);
  }
});

Deno.test("a text calls those whose names stand behind an @, the longest name first", () => {
  const people = new Map([["1", "Ana"], ["2", "Ana Maria"], ["3", "Bo"], ["4", "bo"]]);
  const cases: [string, string[]][] = [
    ["@ana maria, and @Ana.", ["2", "1"]],
    ["@bo!", ["3", "4"]],
    ["@Anatol, mail me at x@bo", []],
    ["@here", ["here"]],
    ["no one", []],
  ];
  for (const [text, ids] of cases) assertEquals(findMentions(text, people), ids);
});
