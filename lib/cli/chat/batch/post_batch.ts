import { memoryStorage } from "../../../client/storage_adapters.ts";
import type { Client } from "../../../client/types.ts";
import type { SentFile } from "../../../protocol/model.ts";
import { connectClient, type ServerSession } from "../server/server_session.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { fetchRooms, findRoom } from "../server/room_lookup.ts";
import { retryWhileUnreachable } from "../server/retry.ts";

/** What is to be posted. */
export interface OutgoingMessage {
  text: string;
  files?: SentFile[];
}

/**
 * Posts messages to a room, each after the one before is stored. Nothing is kept for later: who calls knows
 * from the outcome what was stored.
 *
 * @param posts texts, and what comes with them
 * @param timeout milliseconds without an answer
 * @throws CliError when one was refused or not acknowledged; those after it are not sent
 */
export async function postBatch(
  posts: AsyncIterable<OutgoingMessage> | Iterable<OutgoingMessage>,
  { place: session, room, timeout }: { place: ServerSession; room: string; timeout: number },
): Promise<void> {
  const rooms = await retryWhileUnreachable(timeout, () => fetchRooms(session.api));
  const { id } = findRoom(rooms, room);
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  const client = connectClient(session, memoryStorage(), ended.reject);
  try {
    client.join(id, 1);
    client.open();
    for await (const message of posts) {
      await Promise.race([ended.promise, postMessage(client, id, message, timeout)]);
    }
  } finally {
    client.close();
  }
}

function postMessage(
  client: Client,
  room: string,
  { text, files = [] }: OutgoingMessage,
  timeout: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const id = client.send(room, text, { files });
    const timer = setTimeout(() => finish(notAcknowledgedError(client, timeout)), timeout);
    const unsubscribe = client.subscribe(checkOutcome);

    function checkOutcome(): void {
      const pending = client.pending.find((one) => one.id === id);
      if (client.state.kind === "idle") finish();
      if (!pending) return finish();
      if (pending.failed) finish(new CliError(EXIT_CODES.failed, pending.failed.message));
    }

    function finish(failure?: CliError): void {
      clearTimeout(timer);
      unsubscribe();
      if (failure) reject(failure);
      else resolve();
    }

    checkOutcome();
  });
}

function notAcknowledgedError(client: Client, timeout: number): CliError {
  const message = client.state.kind === "online"
    ? `The server did not store the message within ${timeout / 1_000} s.`
    : `The server was not reached within ${timeout / 1_000} s. The message may have arrived.`;
  return new CliError(EXIT_CODES.unreachable, message);
}
