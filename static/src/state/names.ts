import type { Line, Message } from "../../../lib/protocol/lines.ts";
import type { Action } from "./action.ts";
import type { Someone } from "./overlay.ts";
import type { State } from "./state.ts";

/** Takes note of what people are called, from whatever tells of them. */
export function learnNames(state: State, action: Action): State {
  const news = toldBy(action).filter(({ id, name }) => state.names[id] !== name);
  if (news.length === 0) return state;
  const names = { ...state.names };
  for (const { id, name } of news) names[id] = name;
  return { ...state, names };
}

function toldBy(action: Action): Someone[] {
  switch (action.type) {
    case "line":
      return inLine(action.line);
    case "page":
      return action.page.messages.flatMap(inMessage);
    case "listed":
      return action.items.filter((item) => "name" in item && "presence" in item) as Someone[];
    case "named":
      return [...action.people];
    case "account":
    case "signedIn":
      return [action.account];
    default:
      return [];
  }
}

function inLine(line: Line): Someone[] {
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
function inMessage(message: Message): Someone[] {
  const author = { id: message.userId, name: message.name };
  return message.type === "system" ? [...message.event.people, author] : [author];
}
