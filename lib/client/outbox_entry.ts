import type { ClientCommands } from "../protocol/client_commands.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { StoredPendingMessage } from "./outbox_storage.ts";
import type { MessageOptions, PendingMessage } from "./types.ts";

/** A message in the outbox, and how sending it has gone so far. */
export interface OutboxEntry extends StoredPendingMessage {
  /** Errors in a row that may pass. */
  tries: number;
  rejoins: number;
}

/** The entry as the owner of the client sees it. */
export function toPendingMessage(stored: StoredPendingMessage): PendingMessage {
  const { id, room, content, at, failed, persisted } = stored;
  return {
    id,
    room,
    content,
    ...messageOptionsOf(stored),
    at,
    ...(failed && { failed }),
    ...(persisted === false && { persisted }),
  };
}

/** The entry as it survives a reload. */
export function toStored(entry: OutboxEntry): StoredPendingMessage {
  const { persisted: _, ...pending } = toPendingMessage(entry);
  return { ...pending, order: entry.order, history: entry.history };
}

/** The entry as it is sent; files travel by their ids. */
export function toCommand(entry: OutboxEntry): ClientCommands["message"] {
  const { id, room, content } = entry;
  const { files, ...options } = messageOptionsOf(entry);
  const ids = files && { files: files.map(({ id }) => id) };
  return { type: "message", room, id, content, ...options, ...ids };
}

/** The options that are set, and nothing else. */
export function messageOptionsOf(options: MessageOptions): MessageOptions {
  const { reply, thread, mentions, files } = options;
  return {
    ...(reply !== undefined && { reply }),
    ...(thread !== undefined && { thread }),
    ...(mentions?.length && { mentions }),
    ...(files?.length && { files }),
  };
}

/** Why a command cannot be sent: a frame that is too large ends the connection, and the next one, too. */
export function sizeError(
  command: ClientCommands["message"],
): NonNullable<PendingMessage["failed"]> | undefined {
  const max = LIMITS.frameBytes;
  if (new TextEncoder().encode(JSON.stringify(command)).length <= max) return undefined;
  const message = `A message may take ${max} bytes.`;
  return { code: "too_large", reason: "message_too_large", params: { max }, message };
}
