import type { NoticeEvent } from "../../lib/protocol/model.ts";
import { german } from "../../static/src/i18n/de/german.ts";
import { languageOf, LANGUAGES, loadLanguage } from "../../static/src/i18n/language.ts";
import { secondaryTexts, t } from "../../static/src/i18n/secondary.ts";
import { addStrings, core } from "../../static/src/i18n/index.ts";
import {
  dayName,
  fromNow,
  joinNames,
  plural,
  timeSpan,
} from "../../static/src/i18n/format/formatters.ts";
import { setTimeFormat, timeOfDay } from "../../static/src/i18n/format/time_format.ts";
import { assert, assertEquals, assertThrows } from "../helpers/assert.ts";

const AT = new Date(2026, 10, 21, 14, 5).getTime();
const DAY = 86_400_000;

/** Every text, by its path; functions are asked with numbers, then with names. */
function texts(strings: unknown, path = "t"): [string, string][] {
  if (strings === undefined) return [[path, ""]];
  if (typeof strings === "string") return [[path, strings]];
  if (typeof strings === "function") {
    return ARGUMENTS.flatMap((about) => {
      try {
        return texts(strings(...about), path);
      } catch (error) {
        if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
        return [];
      }
    }).slice(0, 1);
  }
  return Object.entries(strings as object).flatMap(([name, one]) => texts(one, `${path}.${name}`));
}

const ARGUMENTS = [[2, 3], ["Ana", 5], [["Ana", "Bo"], 2]] as unknown[][];

/** What makes sentences out of more than names and numbers, and is tested by itself. */
const MADE = ["told", "question", "audited"];

/** Everything that the page says in English. */
const en = { ...core, ...secondaryTexts };

const plain = (strings: object) =>
  texts(Object.fromEntries(Object.entries(strings).filter(([name]) => !MADE.includes(name))));

/** Texts that are the same in both languages, which share names of keys and many foreign words. */
const SAME =
  /^(|Parley|System|Admin|Operator|Online|Offline\.?|Details|Deutsch|Code|Emoji|Smileys|Thread|Link|\S*:.*|.|Esc|Alt)$/;

Deno.test("every text of English is there in German, in other words", async () => {
  const english = plain(en);
  await loadLanguage("de");
  try {
    const of = new Map(plain(german.strings));
    assertEquals(english.map(([path]) => path).filter((path) => !of.has(path)), []);
    const same = english.filter(([path, text]) =>
      text === of.get(path) && !/^[\P{L}]*$/u.test(text)
    )
      .filter(([, text]) => !SAME.test(text));
    const expected = [
      "t.roles",
      "t.keys",
      "t.timeline.heard",
      "t.messages.reaction",
      "t.account.profile",
      "t.search.inPlace",
      "t.messageActions.keys",
      "t.notifications.in",
      "t.files.kinds",
    ];
    assertEquals(
      same.filter(([path]) => !expected.some((one) => `${path}.`.startsWith(`${one}.`))),
      [],
    );
  } finally {
    await loadLanguage("en");
  }
});

Deno.test("what is loaded later is said in the language that is spoken, and in English after it", async () => {
  await loadLanguage("de");
  addStrings(secondaryTexts);
  assertEquals(t.browse.find, german.strings.browse.find);
  await loadLanguage("en");
  assertEquals(t.browse.find, "Find a room");
});

Deno.test("a language is spoken from when it is learned, with its numbers, lists and days", async () => {
  const said = () => [
    t.rooms.members(1),
    t.rooms.members(12_345),
    plural(0, "a", "b"),
    joinNames(["Ana", "Bo", "Cy"]),
    joinNames(["Ana", "Bo", "Cy"], 9),
    joinNames(["Ana", "Bo", "Cy"], 3, 2),
    [1, 90, 3_600, 172_800].map(timeSpan).join(),
    [0, 5 * 60_000, DAY].map((ago) => fromNow(AT - ago, AT)).join(),
    [0, 1].map((ago) => dayName(AT - ago * DAY, ago, AT)).join(),
    t.composer.writing(["Ana", "Bo"]),
  ];
  const english = said();
  assertEquals(english, [
    "1 member",
    "12,345 members",
    "0 b",
    "Ana, Bo and Cy",
    "Ana, Bo and 7 others",
    "Ana and 2 others",
    "1 second,90 seconds,1 hour,2 days",
    "just now,5 minutes ago,yesterday",
    "Today,Yesterday",
    "Ana and Bo are writing",
  ]);
  assert(await loadLanguage("de"));
  try {
    assertEquals(said(), [
      "1 Mitglied",
      "12.345 Mitglieder",
      "0 b",
      "Ana, Bo und Cy",
      "Ana, Bo und 7 weitere",
      "Ana und 2 weitere",
      "1 Sekunde,90 Sekunden,1 Stunde,2 Tage",
      "gerade eben,vor 5 Minuten,gestern",
      "Heute,Gestern",
      "Ana und Bo schreiben",
    ]);
  } finally {
    assert(await loadLanguage("en"));
  }
  assertEquals(said(), english);
});

Deno.test("notices are sentences in German, too, to whomever reads them", async () => {
  const ana = { id: "ana", name: "Ana" };
  const bo = { id: "bo", name: "Bo" };
  const event = (kind: NoticeEvent["kind"], ...people: (typeof ana)[]) =>
    ({ kind, people, count: people.length }) as NoticeEvent;
  await loadLanguage("de");
  const { told } = t;
  assertEquals(told(event("joined", ana), ana, "bo"), "Ana ist beigetreten");
  assertEquals(told(event("joined", ana), ana, "ana"), "Du bist beigetreten");
  assertEquals(told(event("left", ana, bo), ana, "cy"), "Ana und Bo sind gegangen");
  assertEquals(told(event("left", ana, bo), ana, "bo"), "Ana und du seid gegangen");
  assertEquals(told(event("banned", bo), ana, "ana"), "Du hast Bo verbannt");
  assertEquals(told(event("unbanned", bo), ana, "bo"), "Ana hat den Bann von dir aufgehoben");
  await loadLanguage("en");
});

Deno.test("hours are counted as one prefers", () => {
  setTimeFormat("en-US", "24");
  assertEquals(timeOfDay(AT), "14:05");
  setTimeFormat("de", "12");
  assert(timeOfDay(AT).startsWith("2:05"));
  assertThrows(() => setTimeFormat("en-US@posix", "system"), RangeError);
  assertEquals(languageOf("system", ["de-AT"]), { language: "de", locale: "de-AT" });
  assertEquals(languageOf("de", ["en-US"]), { language: "de", locale: "de" });
  assertEquals(Object.keys(LANGUAGES), ["en", "de"]);
  setTimeFormat("en-GB", "system");
});
