import fc from "fast-check";
import type { Child, Children, Vnode } from "../../static/src/vdom/h.ts";
import { h } from "../../static/src/vdom/h.ts";
import { renderMarkdown, type RenderOptions } from "../../static/src/views/markdown/render.ts";
import { tokenize } from "../../static/src/markdown/highlight.ts";
import { toPlainText } from "../../static/src/markdown/to_plain_text.ts";
import { assert, assertEquals } from "../helpers/assert.ts";

const NAMES: Record<string, string> = { ana: "Ana", bo: "Bo", maria: "Ana Maria" };
const options = (mentions: string[] = []): RenderOptions => ({
  me: "ana",
  nameOf: (id) => NAMES[id],
  mentions,
  copy: () => {},
});
const made = (text: string, mentions?: string[]): Child[] =>
  h("div", null, renderMarkdown(text, options(mentions)) as Children).children;

/** What is shown, with the name of each element around its content. */
function outline(children: readonly Child[]): string {
  return children.map((child) => {
    if (typeof child === "string") return child;
    if (child.tag === "figure") return `<pre>${textOf(find(child, "code"))}</pre>`;
    return `<${child.tag}>${outline(child.children)}</${child.tag}>`;
  }).join("");
}
const shown = (text: string, mentions?: string[]) => outline(made(text, mentions));

function all(children: readonly Child[]): Vnode[] {
  return children.flatMap((child) =>
    typeof child === "string" ? [] : [child, ...all(child.children)]
  );
}
const find = (vnode: Vnode, tag: string) => all([vnode]).find((one) => one.tag === tag)!;
const textOf = (child: Child): string =>
  typeof child === "string" ? child : child.children.map(textOf).join("");

Deno.test("format() shows what people mean by the signs they type", () => {
  const cases = {
    "**bold** and *italic* and _italic_":
      "<strong>bold</strong> and <em>italic</em> and <em>italic</em>",
    "~~gone~~ `let x = *1*`": "<s>gone</s> <code>let x = *1*</code>",
    "***both***": "<strong><em>both</em></strong>",
    "**bold _and italic_**": "<strong>bold <em>and italic</em></strong>",
    "(*so*), _it_!": "(<em>so</em>), <em>it</em>!",
    "これは**重要**です": "これは<strong>重要</strong>です",
    "`` a`b ``": "<code>a`b</code>".replace("a`b", " a`b "),
    "two\nlines": "two\nlines",
  };
  for (const [text, html] of Object.entries(cases)) assertEquals(shown(text), html);
});

Deno.test("format() leaves alone what is not closed, and what only looks like a sign", () => {
  const texts = [
    "snake_case_name and __init__",
    "2*3*4 and 2**3**4 and 5 * 3 * 2",
    "**open *open _open ~~open `open",
    "*.ts, *.js",
    "¯\\_(ツ)_/¯",
    "a ~ b ~ c, ~~~~",
    ">:( and >_<",
    "-1 and - and 1.5",
    "```\nnot closed",
    "[text](javascript:alert(1)) [x](data:,y)",
    "[https://bank.example](ftp://evil.example)",
    "a@b.example @nobody",
    "> ",
    "> >",
    "```\n```",
    "``` ```",
    "> ```\n> ```",
  ];
  for (const text of texts) assertEquals(shown(text), text);
});

Deno.test("plain() has the words alone, also of code that was cut off, and markup where there is no more", () => {
  assertEquals(toPlainText("**so**\n> said\n- `a`\n- b"), "so said a, b");
  assertEquals(toPlainText("so:\n```js\nlet x = 1 // lo"), "so: let x = 1 // lo");
  assertEquals([toPlainText(">"), toPlainText("``` ```")], [">", "``` ```"]);
});

Deno.test("format() takes the meaning from a sign after a backslash", () => {
  assertEquals(shown("\\*not so\\* \\`nor\\`"), "*not so* `nor`");
  assertEquals(shown("C:\\new"), "C:\\new");
});

Deno.test("format() draws blocks, which end where their lines end", () => {
  const cases = {
    "```ts\nlet a;\n\n**b**\n```": "<pre>let a;\n\n**b**</pre>",
    "so:\n```\na\nb```\nthen": "<p>so:</p><pre>a\nb</pre><p>then</p>",
    "> said\n> more\n\nmine": "<blockquote><p>said\nmore</p></blockquote><p>mine</p>",
    "> > twice": "<blockquote><blockquote><p>twice</p></blockquote></blockquote>",
    "- a\n- **b**\n  - c": "<ul><li>a</li><li><strong>b</strong><ul><li>c</li></ul></li></ul>",
    "* a\n1. b": "<ul><li>a</li></ul><ol><li>b</li></ol>",
    "1. a\n2. b": "<ol><li>a</li><li>b</li></ol>",
    "5. a\n3. b": "<ol><li>a</li></ol><ol><li>b</li></ol>",
  };
  for (const [text, html] of Object.entries(cases)) assertEquals(shown(text), html);
  assertEquals(find(made("7. a\n8. b")[0] as Vnode, "ol").props.start, 7);
});

