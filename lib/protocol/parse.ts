import { z } from "zod";
import type { ErrorBody } from "./errors.ts";
import { ERROR_REASONS, type ErrorParams, type ErrorReason } from "./error_reasons.ts";
import { type ClientCommand, clientCommandSchemas } from "./client_commands.ts";
import { ChatError, type ChatErrorArgs } from "./chat_error.ts";

/** One line of a frame, read: the frame it holds, or why it is none and which `ref` asks for an answer. */
export type ParseResult =
  | { ok: true; command: ClientCommand }
  | { ok: false; error: ErrorBody; context: { ref?: string } };

const schemasByType = new Map<unknown, z.ZodType<ClientCommand>>(
  Object.entries(clientCommandSchemas),
);

/** The lines of a text frame; blank lines are dropped. */
export function splitFrame(text: string): string[] {
  if (!text.includes("\n")) return text.trim() === "" ? [] : [text];
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** Reads one line from a client. Never throws, whatever the line holds. */
export function parseClientCommand(line: string): ParseResult {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return parseFailure(new ChatError("line_not_json"));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return parseFailure(new ChatError("line_not_object"));
  }
  const ref = echoableRef(value as Record<string, unknown>);
  const type = (value as { type?: unknown }).type;
  const schema = schemasByType.get(type);
  if (!schema) {
    const types = [...schemasByType.keys()].join(", ");
    return parseFailure(new ChatError("unknown_type", { field: "type", params: { types } }), ref);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, command: parsed.data };
  return parseFailure(toValidationError(parsed.error), ref);
}

/** What an answer to a line has to name; cheap, because nothing else of the line is looked at. */
export function peekClientCommand(line: string): { type?: unknown; ref?: string; room?: string } {
  try {
    const value = JSON.parse(line);
    if (typeof value !== "object" || value === null) return {};
    const { type, room } = value;
    const ref = echoableRef(value);
    const isShort = typeof room === "string" && room.length <= 64 && room.isWellFormed();
    return { type, ...(ref === undefined ? {} : { ref }), ...(isShort ? { room } : {}) };
  } catch {
    return {};
  }
}

/** What was wrong with a value, as an error whose field is the path to it. */
export function toValidationError(error: z.ZodError): ChatError {
  const [issue] = error.issues;
  if (!issue) return new ChatError("not_valid_http");
  const [reason, params] = issueReason(issue);
  const field = issue.path.join(".");
  const details = { ...(field === "" ? {} : { field }), params };
  return new ChatError(...[reason, details] as ChatErrorArgs);
}

/** A schema that names a reason as its message means it; zod's own issues have reasons of the same names. */
function issueReason(issue: z.core.$ZodIssue): [ErrorReason, ErrorParams] {
  const { message } = issue;
  if (isErrorReason(message)) {
    return [message, "params" in issue ? issue.params as ErrorParams : {}];
  }
  switch (issue.code) {
    case "invalid_type": {
      const { expected } = issue;
      return ["invalid_type", { expected: expected === "int" ? "whole number" : expected }];
    }
    case "too_small":
      return ["too_small", { min: Number(issue.minimum) }];
    case "too_big":
      return ["too_big", { max: Number(issue.maximum) }];
    case "invalid_value":
      return ["not_one_of", { values: issue.values.join(", ") }];
    default:
      return ["invalid", {}];
  }
}

function isErrorReason(text: string): text is ErrorReason {
  return Object.hasOwn(ERROR_REASONS, text);
}

function parseFailure(error: ChatError, ref?: string): ParseResult {
  return { ok: false, error: error.toErrorBody(), context: ref === undefined ? {} : { ref } };
}

/** A message is answered by its id, any other frame by its ref; neither is echoed unless it is short. */
function echoableRef(value: Record<string, unknown>): string | undefined {
  const ref = value.type === "message" ? value.id : value.ref;
  return typeof ref === "string" && ref.length <= 64 && ref.isWellFormed() ? ref : undefined;
}
