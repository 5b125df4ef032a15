import type { Conversation, Entry } from "../../../store.ts";
import type { Database } from "../../driver/driver.ts";
import { changing, findMessage, type KeptMessage, nextRev } from "./entries.ts";
import type { KeptReaction } from "./row_mapping.ts";

/** Those who used an emoji first, of whom a message tells. */
const PEOPLE = 50;
/** Reactions of a deleted account that one deed takes back: fewer than a resume may send. */
const AT_ONCE = 200;

type Reaction = Parameters<Conversation["react"]>[2];

export function react(
  db: Database,
  room: string,
  seq: number,
  { emoji, account, on, at, most }: Reaction,
): Entry[] | "full" {
  const message = findMessage(db, room, seq);
  if (!message) return [];
  if (!on) return changing(db, room, () => takeBack(db, room, message, emoji, account));
  const shown = reactionsOf(message);
  const isNew = !shown.some((reaction) => reaction.emoji === emoji);
  if (isNew && shown.length >= most) return "full";
  return changing(db, room, () => {
    const added = db.prepare(`
      INSERT INTO reactions (message, emoji, account, at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING`)
      .run(message.n, emoji, account, at);
    if (added === 0) return;
    if (isNew) shown.push({ emoji, count: 0, people: [] });
    show(db, room, message, shown.map((one) => one.emoji === emoji ? withOne(one, account) : one));
  });
}

export function ownReactions(db: Database, account: string, room: string, seq: number): string[] {
  return db.prepare<{ emoji: string }>(`
    SELECT emoji FROM messages JOIN reactions ON message = messages.n
    WHERE room = ? AND seq = ? AND account = ? ORDER BY reactions.n`)
    .all(room, seq, account).map(({ emoji }) => emoji);
}

function withOne({ emoji, count, people }: KeptReaction, account: string): KeptReaction {
  return { emoji, count: count + 1, people: [...people, account].slice(0, PEOPLE) };
}

/**
 * Takes back the latest reactions of an account that is deleted, at most 200 of them; `sweep()`
 * takes the rest.
 */
export function takeReactions(db: Database, account: string): void {
  const latest = db.prepare<{ room: string; seq: number; emoji: string }>(`
    SELECT room, seq, emoji FROM reactions JOIN messages ON messages.n = message
    WHERE account = ? ORDER BY reactions.n DESC LIMIT ?`)
    .all(account, AT_ONCE);
  for (const { room, seq, emoji } of latest) {
    const message = findMessage(db, room, seq);
    if (message) takeBack(db, room, message, emoji, account);
  }
}

function takeBack(
  db: Database,
  room: string,
  message: KeptMessage,
  emoji: string,
  account: string,
): void {
  const removed = db.prepare(
    "DELETE FROM reactions WHERE message = ? AND emoji = ? AND account = ?",
  ).run(message.n, emoji, account);
  if (removed === 0) return;
  const left = reactionsOf(message).map((one) => {
    if (one.emoji !== emoji) return one;
    const people = one.people.includes(account) ? firstOf(db, message, emoji) : one.people;
    return { emoji, count: one.count - 1, people };
  });
  show(db, room, message, left.filter(({ count }) => count > 0));
}

/** Who used an emoji first. */
function firstOf(db: Database, { n }: KeptMessage, emoji: string): string[] {
  return db.prepare<{ account: string }>(
    "SELECT account FROM reactions WHERE message = ? AND emoji = ? ORDER BY n LIMIT ?",
  ).all(n, emoji, PEOPLE).map(({ account }) => account);
}

function reactionsOf({ reactions }: KeptMessage): KeptReaction[] {
  return reactions === null ? [] : JSON.parse(reactions);
}

/** Keeps in a message's row what is shown of its reactions, with a `rev`. */
function show(db: Database, room: string, { n }: KeptMessage, reactions: KeptReaction[]): void {
  db.prepare("UPDATE messages SET reactions = ?, rev = ? WHERE n = ?")
    .run(reactions.length === 0 ? null : JSON.stringify(reactions), nextRev(db, room), n);
}
