import type { Room } from "../../../protocol/model.ts";
import { nameWithGuestMark } from "../../../protocol/notices.ts";
import type { HttpApi } from "./http_api.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";

/** The name of a room; a direct room has the names of its other people. */
export function roomName({ id, name, people }: Pick<Room, "id" | "name" | "people">): string {
  if (name !== "") return name;
  return people?.map((one) => one.name).join(", ") || id;
}

/** The same where it is shown, with guests marked. */
export function roomTitle(room: Pick<Room, "id" | "name" | "people">): string {
  const { people } = room;
  return roomName(
    people
      ? { ...room, people: people.map((one) => ({ ...one, name: nameWithGuestMark(one) })) }
      : room,
  );
}

/** A name as people mean it, whatever its case. */
export function isSameName(one: string, other: string): boolean {
  return one.normalize("NFC").toLowerCase() === other.normalize("NFC").toLowerCase();
}

/**
 * The room that somebody means by its address or its name.
 * @throws CliError when there is none, or more than one
 */
export function findRoom<R extends Pick<Room, "id" | "name" | "people">>(
  rooms: readonly R[],
  query: string,
): R {
  const byId = rooms.find(({ id }) => id === query);
  if (byId) return byId;
  const matches = rooms.filter((room) =>
    [roomName(room), roomTitle(room)].some((name) => isSameName(name, query))
  );
  if (matches.length === 1) return matches[0]!;
  const ids = matches.map(({ id }) => id).join(", ");
  const message = ids === ""
    ? `There is no room "${query}" that you may enter.`
    : `Several rooms are named "${query}". Use the address of one: ${ids}.`;
  throw new CliError(EXIT_CODES.failed, message);
}

/** Asks the server for the rooms that one may see. */
export async function fetchRooms(api: HttpApi): Promise<Room[]> {
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
