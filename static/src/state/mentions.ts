import { LIMITS } from "../../../lib/protocol/limits.ts";
import { type Block, type List, parseBlocks } from "../markdown/blocks.ts";
import { type InlineSpan, parseInline } from "../markdown/inline.ts";
import type { PersonRef } from "./dialogs.ts";
import type { JoinedRoom, State } from "./state.ts";

/**
 * Whom a text calls, as it is going to be shown: ids of accounts, and `here` where one may say it. A name
 * counts for the one that was `chosen` from the list, else for the only one of those who have it.
 */
export function findMentions(
  text: string,
  known: readonly PersonRef[],
  chosen: readonly PersonRef[],
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
    parseBlocks(text).flatMap(textsOf).flatMap((one) => called(parseInline(one, callable))),
  );
  return [...found].slice(0, LIMITS.mentionsPerMessage);
}

/** Those of a room who are known without asking: who wrote of late, and whom its list shows. */
export function mentionableIn(state: State, { room, window }: JoinedRoom): PersonRef[] {
  const members = state.lists.members;
  const listed = members?.subject === room.id ? members.items : [];
  const authors = (window?.messages ?? []).slice(-500).filter(({ type }) => type === "message")
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

function called(found: readonly InlineSpan[]): string[] {
  return found.flatMap((span) => {
    if (typeof span === "string") return [];
    if (span.kind === "mention") return [span.id];
    return "spans" in span ? called(span.spans) : [];
  });
}
