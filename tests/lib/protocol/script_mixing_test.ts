import { isSingleScript } from "../../../lib/protocol/script_mixing.ts";
import { assert } from "../../helpers/assert.ts";

for (
  const text of [
    "Ana",
    "Вера Ильина",
    "田中さん",
    "ラーメン太郎",
    "김철수 Kim",
    "李 Li",
    "Σωκράτης",
    "नमस्ते",
    "علی",
    "Ana 🎉 2",
    "𐐀𐐁",
    "42",
    "",
  ]
) {
  Deno.test(`"${text}" is of one script, or of some that belong together`, () => {
    assert(isSingleScript(text));
  });
}

for (const text of ["Аna", "Anа", "pаypal", "Ωmega", "日本語Я", "김Вера", "Ꭺna", "𐐀a"]) {
  Deno.test(`"${text}" mixes scripts`, () => assert(!isSingleScript(text)));
}
