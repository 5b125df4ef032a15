import { memoryStorage } from "../../../client/storage_adapters.ts";
import type { Client } from "../../../client/types.ts";
import type { SentFile } from "../../../protocol/model.ts";
import { connect, type Place } from "../server/server_session.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import { listRooms, pickRoom } from "../server/room_lookup.ts";
import { patiently } from "../server/retry.ts";

/** What is to be posted. */
export interface Post {
  text: string;
  files?: SentFile[];
}

/**
 * Posts messages to a room, each after the one before is stored. Nothing is kept for later: who calls knows
 * from the outcome what was stored.
 *
 * @param posts texts, and what comes with them
 * @param timeout milliseconds without an answer
 * @throws Failure when one was refused or not acknowledged; those after it are not sent
 */
export async function postAll(
  posts: AsyncIterable<Post> | Iterable<Post>,
  { place, room, timeout }: { place: Place; room: string; timeout: number },
): Promise<void> {
  const rooms = await patiently(timeout, () => listRooms(place.api));
  const { id } = pickRoom(rooms, room);
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  const client = connect(place, memoryStorage(), ended.reject);
  try {
    client.join(id, 1);
    client.open();
    for await (const one of posts) {
      await Promise.race([ended.promise, post(client, id, one, timeout)]);
    }
  } finally {
    client.close();
  }
}

function post(
  client: Client,
  room: string,
  { text, files = [] }: Post,
  timeout: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const id = client.send(room, text, { files });
    const late = setTimeout(() => finish(notAcknowledged(client, timeout)), timeout);
    const unsubscribe = client.subscribe(look);

    function look(): void {
      const pending = client.pending.find((one) => one.id === id);
      if (client.state.kind === "idle") finish();
      if (!pending) return finish();
      if (pending.failed) finish(new Failure(EXIT.refused, pending.failed.message));
    }

    function finish(failure?: Failure): void {
      clearTimeout(late);
      unsubscribe();
      if (failure) reject(failure);
      else resolve();
    }

    look();
  });
}

function notAcknowledged(client: Client, timeout: number): Failure {
  const message = client.state.kind === "online"
    ? `The server did not store the message within ${timeout / 1_000} s.`
    : `The server was not reached within ${timeout / 1_000} s. The message may have arrived.`;
  return new Failure(EXIT.unreachable, message);
}
