import { may } from "./viewer_permissions.ts";
import type { OwnRoom, State } from "./state.ts";

/** What one can do by writing it after a slash, in the order in which it is listed. */
export const COMMANDS = ["topic", "invite", "mute", "me", "shrug", "help"] as const;

export type Command = typeof COMMANDS[number];

export function isCommand(name: string): name is Command {
  return (COMMANDS as readonly string[]).includes(name);
}

/** Whether one may use a command in a room. */
export function mayCall(state: State, { room }: OwnRoom, command: Command): boolean {
  return command !== "topic" && command !== "invite" && command !== "mute" ||
    may(state, room, command) && !room.archived;
}

/** Whom to mute, and for how many minutes, as in `@Ana 10`. */
export function muteIn(rest: string, minutes = 5): { name: string; minutes: number } | undefined {
  const [, name, number] = /^@?(\S.*?)(?:\s+(\d{1,6}))?$/.exec(rest) ?? [];
  return name === undefined
    ? undefined
    : { name, minutes: number === undefined ? minutes : Number(number) };
}
