import type { Entry, MessageUpdates } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { advanceRev, collectChanges, findMessage, type StoredMessage } from "./entries.ts";
import type { StoredReaction } from "./row_mapping.ts";

/** Those who used an emoji first, of whom a message tells. */
const MAX_REACTION_PEOPLE = 50;
/** Reactions of a deleted account that one deed takes back: fewer than a resume may send. */
const MAX_REMOVED_REACTIONS = 200;

type ReactionChange = Parameters<MessageUpdates["react"]>[2];

export function react(
  db: Database,
  room: string,
  seq: number,
  { emoji, account, on, at, most }: ReactionChange,
): Entry[] | "full" {
  const message = findMessage(db, room, seq);
  if (!message) return [];
  if (!on) return collectChanges(db, room, () => removeReaction(db, room, message, emoji, account));
  const reactions = parseReactions(message);
  const isNew = !reactions.some((reaction) => reaction.emoji === emoji);
  if (isNew && reactions.length >= most) return "full";
  return collectChanges(db, room, () => {
    const added = db.prepare(`
      INSERT INTO reactions (message, emoji, account, at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING`)
      .run(message.n, emoji, account, at);
    if (added === 0) return;
    if (isNew) reactions.push({ emoji, count: 0, people: [] });
    writeReactions(
      db,
      room,
      message,
      reactions.map((reaction) =>
        reaction.emoji === emoji ? addReactor(reaction, account) : reaction
      ),
    );
  });
}

export function listOwnReactions(
  db: Database,
  account: string,
  room: string,
  seq: number,
): string[] {
  return db.prepare<{ emoji: string }>(`
    SELECT emoji FROM messages JOIN reactions ON message = messages.n
    WHERE room = ? AND seq = ? AND account = ? ORDER BY reactions.n`)
    .all(room, seq, account).map(({ emoji }) => emoji);
}

function addReactor({ emoji, count, people }: StoredReaction, account: string): StoredReaction {
  return { emoji, count: count + 1, people: [...people, account].slice(0, MAX_REACTION_PEOPLE) };
}

/**
 * Takes back the latest reactions of an account that is deleted, at most 200 of them; `sweep()`
 * takes the rest.
 */
export function removeReactionsOf(db: Database, account: string): void {
  const latest = db.prepare<{ room: string; seq: number; emoji: string }>(`
    SELECT room, seq, emoji FROM reactions JOIN messages ON messages.n = message
    WHERE account = ? ORDER BY reactions.n DESC LIMIT ?`)
    .all(account, MAX_REMOVED_REACTIONS);
  for (const { room, seq, emoji } of latest) {
    const message = findMessage(db, room, seq);
    if (message) removeReaction(db, room, message, emoji, account);
  }
}

function removeReaction(
  db: Database,
  room: string,
  message: StoredMessage,
  emoji: string,
  account: string,
): void {
  const removed = db.prepare(
    "DELETE FROM reactions WHERE message = ? AND emoji = ? AND account = ?",
  ).run(message.n, emoji, account);
  if (removed === 0) return;
  const remaining = parseReactions(message).map((reaction) => {
    if (reaction.emoji !== emoji) return reaction;
    const people = reaction.people.includes(account)
      ? listFirstReactors(db, message, emoji)
      : reaction.people;
    return { emoji, count: reaction.count - 1, people };
  });
  writeReactions(db, room, message, remaining.filter(({ count }) => count > 0));
}

/** Who used an emoji first. */
function listFirstReactors(db: Database, { n }: StoredMessage, emoji: string): string[] {
  return db.prepare<{ account: string }>(
    "SELECT account FROM reactions WHERE message = ? AND emoji = ? ORDER BY n LIMIT ?",
  ).all(n, emoji, MAX_REACTION_PEOPLE).map(({ account }) => account);
}

function parseReactions({ reactions }: StoredMessage): StoredReaction[] {
  return reactions === null ? [] : JSON.parse(reactions);
}

/** Keeps in a message's row what is shown of its reactions, with a `rev`. */
function writeReactions(
  db: Database,
  room: string,
  { n }: StoredMessage,
  reactions: StoredReaction[],
): void {
  db.prepare("UPDATE messages SET reactions = ?, rev = ? WHERE n = ?")
    .run(reactions.length === 0 ? null : JSON.stringify(reactions), advanceRev(db, room), n);
}
