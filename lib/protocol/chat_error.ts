import type { ErrorBody, ErrorCode } from "./errors.ts";
import {
  ERROR_REASONS,
  type ErrorParams,
  type ErrorReason,
  type ReasonParams,
} from "./error_reasons.ts";
import { fillTemplate } from "./fill_template.ts";

interface ChatErrorDetails extends ErrorOptions {
  /** The part of the request that was wrong. */
  field?: string | undefined;
  params?: ErrorParams;
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  /** The account that was meant, for the log alone. */
  account?: string | undefined;
}

/** The reasons whose sentence needs no params. */
export type ReasonWithoutParams = {
  [Reason in ErrorReason]: keyof ReasonParams<Reason> extends never ? Reason : never;
}[ErrorReason];

/** A reason, and the details that its sentence needs. */
export type ChatErrorArgs =
  | [reason: ReasonWithoutParams, details?: ChatErrorDetails]
  | {
    [Reason in Exclude<ErrorReason, ReasonWithoutParams>]: [
      reason: Reason,
      details: ChatErrorDetails & { params: ReasonParams<Reason> },
    ];
  }[Exclude<ErrorReason, ReasonWithoutParams>];

/** An expected error: its reason is data, from which the edges make an answer and clients a sentence. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;
  readonly reason: ErrorReason;
  readonly details: ChatErrorDetails;

  constructor(...[reason, details = {}]: ChatErrorArgs) {
    const [code, sentence] = ERROR_REASONS[reason];
    const { field = "The request", params, cause } = details;
    super(fillTemplate(sentence, { ...params, field }), cause === undefined ? {} : { cause });
    this.code = code;
    this.reason = reason;
    this.details = details;
  }

  /** The error as it goes over the wire; waiting time in whole seconds. */
  toErrorBody(): ErrorBody {
    const { field, params, retryAfter } = this.details;
    return {
      code: this.code,
      reason: this.reason,
      ...(field === undefined ? {} : { field }),
      ...(params === undefined ? {} : { params }),
      message: this.message,
      ...(retryAfter === undefined ? {} : { retryAfter: Math.ceil(retryAfter) }),
    };
  }
}
