import type { Person, Room } from "../../../protocol/model.ts";
import type { Api } from "./http_api.ts";
import { EXIT, Failure } from "../command_line/cli_error.ts";
import { sameName } from "./room_lookup.ts";

/** Someone of a room. */
export type Member = Person & { roomRole: NonNullable<Room["role"]> };

/** The first hundred members of a room by name, and whether there are more. */
export async function listMembers(
  api: Api,
  room: string,
): Promise<{ members: Member[]; next?: unknown }> {
  return await api.get(`/api/rooms/${encodeURIComponent(room)}/members?limit=100`);
}

/**
 * The person that somebody means by a name: of those who can sign in, or who are in a room.
 * @throws Failure when there is none, or more than one
 */
export async function findPerson(api: Api, name: string, room?: string): Promise<Person> {
  const query = `query=${encodeURIComponent(name)}&limit=100`;
  const [{ people }, { members }] = await Promise.all([
    api.get<{ people: Person[] }>(`/api/people?${query}`),
    room === undefined
      ? { members: [] }
      : api.get<{ members: Person[] }>(`/api/rooms/${encodeURIComponent(room)}/members?${query}`),
  ]);
  const found = new Map([...people, ...members].map((one) => [one.id, one]));
  const named = [...found.values()].filter((one) => sameName(one.name, name));
  if (named.length === 1) return named[0]!;
  const message = named.length === 0
    ? `There is nobody named "${name}" to write to.`
    : `${named.length} people are named "${name}". Write to them in a browser.`;
  throw new Failure(EXIT.refused, message);
}
