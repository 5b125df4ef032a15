import { type Block, type List, parseBlocks } from "./blocks.ts";
import { type InlineSpan, parseInline } from "./inline.ts";

/**
 * What someone wrote without its markup, on one line: for where there is room for words alone. What is
 * nothing but markup stays.
 */
export function toPlainText(text: string): string {
  return onLine(parseBlocks(text).map(ofBlock).join(" ")) || onLine(text);
}

function onLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function ofBlock(block: Block): string {
  switch (block.kind) {
    case "text":
      return ofText(block.text);
    case "code":
      return block.text;
    case "quote":
      return block.blocks.map(ofBlock).join(" ");
    case "list":
      return ofList(block);
  }
}

function ofList({ items }: List): string {
  return items.map(({ text, lists }) => [ofText(text), ...lists.map(ofList)].join(", ")).join(", ");
}

/** A fence that is not closed is of code whose end was cut off. */
function ofText(text: string): string {
  return parseInline(text.replace(/^ {0,3}```[^`\n]*$/gm, "")).map(ofSpan).join("");
}

function ofSpan(span: InlineSpan): string {
  if (typeof span === "string") return span;
  return "spans" in span ? span.spans.map(ofSpan).join("") : span.text;
}
