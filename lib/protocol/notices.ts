import type { NoticeEvent } from "./model.ts";

/** How many people a notice names; the others are counted. */
const NAMED = 3;

/** Milliseconds within which people who join one after the other share a notice. */
const FOLD = 10 * 60 * 1_000;

interface Noticed {
  event: NoticeEvent;
  at: number;
}

/** The notice that stands for two in a row, or `undefined` when the second needs a place of its own. */
export function foldNotices(last: Noticed, next: Noticed): NoticeEvent | undefined {
  const { kind } = next.event;
  if (last.event.kind !== kind || (kind !== "joined" && kind !== "left")) return undefined;
  if (next.at - last.at > FOLD) return undefined;
  return {
    kind,
    people: [...last.event.people, ...next.event.people].slice(0, NAMED),
    count: last.event.count + next.event.count,
  };
}

/** A notice in words, for clients that have none of their own. */
export function sayNotice({ kind, people, count, value }: NoticeEvent, by: string): string {
  const who = list(people.map(({ name }) => name), count);
  switch (kind) {
    case "created":
      return `${by} created the room.`;
    case "joined":
      return `${who} joined.`;
    case "left":
      return `${who} left.`;
    case "renamed":
      return `${by} named the room "${value}".`;
    case "topic":
      return value ? `${by} set the topic: ${value}` : `${by} removed the topic.`;
    case "archived":
      return `${by} archived the room.`;
    case "restored":
      return `${by} restored the room.`;
    case "removed":
      return `${by} removed ${who}.`;
    case "banned":
      return `${by} banned ${who}.`;
    case "unbanned":
      return `${by} lifted the ban of ${who}.`;
    case "muted":
      return `${by} muted ${who} for ${value} min.`;
    case "unmuted":
      return `${by} lets ${who} write again.`;
    case "slowed":
      return value ? `${by} set slow mode to ${value} s.` : `${by} ended slow mode.`;
    case "promoted":
      return `${by} made ${who} an owner.`;
    case "demoted":
      return `${by} made ${who} a member.`;
    case "deleted":
      return `${by} deleted a message by ${who}.`;
  }
}

/** A name in words, with the mark of a guest. */
export function called({ name, guest }: { name: string; guest?: boolean | undefined }): string {
  if (name === "") return "Deleted account";
  return guest ? `${name} (guest)` : name;
}

/** "Ana", "Ana and Bo", "Ana, Bo, Cy and 2 others". */
function list(names: string[], count: number): string {
  const others = count - names.length;
  const all = others > 0 ? [...names, others === 1 ? "1 other" : `${others} others`] : names;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
