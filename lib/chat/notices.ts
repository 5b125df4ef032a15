import { newId } from "../protocol/ids.ts";
import type { NoticeEvent } from "../protocol/lines.ts";
import type { Account, NewNotice } from "../store/store.ts";

/** Writes a notice of what an account did, in words for clients that have none of their own. */
export function noticeOf(event: NoticeEvent, room: string, by: Account, at: number): NewNotice {
  return { room, author: by.id, id: newId(), content: say(event, by.name), at, event };
}

function say(event: NoticeEvent, name: string): string {
  switch (event.kind) {
    case "created":
      return `${name} created the room.`;
    case "joined":
      return `${name} joined.`;
    case "left":
      return `${name} left.`;
  }
}
