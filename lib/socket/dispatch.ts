import type { Chat } from "../chat/chat.ts";
import type { Subscriber } from "../chat/fanout/hub.ts";
import { encodeEvent } from "../chat/fanout/serialize.ts";
import { type ClientCommand, refOf } from "../protocol/client_commands.ts";
import type { Account } from "../store/store.ts";

/**
 * Turns one frame into one call. The promise rejects with a ChatError when the rules refuse.
 * Everything up to the first wait happens at once, so messages keep the order of their frames.
 */
export async function dispatch(
  chat: Chat,
  account: Account,
  connection: Subscriber,
  command: ClientCommand,
): Promise<void> {
  switch (command.type) {
    case "join":
      return await chat.posting.join(account, connection, command);
    case "leave":
      await chat.rooms.leave(account, command.room, connection);
      return connection.send(
        encodeEvent({ type: "left", room: command.room, reason: "left", ...refOf(command) }),
      );
    case "message":
      return await chat.posting.post(account, connection, command);
    case "history": {
      const { room } = command;
      const { messages, more } = await chat.posting.readHistory(account, command);
      const line = encodeEvent({ type: "history", room, more, messages, ...refOf(command) });
      const rev = Math.max(0, ...messages.map(({ rev }) => rev));
      return chat.respond(room, connection, { rev, line });
    }
    case "delete":
      return acknowledge(
        chat,
        connection,
        command,
        await chat.messageEditor.delete(account, command),
      );
    case "edit":
      return acknowledge(
        chat,
        connection,
        command,
        await chat.messageEditor.edit(account, command),
      );
    case "react":
      return acknowledge(
        chat,
        connection,
        command,
        await chat.messageEditor.react(account, command),
      );
    case "pin":
      return acknowledge(chat, connection, command, await chat.messageEditor.pin(account, command));
    case "read": {
      return acknowledge(
        chat,
        connection,
        command,
        await chat.readMarkers.markRead(account, connection, command),
      );
    }
    case "typing":
      chat.posting.notifyTyping(account, connection, command.room);
      return acknowledge(chat, connection, command);
    case "presence":
      chat.presence.setActivity(account, connection, command.state);
      return acknowledge(chat, connection, command);
    case "ping":
      return connection.send(encodeEvent({ type: "pong", ...refOf(command) }));
  }
}

/** Types of frames that an overloaded server refuses unread: what people do often, and can do again. */
export const SHEDDABLE_COMMANDS: ReadonlySet<unknown> = new Set(
  ["message", "edit", "react", "pin", "read"] satisfies ClientCommand["type"][],
);

/** Says that what a frame asked for is so; only those who gave a `ref` wait to hear it. */
function acknowledge(
  chat: Chat,
  connection: Subscriber,
  command: Exclude<ClientCommand, { type: "message" }>,
  position: { seq?: number; rev?: number } = {},
): void {
  const { ref } = command;
  if (ref === undefined) return;
  if (!("room" in command)) return connection.send(encodeEvent({ type: "ack", ref }));
  const line = encodeEvent({ type: "ack", ref, room: command.room, ...position });
  chat.respond(command.room, connection, { rev: position.rev ?? 0, line });
}

/** Whether frames that come later must wait for this one, because it decides what they may do. */
export function mustRunAlone(command: ClientCommand): boolean {
  return command.type === "join" || command.type === "leave";
}
