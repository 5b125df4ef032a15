import type { NoticeEvent } from "../../../../lib/protocol/model.ts";
import type { PersonRef } from "../../state/dialogs.ts";
import { capital, joinNames, nameWithGuestMark, timeSpan } from "../format/formatters.ts";

/** What happened in a room, in one sentence. `me`: the id of whoever reads it. */
export function noticeSentence(event: NoticeEvent, by: PersonRef, me: string): string {
  const { kind, people, count, value } = event;
  const named = people.map((one) => one.id === me ? "you" : nameWithGuestMark(one));
  const whom = joinNames(named, count);
  // A name keeps its first letter as it is.
  const who = named[0] === "you" ? capital(whom) : whom;
  const actor = by.id === me ? "You" : nameWithGuestMark(by);
  switch (kind) {
    case "created":
      return `${actor} created the room`;
    case "joined":
      return `${who} joined`;
    case "left":
      return `${who} left`;
    case "renamed":
      return `${actor} named the room “${value}”`;
    case "topic":
      return value ? `${actor} set the topic: ${value}` : `${actor} removed the topic`;
    case "archived":
      return `${actor} archived the room`;
    case "restored":
      return `${actor} opened the room again`;
    case "removed":
      return `${actor} removed ${whom}`;
    case "banned":
      return `${actor} banned ${whom}`;
    case "unbanned":
      return `${actor} lifted the ban on ${whom}`;
    case "muted":
      return `${actor} muted ${whom} for ${timeSpan(Number(value) * 60)}`;
    case "unmuted":
      return `${actor} let ${whom} write again`;
    case "slowed":
      return value
        ? `${actor} set slow mode: one message every ${timeSpan(Number(value))}`
        : `${actor} ended slow mode`;
    case "promoted":
      return `${actor} made ${whom} an owner`;
    case "demoted":
      return `${actor} made ${whom} a member`;
    case "deleted":
      return `${actor} deleted a message by ${whom}`;
    default:
      return `${actor} changed the room`;
  }
}
