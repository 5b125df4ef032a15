import type { ErrorCode, RequestFailure } from "../protocol/errors.ts";

/** Why a request of a client has no answer: the server's code, or that none came. */
export class ClientError extends Error {
  override readonly name = "ClientError";

  /** Seconds that the server asked to wait. */
  readonly retryAfter: number | undefined;
  /** What was wrong, as the server says it; without a reason where no server answered. */
  readonly failure: Partial<RequestFailure>;

  constructor(
    readonly code: ErrorCode | "offline" | "timeout",
    message: string,
    { retryAfter, ...options }:
      & ErrorOptions
      & Partial<RequestFailure>
      & { retryAfter?: number | undefined } = {},
  ) {
    super(message, options);
    this.retryAfter = retryAfter;
    this.failure = options;
  }
}

/** Tells the runtime of a fault that is not the client's own, without stopping the client. */
export function reportFault(error: unknown): void {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}
