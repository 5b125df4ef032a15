import { type Block, blocks, type List } from "./blocks.ts";
import { type Span, spans } from "./spans.ts";

/** What someone wrote without its markup, on one line: for where there is room for words alone. */
export function plain(text: string): string {
  return blocks(text).map(ofBlock).join(" ").replace(/\s+/g, " ").trim();
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

function ofText(text: string): string {
  return spans(text).map(ofSpan).join("");
}

function ofSpan(span: Span): string {
  if (typeof span === "string") return span;
  return "spans" in span ? span.spans.map(ofSpan).join("") : span.text;
}
