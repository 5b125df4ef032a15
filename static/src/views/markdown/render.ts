import { type Children, classNames, h, type Vnode } from "../../vdom/h.ts";
import { t } from "../../i18n/index.ts";
import { type Block, type List, parseBlocks } from "../../markdown/blocks.ts";
import { codeBlock } from "./code_block.ts";
import { type InlineSpan, type Mentionable, parseInline } from "../../markdown/inline.ts";

export interface RenderOptions {
  /** Who reads it. */
  me: string;
  /** What someone is called. */
  nameOf(id: string): string | undefined;
  /** Whether someone is a guest. */
  isGuest?(id: string): boolean | undefined;
  /** Whom it calls: ids of accounts, or `here`. */
  mentions?: readonly string[] | undefined;
  /** Puts a text on the clipboard. */
  copy(text: string): void;
}

/** Signs of quotes and code around nothing: drawn as those, there would be nothing to see. */
const BARE_SIGNS = /^[\s>`]*$/;
const LARGE_EMOJI_MAX = /^(?:\p{RGI_Emoji}\s*){1,3}$/v;

/**
 * What someone wrote, as it was meant: emphasis, code, quotes, lists, links, and those it calls. Markup
 * that is not finished is text. Only http and https become links. Pure; the caller keeps the result.
 */
export function renderMarkdown(text: string, options: RenderOptions): Children {
  if (text.length < 64 && LARGE_EMOJI_MAX.test(text)) {
    return h("span", { class: "emoji-large" }, text);
  }
  if (BARE_SIGNS.test(text)) return text;
  const draw = drawer(options);
  const created = parseBlocks(text);
  const [only] = created;
  return created.length === 1 && only?.kind === "text"
    ? draw.spans(only.text)
    : created.map(draw.block);
}

function drawer({ me, nameOf, isGuest, mentions = [], copy }: RenderOptions) {
  const callable: Mentionable = new Map(mentions.flatMap((id) => {
    const name = id === "here" ? id : nameOf(id);
    return name ? [[name, id] as const] : [];
  }));

  const within = (text: string): Children => parseInline(text, callable).map(span);

  function span(one: InlineSpan): Children {
    if (typeof one === "string") return one;
    switch (one.kind) {
      case "bold":
        return h("strong", null, one.spans.map(span));
      case "italic":
        return h("em", null, one.spans.map(span));
      case "strike":
        return h("s", null, one.spans.map(span));
      case "code":
        return h("code", { class: "code", dir: "ltr" }, one.text);
      case "mention": {
        const toMe = one.id === me || one.id === "here";
        const mention = h("span", { class: classNames("mention", toMe && "to-me") }, one.text);
        return isGuest?.(one.id) ? [mention, " ", h("span", { class: "tag" }, t.guest)] : mention;
      }
      case "link": {
        const title = one.named ? new URL(one.href).host : undefined;
        return h(
          "a",
          { href: one.href, title, target: "_blank", rel: "noopener noreferrer" },
          one.text,
        );
      }
    }
  }

  function block(one: Block): Vnode {
    switch (one.kind) {
      case "text":
        return h("p", { dir: "auto" }, within(one.text));
      case "code":
        return codeBlock(one.language, one.text, copy);
      case "quote":
        return h("blockquote", { dir: "auto" }, one.blocks.map(block));
      case "list":
        return list(one);
    }
  }

  function list({ start, items }: List): Vnode {
    return h(
      start === undefined ? "ul" : "ol",
      { dir: "auto", start: start === 1 ? undefined : start },
      items.map((item) => h("li", null, within(item.text), item.lists.map(list))),
    );
  }

  return { spans: within, block };
}
