import type { NoticeEvent } from "./model.ts";

/** How many people a notice names; the others are counted. */
const MAX_NAMED_IN_NOTICE = 3;

/** Milliseconds within which people who join one after the other share a notice. */
const NOTICE_MERGE_MS = 10 * 60 * 1_000;

interface TimedNotice {
  event: NoticeEvent;
  at: number;
}

/** The notice that stands for two in a row, or `undefined` when the second needs a place of its own. */
export function mergeNotices(last: TimedNotice, next: TimedNotice): NoticeEvent | undefined {
  const { kind } = next.event;
  if (last.event.kind !== kind || (kind !== "joined" && kind !== "left")) return undefined;
  if (next.at - last.at > NOTICE_MERGE_MS) return undefined;
  return {
    kind,
    people: [...last.event.people, ...next.event.people].slice(0, MAX_NAMED_IN_NOTICE),
    count: last.event.count + next.event.count,
  };
}

/** A notice in words, for clients that have none of their own. */
export function noticeText({ kind, people, count, value }: NoticeEvent, by: string): string {
  const subjects = joinNames(people.map(({ name }) => name), count);
  switch (kind) {
    case "created":
      return `${by} created the room.`;
    case "joined":
      return `${subjects} joined.`;
    case "left":
      return `${subjects} left.`;
    case "renamed":
      return `${by} named the room "${value}".`;
    case "topic":
      return value ? `${by} set the topic: ${value}` : `${by} removed the topic.`;
    case "archived":
      return `${by} archived the room.`;
    case "restored":
      return `${by} restored the room.`;
    case "removed":
      return `${by} removed ${subjects}.`;
    case "banned":
      return `${by} banned ${subjects}.`;
    case "unbanned":
      return `${by} lifted the ban of ${subjects}.`;
    case "muted":
      return `${by} muted ${subjects} for ${value} min.`;
    case "unmuted":
      return `${by} lets ${subjects} write again.`;
    case "slowed":
      return value ? `${by} set slow mode to ${value} s.` : `${by} ended slow mode.`;
    case "promoted":
      return `${by} made ${subjects} an owner.`;
    case "demoted":
      return `${by} made ${subjects} a member.`;
    case "deleted":
      return `${by} deleted a message by ${subjects}.`;
  }
}

/** A name in words, with the mark of a guest. */
export function nameWithGuestMark(
  { name, guest }: { name: string; guest?: boolean | undefined },
): string {
  if (name === "") return "Deleted account";
  return guest ? `${name} (guest)` : name;
}

/** "Ana", "Ana and Bo", "Ana, Bo, Cy and 2 others". */
function joinNames(names: string[], count: number): string {
  const others = count - names.length;
  const all = others > 0 ? [...names, others === 1 ? "1 other" : `${others} others`] : names;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
