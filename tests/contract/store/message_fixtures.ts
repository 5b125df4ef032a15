import type { Entry, MessageUpdates, Store } from "../../../lib/store/store.ts";
import { createAccounts as accounts, LOBBY, messageInput, POSTED_AT } from "./fixtures.ts";

/** Makes accounts, the first of whom says each of these words in the lobby. */
export async function postMessages(
  store: Store,
  people: string[],
  ...contents: string[]
): Promise<void> {
  await accounts(store, ...people);
  for (const word of contents) await store.appendMessage(messageInput(people[0]!, word));
}

/** What an edit changes: only the content, unless it says otherwise. */
export function edit(content: string, over: { mentions?: string[]; at?: number } = {}) {
  return { content, mentions: [], at: POSTED_AT + 1_000, ...over };
}

/** A thumb up, or what `over` says. */
export function reaction(
  account: string,
  over: Partial<Parameters<MessageUpdates["react"]>[2]> = {},
) {
  return { emoji: "👍", account, on: true, at: POSTED_AT, most: 20, ...over };
}

export function pin(on = true, at = POSTED_AT) {
  return { on, by: "ann", at };
}

/** Reads an entry that must be there. */
export async function entryAt(store: Store, seq: number, room = LOBBY): Promise<Entry> {
  const entry = await store.findEntry(room, seq);
  if (!entry) throw new Error(`there is no entry ${seq}`);
  return entry;
}

/** Where entries stand, for a look at their order. */
export function positionsOf(entries: readonly Entry[]): [seq: number, rev: number][] {
  return entries.map(({ seq, rev }) => [seq, rev]);
}
