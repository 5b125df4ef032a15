import { z } from "zod";
import { ChatError } from "../../lib/protocol/chat_error.ts";
import { toValidationError } from "../../lib/protocol/parse.ts";
import type { RouteContext } from "./context.ts";

/**
 * Reads and checks a JSON body. Asking for the JSON type keeps plain cross-site forms out.
 * @throws ChatError `bad_json` or `bad_request`, saying what was wrong.
 */
export async function readBody<T extends z.ZodType>(
  c: RouteContext,
  schema: T,
): Promise<z.output<T>> {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new ChatError("not_json_type");
  }
  let value: unknown;
  try {
    value = JSON.parse(await c.req.text());
  } catch (cause) {
    throw new ChatError("body_not_json", { cause });
  }
  return parseInput(schema, value);
}

/** Checks the query of a request. @throws ChatError `bad_request`. */
export function readQuery<T extends z.ZodType>(c: RouteContext, schema: T): z.output<T> {
  return parseInput(schema, c.req.query());
}

/** Checks a value. @throws ChatError `bad_request`, saying what was wrong. */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw toValidationError(parsed.error);
  return parsed.data;
}
