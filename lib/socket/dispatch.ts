import type { Chat } from "../chat/chat.ts";
import type { Subscriber } from "../chat/fanout/hub.ts";
import { encodeEvent } from "../chat/fanout/serialize.ts";
import { type ClientCommand, refOf } from "../protocol/client_commands.ts";
import type { Account } from "../store/store.ts";

/**
 * Executes one command. The promise rejects with a ChatError when the rules refuse. Runs synchronously up
 * to the first await, and handlers rely on it: none may await before it queues its write.
 */
export async function dispatch(
  chat: Chat,
  account: Account,
  connection: Subscriber,
  command: ClientCommand,
): Promise<void> {
  const { messageEditor, posting } = chat;
  const acknowledgeAt = (position?: LogPosition) =>
    acknowledge(chat, connection, command as AcknowledgedCommand, position);
  switch (command.type) {
    case "join":
      return await posting.join(account, connection, command);
    case "leave":
      await chat.rooms.leave(account, command.room, connection);
      return connection.send(
        encodeEvent({ type: "left", room: command.room, reason: "left", ...refOf(command) }),
      );
    case "message":
      return await posting.post(account, connection, command);
    case "history": {
      const { room } = command;
      const { messages, more } = await posting.readHistory(account, command);
      const line = encodeEvent({ type: "history", room, more, messages, ...refOf(command) });
      const rev = Math.max(0, ...messages.map(({ rev }) => rev));
      return chat.respond(room, connection, { rev, line });
    }
    case "delete":
      return acknowledgeAt(await messageEditor.delete(account, command));
    case "edit":
      return acknowledgeAt(await messageEditor.edit(account, command));
    case "react":
      return acknowledgeAt(await messageEditor.react(account, command));
    case "pin":
      return acknowledgeAt(await messageEditor.pin(account, command));
    case "read":
      return acknowledgeAt(await chat.readMarkers.markRead(account, connection, command));
    case "typing":
      posting.notifyTyping(account, connection, command.room);
      return acknowledgeAt();
    case "presence":
      chat.presence.setActivity(account, connection, command.state);
      return acknowledgeAt();
    case "ping":
      return connection.send(encodeEvent({ type: "pong", ...refOf(command) }));
  }
}

type AcknowledgedCommand = Exclude<ClientCommand, { type: "message" }>;

/** Where the change of a command stands in its room. */
interface LogPosition {
  seq?: number;
  rev?: number;
}

/** Commands that an overloaded server refuses unread: frequent ones that clients can repeat. */
export const SHEDDABLE_COMMANDS: ReadonlySet<unknown> = new Set(
  ["message", "edit", "react", "pin", "read"] satisfies ClientCommand["type"][],
);

/** Confirms a command that has a `ref`; nobody waits for the others. */
function acknowledge(
  chat: Chat,
  connection: Subscriber,
  command: AcknowledgedCommand,
  position: LogPosition = {},
): void {
  const { ref } = command;
  if (ref === undefined) return;
  if (!("room" in command)) return connection.send(encodeEvent({ type: "ack", ref }));
  const line = encodeEvent({ type: "ack", ref, room: command.room, ...position });
  chat.respond(command.room, connection, { rev: position.rev ?? 0, line });
}

/** Whether later commands must wait for this one, because it decides what they may do. */
export function mustRunAlone(command: ClientCommand): boolean {
  return command.type === "join" || command.type === "leave";
}
