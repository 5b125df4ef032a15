import type { Room } from "../../../protocol/model.ts";
import { called } from "../../../protocol/notices.ts";
import type { Api } from "./http_api.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";

/** What a room is called: its name, or who is in it besides oneself. */
export function roomName({ id, name, people }: Pick<Room, "id" | "name" | "people">): string {
  if (name !== "") return name;
  return people?.map((one) => one.name).join(", ") || id;
}

/** The same where it is shown, with guests marked. */
export function roomTitle(room: Pick<Room, "id" | "name" | "people">): string {
  const { people } = room;
  return roomName(
    people ? { ...room, people: people.map((one) => ({ ...one, name: called(one) })) } : room,
  );
}

/** A name as people mean it, whatever its case. */
export function sameName(one: string, other: string): boolean {
  return one.normalize("NFC").toLowerCase() === other.normalize("NFC").toLowerCase();
}

/**
 * The room that somebody means by its address or its name.
 * @throws Failure when there is none, or more than one
 */
export function pickRoom<R extends Pick<Room, "id" | "name" | "people">>(
  rooms: readonly R[],
  wanted: string,
): R {
  const byId = rooms.find(({ id }) => id === wanted);
  if (byId) return byId;
  const named = rooms.filter((room) =>
    [roomName(room), roomTitle(room)].some((name) => sameName(name, wanted))
  );
  if (named.length === 1) return named[0]!;
  const ids = named.map(({ id }) => id).join(", ");
  const message = ids === ""
    ? `There is no room "${wanted}" that you may enter.`
    : `Several rooms are named "${wanted}". Use the address of one: ${ids}.`;
  throw new Failure(EXIT.refused, message);
}

/** Asks the server for the rooms that one may see. */
export async function listRooms(api: Api): Promise<Room[]> {
  const all: Room[] = [];
  for (let after = "";;) {
    const query = new URLSearchParams({ limit: "500", ...(after && { after }) });
    const path = `/api/rooms?${query}`;
    const { rooms, next } = await api.get<{ rooms: Room[]; next?: string }>(path);
    all.push(...rooms);
    if (next === undefined) return all;
    after = next;
  }
}
