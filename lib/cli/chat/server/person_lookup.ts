import type { Person, Room } from "../../../protocol/model.ts";
import type { HttpApi } from "./http_api.ts";
import { CliError, EXIT_CODES } from "../command_line/cli_error.ts";
import { isSameName } from "./room_lookup.ts";

/** Someone of a room. */
export type RoomMember = Person & { roomRole: NonNullable<Room["role"]> };

/** The first hundred members of a room by name, and whether there are more. */
export async function fetchMembers(
  api: HttpApi,
  room: string,
): Promise<{ members: RoomMember[]; next?: unknown }> {
  return await api.get(`/api/rooms/${encodeURIComponent(room)}/members?limit=100`);
}

/**
 * The person that somebody means by a name: of those who can sign in, or who are in a room.
 * @throws CliError when there is none, or more than one
 */
export async function findPerson(api: HttpApi, name: string, room?: string): Promise<Person> {
  const query = `query=${encodeURIComponent(name)}&limit=100`;
  const [{ people }, { members }] = await Promise.all([
    api.get<{ people: Person[] }>(`/api/people?${query}`),
    room === undefined
      ? { members: [] }
      : api.get<{ members: Person[] }>(`/api/rooms/${encodeURIComponent(room)}/members?${query}`),
  ]);
  const candidates = new Map([...people, ...members].map((one) => [one.id, one]));
  const matches = [...candidates.values()].filter((one) => isSameName(one.name, name));
  if (matches.length === 1) return matches[0]!;
  const message = matches.length === 0
    ? `There is nobody named "${name}" to write to.`
    : `${matches.length} people are named "${name}". Write to them in a browser.`;
  throw new CliError(EXIT_CODES.failed, message);
}
