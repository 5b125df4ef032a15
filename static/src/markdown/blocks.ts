/** A part of a message that stands on lines of its own. */
export type Block =
  | { kind: "text"; text: string }
  | { kind: "code"; language: string; text: string }
  | { kind: "quote"; blocks: Block[] }
  | List;

export interface List {
  kind: "list";
  /** The first number; absent when the items have none. */
  start: number | undefined;
  items: ListItem[];
}

export interface ListItem {
  text: string;
  /** What is listed below it. */
  lists: List[];
}

/** How deep quotes and lists go; deeper ones are drawn at this depth. */
const NESTING_MAX = 4;

const CODE_FENCE = /^ {0,3}```([^`]*)$/;
const LANGUAGE_NAME = /^[\w#+.-]*$/;
const QUOTE_LINE = /^>(?: |$)/;
const LIST_ITEM = /^([ \t]*)(?:[-*]|(\d{1,3})[.)])[ \t]+(\S.*)$/;

/** Splits a text into its blocks, by its lines. Takes time in proportion to the text. */
export function parseBlocks(text: string, depth = 0): Block[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const fences = fenceEnds(lines);
  const created: Block[] = [];
  let plain: string[] = [];

  /** Ends the text before a block; empty lines between the two are only there to part them. */
  function add(block?: Block): void {
    const isAlone = created.length === 0 && !block;
    const text = isAlone ? plain.join("\n") : trimmed(plain).join("\n");
    if (text !== "") created.push({ kind: "text", text });
    if (block) created.push(block);
    plain = [];
  }

  for (let at = 0; at < lines.length;) {
    const line = lines[at]!;
    const fence = fences.get(at);
    if (fence !== undefined) {
      add(codeIn(lines.slice(at, fence + 1)));
      at = fence + 1;
    } else if (QUOTE_LINE.test(line) && depth < NESTING_MAX) {
      const end = endOf(lines, at, (line) => QUOTE_LINE.test(line));
      const inner = lines.slice(at, end).map((line) => line.replace(QUOTE_LINE, "")).join("\n");
      add({ kind: "quote", blocks: parseBlocks(inner, depth + 1) });
      at = end;
    } else if (LIST_ITEM.test(line)) {
      const { list, next } = listAt(lines, at, 0);
      add(list);
      at = next;
    } else {
      plain.push(line);
      at++;
    }
  }
  add();
  return created;
}

/** The line that closes each fence, by the line that opens it. One that is not closed is text. */
function fenceEnds(lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>();
  let opened: number | undefined;
  lines.forEach((line, at) => {
    if (opened !== undefined && line.trimEnd().endsWith("```")) {
      ends.set(opened, at);
      opened = undefined;
    } else if (opened === undefined && CODE_FENCE.test(line)) opened = at;
  });
  return ends;
}

/** What stands beside the first fence is a language, or the first line; beside the last, the last one. */
function codeIn(lines: readonly string[]): Block {
  const beside = CODE_FENCE.exec(lines[0]!)![1]!.trim();
  const last = lines.at(-1)!.trimEnd().slice(0, -3);
  const isLanguage = LANGUAGE_NAME.test(beside);
  const inner = [
    ...isLanguage ? [] : [beside],
    ...lines.slice(1, -1),
    ...last.trim() ? [last] : [],
  ];
  return { kind: "code", language: isLanguage ? beside.toLowerCase() : "", text: inner.join("\n") };
}

function listAt(lines: readonly string[], from: number, depth: number) {
  const first = itemOf(lines[from])!;
  const list: List = { kind: "list", start: first.number, items: [] };
  let at = from;
  let before = first.number;
  for (let item = itemOf(lines[at]); item; item = itemOf(lines[at])) {
    if (item.indent < first.indent && depth > 0) break;
    if (item.indent > first.indent + 1 && depth < NESTING_MAX && list.items.length > 0) {
      const inner = listAt(lines, at, depth + 1);
      list.items.at(-1)!.lists.push(inner.list);
      at = inner.next;
      continue;
    }
    if (!follows(item.number, before)) {
      if (at > from) break;
    }
    list.items.push({ text: item.text, lists: [] });
    before = item.number;
    at++;
  }
  return { list, next: at };
}

/** Whether a number counts on: 1 2 3, or 1 1 1 by those who let others count. */
function follows(number: number | undefined, before: number | undefined): boolean {
  return number === before || (number !== undefined && number - 1 === before);
}

function itemOf(line: string | undefined) {
  const [, space = "", number, text = ""] = LIST_ITEM.exec(line ?? "") ?? [];
  if (text === "") return undefined;
  const indent = space.replaceAll("\t", "    ").length;
  return { indent, number: number === undefined ? undefined : Number(number), text };
}

function endOf(lines: readonly string[], from: number, isIn: (line: string) => boolean): number {
  let end = from;
  while (end < lines.length && isIn(lines[end]!)) end++;
  return end;
}

/** Without the empty lines around it. */
function trimmed(lines: string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first, last + 1);
}