Deno.test("format() links addresses, and words with the host that they lead to", () => {
  const [link] = all(made("see https://a.example/x_y_z."));
  assertEquals(link?.props.href, "https://a.example/x_y_z");
  assertEquals([link?.props.target, link?.props.rel], ["_blank", "noopener noreferrer"]);
  const [named] = all(made("[the *plan*](https://a.example/a_(b))"));
  assertEquals([named?.props.href, named?.props.title], [
    "https://a.example/a_(b)",
    "a.example",
  ]);
  assertEquals(textOf(named!), "the *plan*");
  const trick = "[https://bank.example](https://evil.example)";
  assertEquals(shown(trick), trick);
});

Deno.test("format() marks those whom a message calls, and oneself more so", () => {
  const pills = (text: string, mentions: string[]) =>
    all(made(text, mentions)).map((one) => [textOf(one), one.props.class]);
  assertEquals(pills("@Ana, ask @bo and @Ana Maria", ["ana", "bo", "maria"]), [
    ["@Ana", "mention to-me"],
    ["@bo", "mention"],
    ["@Ana Maria", "mention"],
  ]);
  assertEquals(pills("@here @Bob x@Bo @Bo", ["here", "bo"]), [
    ["@here", "mention to-me"],
    ["@Bo", "mention"],
  ]);
  assertEquals(pills("@Bo @here `@Bo`", []).map(([text]) => text), ["@Bo"]);
  assertEquals(pills("@Bo", ["gone"]), []);
});

Deno.test("format() shows one to three emoji large, and no more", () => {
  const large = (text: string) =>
    all(made(text)).some(({ props }) => props.class === "emoji-large");
  assertEquals(["🎉", "👍🏽 🎉", "👩‍👩‍👧🇩🇪❤️"].map(large), [true, true, true]);
  assertEquals(["🎉🎉🎉🎉", "ok 👍", "1", "#", ""].map(large), [false, false, false, false, false]);
});

const SIGNS = ["*", "**", "_", "~~", "`", "```", "\n", " ", "> ", "- ", "1. ", "[", "](", ")"];
const WORDS = ["a", "word", "字", "🎉", "https://a.example/", "javascript:", "@Ana", "\\", "<b>"];
const typed = fc.array(fc.oneof(fc.constantFrom(...SIGNS, ...WORDS), fc.string()), {
  maxLength: 60,
})
  .map((parts) => parts.join(""));

/** Whether the one is left of the other when only signs are taken away. */
function isLeft(rest: string, text: string): boolean {
  let at = 0;
  for (const char of text) {
    if (rest.startsWith(char, at)) at += char.length;
    else if (!/[\s*_~`>\-\[\]()\\\d.]/.test(char)) return false;
  }
  return at === rest.length;
}

Deno.test("format() never throws, and loses no character but the signs", () => {
  fc.assert(
    fc.property(typed, (text) => {
      const children = made(text, ["ana", "here"]);
      // The address behind words, and the language of code, are not among what is read.
      const named = all(children).some(({ props }) => "title" in props && props.title);
      if (named || text.includes("```")) return;
      const rest = children.map(textOf).join("").replace(/\s/g, "");
      assert(isLeft(rest, text.replace(/\s/g, "")), JSON.stringify([text, rest]));
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("format() links nothing but http and https", () => {
  fc.assert(fc.property(typed, (text) => {
    const hrefs = all(made(text)).flatMap(({ props }) => props.href ?? []);
    assert(hrefs.every((href) => /^https?:\/\//.test(String(href))), String(hrefs));
  }));
});

Deno.test("format() takes no longer than the text is long, whatever is typed", () => {
  const signs = [
    ...SIGNS,
    ...WORDS,
    "*a ",
    " *a",
    "_a*b ",
    "**a *",
    "[a](https://a",
    "[a](https://(",
    "`a``",
    "```a\n",
    "> > ",
    "  - a\n",
    " - a\n- a\n",
    "a_",
    "~~a ",
    "@A",
    "@Ana ",
    "***a",
    "a*** ",
    "\\*",
    "1. a\n",
    "\t",
    "> - ",
    ">\n",
  ];
  for (const sign of signs) {
    const text = sign.repeat(Math.ceil(8_000 / sign.length)).slice(0, 8_000);
    const began = performance.now();
    made(text, Object.keys(NAMES));
    const took = performance.now() - began;
    assert(took < 500, `${JSON.stringify(sign)} took ${took} ms`);
  }
});

Deno.test("tokens() colours known languages, in order, and never loses its place", () => {
  const code = 'const a = "x"; // why';
  const found = tokenize(code, "typescript").map((
    { colour, start, end },
  ) => [colour, code.slice(start, end)]);
  assertEquals(found[0], ["keyword", "const"]);
  assert(found.some(([colour, text]) => colour === "string" && text === '"x"'));
  assert(found.some(([colour]) => colour === "comment"));
  assertEquals(tokenize(code, "klingon"), []);
});

Deno.test("tokens() leaves endless lines alone, and takes no longer than a moment for others", () => {
  assertEquals(tokenize("const ".repeat(60), "ts"), []);
  for (const language of ["ts", "html", "py", "css", "toml", "ini", "rs"]) {
    for (const part of ["a", "A", "$", "(", "0", "e-", "1e", "/*", "`${", '"', "<a ", "- "]) {
      const line = part.repeat(300 / part.length) + "\n";
      const began = performance.now();
      tokenize(line.repeat(26), language);
      const took = performance.now() - began;
      assert(took < 1_500, `${language} ${JSON.stringify(part)} took ${took} ms`);
    }
  }
});
