import { isGuest } from "../../../lib/protocol/guests.ts";
import type { Message } from "../../../lib/protocol/model.ts";
import type { ServerEvent } from "../../../lib/protocol/server_events.ts";
import type { StateChange } from "./state_change.ts";
import type { PersonRef } from "./dialogs.ts";

import type { State } from "./state.ts";

/** Takes note of what people are called, and who is a guest, from whatever tells of them. */
export function cacheDisplayNames(state: State, action: StateChange): State {
  const news = toldBy(action).filter(({ id, name, guest }) =>
    state.displayNames[id] !== name || !state.guestFlags[id] !== !guest
  );
  if (news.length === 0) return state;
  const names = { ...state.displayNames };
  const guests = { ...state.guestFlags };
  for (const { id, name, guest = false } of news) {
    names[id] = name;
    guests[id] = guest;
  }
  return { ...state, displayNames: names, guestFlags: guests };
}

function toldBy(action: StateChange): PersonRef[] {
  switch (action.type) {
    case "line":
      return inLine(action.line);
    case "page":
      return action.page.messages.flatMap(inMessage);
    case "listed":
      return action.items.filter((item) => "name" in item && "presence" in item) as PersonRef[];
    case "named":
      return [...action.people];
    case "account":
    case "signedIn":
      return [{ ...action.account, guest: isGuest(action.account) }];
    default:
      return [];
  }
}

function inLine(line: ServerEvent): PersonRef[] {
  switch (line.type) {
    case "message":
    case "system":
      return inMessage(line);
    case "joined":
      return [...line.room.people ?? [], ...line.messages.flatMap(inMessage)];
    default:
      return [];
  }
}

/** Who wrote it, and to whom it happened. */
function inMessage(message: Message): PersonRef[] {
  const { userId, name, guest } = message;
  const author = { id: userId, name, guest };
  return message.type === "system" ? [...message.event.people, author] : [author];
}
