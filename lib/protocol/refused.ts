import type { ErrorCode, Refusal } from "./codes.ts";

/** A refusal by the rules, with the code that clients act on; the edges turn it into an answer. */
export class Refused extends Error {
  override readonly name = "Refused";

  /**
   * @param options.retryAfter seconds to wait before trying again.
   * @param options.account the account that was meant, for the log alone.
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: ErrorOptions & { retryAfter?: number; account?: string | undefined } = {},
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
