import { z } from "zod";
import type { Refusal } from "./codes.ts";
import { type Frame, frames } from "./frames.ts";

/** One line of a frame, read: the frame it holds, or why it is none and which `ref` asks for an answer. */
export type Read =
  | { ok: true; frame: Frame }
  | { ok: false; error: Refusal; about: { ref?: string } };

const schemas = new Map<unknown, z.ZodType<Frame>>(Object.entries(frames));

/** The lines of a text frame; blank lines are dropped. */
export function split(text: string): string[] {
  if (!text.includes("\n")) return text.trim() === "" ? [] : [text];
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** Reads one line from a client. Never throws, whatever the line holds. */
export function read(line: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refuse("bad_json", "A line must be one JSON object.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse("bad_request", "A line must be a JSON object with a type.");
  }
  const ref = echoOf(value as Record<string, unknown>);
  const type = (value as { type?: unknown }).type;
  const schema = schemas.get(type);
  if (!schema) {
    const known = [...schemas.keys()].join(", ");
    return refuse("unknown_type", `type must be one of ${known}.`, ref);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, frame: parsed.data };
  return refuse("bad_request", explain(parsed.error), ref);
}

/** What an answer to a line has to name; cheap, because nothing else of the line is looked at. */
export function peek(line: string): { type?: unknown; ref?: string; room?: string } {
  try {
    const value = JSON.parse(line);
    if (typeof value !== "object" || value === null) return {};
    const { type, room } = value;
    const ref = echoOf(value);
    const isShort = typeof room === "string" && room.length <= 64 && room.isWellFormed();
    return { type, ...(ref === undefined ? {} : { ref }), ...(isShort ? { room } : {}) };
  } catch {
    return {};
  }
}

/** Says in one sentence what was wrong with a value and what would be right. */
export function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return "The request is not valid.";
  const path = issue.path.join(".") || "The request";
  return `${sentence(issue, path)}.`;
}

function sentence(issue: z.core.$ZodIssue, path: string): string {
  switch (issue.code) {
    case "invalid_type":
      return `${path} must be a ${issue.expected === "int" ? "whole number" : issue.expected}`;
    case "too_small":
      return `${path} must be at least ${issue.minimum}`;
    case "too_big":
      return `${path} must be at most ${issue.maximum}`;
    case "invalid_value":
      return `${path} must be one of ${issue.values.join(", ")}`;
    default:
      return issue.message.startsWith(path) ? issue.message : `${path} ${issue.message}`;
  }
}

function refuse(code: Refusal["code"], message: string, ref?: string): Read {
  return { ok: false, error: { code, message }, about: ref === undefined ? {} : { ref } };
}

/** A message is answered by its id, any other frame by its ref; neither is echoed unless it is short. */
function echoOf(value: Record<string, unknown>): string | undefined {
  const ref = value.type === "message" ? value.id : value.ref;
  return typeof ref === "string" && ref.length <= 64 && ref.isWellFormed() ? ref : undefined;
}
