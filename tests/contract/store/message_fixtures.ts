import type { Conversation, Entry, Store } from "../../../lib/store/store.ts";
import { AT, LOBBY, people as accounts, say } from "./fixtures.ts";

/** Makes accounts, the first of whom says each of these words in the lobby. */
export async function talk(store: Store, people: string[], ...words: string[]): Promise<void> {
  await accounts(store, ...people);
  for (const word of words) await store.appendMessage(say(people[0]!, word));
}

/** What an edit changes: only the content, unless it says otherwise. */
export function edit(content: string, over: { mentions?: string[]; at?: number } = {}) {
  return { content, mentions: [], at: AT + 1_000, ...over };
}

/** A thumb up, or what `over` says. */
export function reaction(
  account: string,
  over: Partial<Parameters<Conversation["react"]>[2]> = {},
) {
  return { emoji: "👍", account, on: true, at: AT, most: 20, ...over };
}

export function pin(on = true, at = AT) {
  return { on, by: "ann", at };
}

/** Reads an entry that must be there. */
export async function entryAt(store: Store, seq: number, room = LOBBY): Promise<Entry> {
  const entry = await store.findEntry(room, seq);
  if (!entry) throw new Error(`there is no entry ${seq}`);
  return entry;
}

/** Where entries stand, for a look at their order. */
export function places(entries: readonly Entry[]): [seq: number, rev: number][] {
  return entries.map(({ seq, rev }) => [seq, rev]);
}
