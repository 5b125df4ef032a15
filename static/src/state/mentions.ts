import { LIMITS } from "../../../lib/protocol/limits.ts";
import { type Block, blocks, type List } from "../markdown/blocks.ts";
import { type Span, spans } from "../markdown/inline.ts";
import type { Someone } from "./dialogs.ts";
import type { OwnRoom, State } from "./state.ts";

/**
 * Whom a text calls, as it is going to be shown: ids of accounts, and `here` where one may say it. A name
 * counts for the one that was `chosen` from the list, else for the only one of those who have it.
 */
export function mentionsIn(
  text: string,
  known: readonly Someone[],
  chosen: readonly Someone[],
  here: boolean,
): string[] {
  const ids = new Map<string, Set<string>>();
  for (const { id, name } of known) {
    ids.set(name, (ids.get(name) ?? new Set()).add(id));
  }
  const callable = new Map<string, string>();
  for (const [name, those] of ids) if (those.size === 1) callable.set(name, [...those][0]!);
  for (const { id, name } of chosen) callable.set(name, id);
  if (here) callable.set("here", "here");
  else callable.delete("here");
  const found = new Set(
    blocks(text).flatMap(textsOf).flatMap((one) => called(spans(one, callable))),
  );
  return [...found].slice(0, LIMITS.mentionsPerMessage);
}

/** Those of a room who are known without asking: who wrote of late, and whom its list shows. */
export function knownIn(state: State, { room, log }: OwnRoom): Someone[] {
  const members = state.lists.members;
  const listed = members?.of === room.id ? members.items : [];
  const authors = (log?.messages ?? []).slice(-500).filter(({ type }) => type === "message")
    .map(({ userId, name, guest }) => ({ id: userId, name, guest }));
  return [...authors, ...room.people ?? [], ...listed]
    .map(({ id, name, guest }) => ({ id, name, guest }));
}

function textsOf(block: Block): string[] {
  switch (block.kind) {
    case "text":
      return [block.text];
    case "code":
      return [];
    case "quote":
      return block.blocks.flatMap(textsOf);
    case "list":
      return itemsOf(block);
  }
}

function itemsOf({ items }: List): string[] {
  return items.flatMap(({ text, lists }) => [text, ...lists.flatMap(itemsOf)]);
}

function called(found: readonly Span[]): string[] {
  return found.flatMap((span) => {
    if (typeof span === "string") return [];
    if (span.kind === "mention") return [span.id];
    return "spans" in span ? called(span.spans) : [];
  });
}
