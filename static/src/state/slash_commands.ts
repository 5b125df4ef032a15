import { canIn } from "./viewer_permissions.ts";
import type { JoinedRoom, State } from "./state.ts";

/** What one can do by writing it after a slash, in the order in which it is listed. */
export const SLASH_COMMANDS = ["topic", "invite", "mute", "me", "shrug", "help"] as const;

export type SlashCommand = typeof SLASH_COMMANDS[number];

export function isSlashCommand(name: string): name is SlashCommand {
  return (SLASH_COMMANDS as readonly string[]).includes(name);
}

/** Whether one may use a command in a room. */
export function canUseCommand(state: State, { room }: JoinedRoom, command: SlashCommand): boolean {
  return command !== "topic" && command !== "invite" && command !== "mute" ||
    canIn(state, room, command) && !room.archived;
}

/** Whom to mute, and for how many minutes, as in `@Ana 10`. */
export function parseMute(
  rest: string,
  minutes = 5,
): { name: string; minutes: number } | undefined {
  const [, name, number] = /^@?(\S.*?)(?:\s+(\d{1,6}))?$/.exec(rest) ?? [];
  return name === undefined
    ? undefined
    : { name, minutes: number === undefined ? minutes : Number(number) };
}
