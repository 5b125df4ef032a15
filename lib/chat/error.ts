import type { ErrorCode, Refusal } from "../protocol/codes.ts";

/** A refusal by the rules, with the code that clients act on. */
export class ChatError extends Error {
  override readonly name = "ChatError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: ErrorOptions & { retryAfter?: number } = {},
  ) {
    super(message, options);
  }

  toRefusal(): Refusal {
    const { retryAfter } = this.options;
    return {
      code: this.code,
      message: this.message,
      ...(retryAfter === undefined ? {} : { retryAfter: Math.ceil(retryAfter) }),
    };
  }
}

/** The same words for a room that does not exist and for one that is not to be seen. */
export function noRoom(room: string): ChatError {
  return new ChatError("not_found", `There is no room "${room}".`);
}
