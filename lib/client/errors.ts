import type { ErrorCode } from "../protocol/codes.ts";

/** Why a request of a client has no answer: the server's code, or that none came. */
export class ClientError extends Error {
  override readonly name = "ClientError";

  /** Seconds that the server asked to wait. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: ErrorCode | "offline" | "timeout",
    message: string,
    { retryAfter, ...options }: ErrorOptions & { retryAfter?: number | undefined } = {},
  ) {
    super(message, options);
    this.retryAfter = retryAfter;
  }
}

/** Tells the runtime of a fault that is not the client's own, without stopping the client. */
export function report(error: unknown): void {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}
