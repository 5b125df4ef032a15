import type { Line } from "../protocol/model.ts";

type Fields = Record<string, unknown>;

/** What the client relies on, by type; whoever shows a line relies on the rest. */
const RELIED_ON: Record<string, (line: Fields) => boolean> = {
  welcome: ({ account, rooms }) => hasId(account) && Array.isArray(rooms),
  joined: ({ room, rev, messages }) =>
    hasId(room) && Number.isInteger(rev) && Array.isArray(messages) && messages.every(isEntry),
  message: isEntry,
  system: isEntry,
  history: ({ messages }) => Array.isArray(messages) && messages.every(isEntry),
};

/**
 * The lines of a frame. What is no line is left out, and a newer server's types are let through:
 * nothing that arrives is an error.
 */
export function read(frame: string): Line[] {
  return frame.split("\n").flatMap((text) => {
    const line = parse(text);
    if (!isObject(line) || typeof line.type !== "string") return [];
    const relied = Object.hasOwn(RELIED_ON, line.type) ? RELIED_ON[line.type] : undefined;
    return relied && !relied(line) ? [] : [line as unknown as Line];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

function hasId(value: unknown): boolean {
  return isObject(value) && typeof value.id === "string";
}

function isEntry(value: unknown): boolean {
  return isObject(value) && typeof value.room === "string" && Number.isInteger(value.rev);
}
