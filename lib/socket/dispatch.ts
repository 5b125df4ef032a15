import type { Chat } from "../chat/chat.ts";
import type { Listener } from "../chat/fanout/hub.ts";
import { write } from "../chat/fanout/serialize.ts";
import { type Frame, refOf } from "../protocol/client_commands.ts";
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
      const { room } = frame;
      const { messages, more } = await chat.messages.history(account, frame);
      const line = write({ type: "history", room, more, messages, ...refOf(frame) });
      const rev = Math.max(0, ...messages.map(({ rev }) => rev));
      return chat.answer(room, listener, { rev, line });
    }
    case "delete":
      return acknowledge(chat, listener, frame, await chat.conversation.delete(account, frame));
    case "edit":
      return acknowledge(chat, listener, frame, await chat.conversation.edit(account, frame));
    case "react":
      return acknowledge(chat, listener, frame, await chat.conversation.react(account, frame));
    case "pin":
      return acknowledge(chat, listener, frame, await chat.conversation.pin(account, frame));
    case "read": {
      return acknowledge(chat, listener, frame, await chat.reading.read(account, listener, frame));
    }
    case "typing":
      chat.messages.type(account, listener, frame.room);
      return acknowledge(chat, listener, frame);
    case "presence":
      chat.presence.set(account, listener, frame.state);
      return acknowledge(chat, listener, frame);
    case "ping":
      return listener.send(write({ type: "pong", ...refOf(frame) }));
  }
}

/** Types of frames that an overloaded server refuses unread: what people do often, and can do again. */
export const SHEDDABLE: ReadonlySet<unknown> = new Set(
  ["message", "edit", "react", "pin", "read"] satisfies Frame["type"][],
);

/** Says that what a frame asked for is so; only those who gave a `ref` wait to hear it. */
function acknowledge(
  chat: Chat,
  listener: Listener,
  frame: Exclude<Frame, { type: "message" }>,
  place: { seq?: number; rev?: number } = {},
): void {
  const { ref } = frame;
  if (ref === undefined) return;
  if (!("room" in frame)) return listener.send(write({ type: "ack", ref }));
  const line = write({ type: "ack", ref, room: frame.room, ...place });
  chat.answer(frame.room, listener, { rev: place.rev ?? 0, line });
}

/** Whether frames that come later must wait for this one, because it decides what they may do. */
export function isBarrier(frame: Frame): boolean {
  return frame.type === "join" || frame.type === "leave";
}
