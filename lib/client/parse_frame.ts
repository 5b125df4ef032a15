import type { ServerEvent } from "../protocol/server_events.ts";

type JsonObject = Record<string, unknown>;

/** Fields that the client relies on, by type; its owner relies on the others. */
const REQUIRED_FIELDS: Record<string, (event: JsonObject) => boolean> = {
  welcome: ({ account, rooms }) => hasId(account) && Array.isArray(rooms),
  joined: ({ room, rev, messages }) =>
    hasId(room) && Number.isInteger(rev) && Array.isArray(messages) && messages.every(isMessage),
  message: isMessage,
  system: isMessage,
  history: ({ messages }) => Array.isArray(messages) && messages.every(isMessage),
};

/**
 * The lines of a frame. What is no line is left out, and a newer server's types are let through:
 * nothing that arrives is an error.
 */
export function parseFrame(frame: string): ServerEvent[] {
  return frame.split("\n").flatMap((text) => {
    const event = parseJson(text);
    if (!isObject(event) || typeof event.type !== "string") return [];
    const hasRequiredFields = Object.hasOwn(REQUIRED_FIELDS, event.type)
      ? REQUIRED_FIELDS[event.type]
      : undefined;
    return hasRequiredFields && !hasRequiredFields(event) ? [] : [event as unknown as ServerEvent];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}

function hasId(value: unknown): boolean {
  return isObject(value) && typeof value.id === "string";
}

function isMessage(value: unknown): boolean {
  return isObject(value) && typeof value.room === "string" && Number.isInteger(value.rev);
}
