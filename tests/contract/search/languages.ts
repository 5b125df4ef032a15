import { assertFinds, phrases, type SearchContractTest } from "../search.ts";
import { createGuests, messageInput } from "../store/fixtures.ts";

const MESSAGE_TEXTS = {
  japanese: "明日は東京タワーへ猫と行く",
  chinese: "我们明天去北京大学图书馆。",
  korean: "내일 학교에서 회의가 있습니다",
  arabic: "ذَهَبَ أحمد إلى المكتبة الكبيرة",
  hindi: "कल हिन्दी की किताब लाना",
  thai: "พรุ่งนี้ไปโรงเรียน",
  hebrew: "שָׁלוֹם לכולם",
  mixed: "Denoで書く👍🏽次回v2.9のテスト",
};
type Language = keyof typeof MESSAGE_TEXTS;

const QUERIES: [string, ...Language[]][] = [
  ["東京", "japanese"],
  ["京タワー", "japanese"],
  ["ﾀﾜｰ", "japanese"],
  ["猫", "japanese"],
  ["犬"],
  ["北京大学", "chinese"],
  ["大学图书馆", "chinese"],
  ["馆", "chinese"],
  ["大北"],
  ["明", "chinese", "japanese"],
  ["학교", "korean"],
  ["학교".normalize("NFD"), "korean"],
  ["회의", "korean"],
  ["교학"],
  ["احمد", "arabic"],
  ["ذهب", "arabic"],
  ["المكتبه"],
  ["المكتبة الكبيرة", "arabic"],
  ["किताब", "hindi"],
  ["कताब"],
  ["โรงเรียน", "thai"],
  ["שלום", "hebrew"],
  ["書く", "mixed"],
  ["deno", "mixed"],
  ["denoで", "mixed"],
  ["v2.9の", "mixed"],
  ["👍 次回", "mixed"],
];

/** Scripts that write no spaces, marks that people leave out, and emoji. */
export function languages(test: SearchContractTest): void {
  test("search() finds words in any language, emoji or not", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    for (const [id, content] of Object.entries(MESSAGE_TEXTS)) {
      await store.appendMessage(messageInput("ann", id, content));
    }
    const order = Object.keys(MESSAGE_TEXTS);
    for (const [text, ...languages] of QUERIES) {
      const expected = languages.sort((a, b) => order.indexOf(b) - order.indexOf(a));
      await assertFinds(opened, { all: phrases(text) }, expected.map((one) => MESSAGE_TEXTS[one]));
    }
  });

  test("search() copes with a word of any length", async (opened) => {
    const { store } = opened;
    await createGuests(store, "ann");
    const [long, wide] = ["x".repeat(7_000), "𝒳𠮷".repeat(2_000)];
    await store.appendMessage(messageInput("ann", "m1", long));
    await store.appendMessage(messageInput("ann", "m2", wide));
    await assertFinds(opened, { all: phrases(long) }, [long]);
    await assertFinds(opened, { all: phrases("xxx") }, [long]);
    await assertFinds(opened, { all: phrases("𠮷") }, [wide]);
  });
}
