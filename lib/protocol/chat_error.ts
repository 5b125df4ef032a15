import type { ErrorCode, Refusal } from "./errors.ts";
import {
  ERROR_REASONS,
  type ErrorParams,
  type ErrorReason,
  type ParamsOf,
} from "./error_reasons.ts";
import { fillTemplate } from "./fill_template.ts";

interface Details extends ErrorOptions {
  /** The part of the request that was wrong. */
  field?: string | undefined;
  params?: ErrorParams;
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  /** The account that was meant, for the log alone. */
  account?: string | undefined;
}

/** The reasons whose sentence needs no params. */
export type PlainReason = {
  [Reason in ErrorReason]: keyof ParamsOf<Reason> extends never ? Reason : never;
}[ErrorReason];

/** A reason, and the details that its sentence needs. */
export type ErrorArgs =
  | [reason: PlainReason, details?: Details]
  | {
    [Reason in Exclude<ErrorReason, PlainReason>]: [
      reason: Reason,
      details: Details & { params: ParamsOf<Reason> },
    ];
  }[Exclude<ErrorReason, PlainReason>];

/** An expected error: its reason is data, from which the edges make an answer and clients a sentence. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: ErrorCode;
  readonly reason: ErrorReason;
  readonly options: Details;

  constructor(...[reason, details = {}]: ErrorArgs) {
    const [code, sentence] = ERROR_REASONS[reason];
    const { field = "The request", params, cause } = details;
    super(fillTemplate(sentence, { ...params, field }), cause === undefined ? {} : { cause });
    this.code = code;
    this.reason = reason;
    this.options = details;
  }

  /** The error as it goes over the wire; waiting time in whole seconds. */
  toRefusal(): Refusal {
    const { field, params, retryAfter } = this.options;
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
