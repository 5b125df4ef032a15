import type { Chat } from "../chat/chat.ts";
import type { Listener } from "../chat/hub.ts";
import { write } from "../chat/lines.ts";
import { type Frame, refOf } from "../protocol/frames.ts";
import type { Account } from "../store/store.ts";

/**
 * Turns one frame into one call. The promise rejects with a Refused when the rules refuse.
 * Everything up to the first wait happens at once, so messages keep the order of their frames.
 */
export async function dispatch(
  chat: Chat,
  account: Account,
  listener: Listener,
  frame: Frame,
): Promise<void> {
  switch (frame.type) {
    case "join":
      return await chat.messages.join(account, listener, frame);
    case "leave":
      await chat.rooms.leave(account, frame.room, listener);
      return listener.send(
        write({ type: "left", room: frame.room, reason: "left", ...refOf(frame) }),
      );
    case "message":
      return await chat.messages.post(account, listener, frame);
    case "history": {
      const { messages, more } = await chat.messages.history(account, frame);
      return listener.send(
        write({ type: "history", room: frame.room, more, messages, ...refOf(frame) }),
      );
    }
    case "delete":
      return await chat.conversation.delete(account, frame);
    case "edit":
      return await chat.conversation.edit(account, frame);
    case "react":
      return await chat.conversation.react(account, frame);
    case "pin":
      return await chat.conversation.pin(account, frame);
    case "read":
      return await chat.reading.read(account, listener, frame);
    case "typing":
      return chat.messages.type(account, listener, frame.room);
    case "presence":
      return chat.presence.set(account, listener, frame.state);
    case "ping":
      return listener.send(write({ type: "pong", ...refOf(frame) }));
  }
}

/** Types of frames that an overloaded server refuses unread: what people do often, and can do again. */
export const SHEDDABLE: ReadonlySet<unknown> = new Set(
  ["message", "edit", "react", "pin", "read"] satisfies Frame["type"][],
);

/** Whether frames that come later must wait for this one, because it decides what they may do. */
export function isBarrier(frame: Frame): boolean {
  return frame.type === "join" || frame.type === "leave";
}
