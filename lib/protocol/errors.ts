import type { ErrorParams, ErrorReason } from "./error_reasons.ts";

/**
 * The codes that clients act on. A code never changes its meaning; its message is for people.
 * `retry` says whether the same request can succeed later without being changed.
 */
export const ERROR_CODES = {
  bad_json: { status: 400, retry: false },
  bad_request: { status: 400, retry: false },
  unknown_type: { status: 400, retry: false },
  future_since: { status: 400, retry: false },
  unauthorized: { status: 401, retry: false },
  bad_credentials: { status: 401, retry: false },
  forbidden: { status: 403, retry: false },
  not_set_up: { status: 403, retry: true },
  bad_origin: { status: 403, retry: false },
  bad_host: { status: 421, retry: false },
  not_found: { status: 404, retry: false },
  wrong_method: { status: 405, retry: false },
  not_joined: { status: 409, retry: false },
  id_conflict: { status: 409, retry: false },
  wrong_offset: { status: 409, retry: false },
  name_taken: { status: 409, retry: false },
  last_owner: { status: 409, retry: false },
  last_admin: { status: 409, retry: false },
  wrong_version: { status: 412, retry: false },
  too_large: { status: 413, retry: false },
  over_quota: { status: 413, retry: false },
  bad_type: { status: 415, retry: false },
  upgrade_required: { status: 426, retry: false },
  rate_limited: { status: 429, retry: true },
  internal: { status: 500, retry: true },
  unavailable: { status: 503, retry: true },
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What every refusal looks like, as an `error` line and as an HTTP body. */
export interface ErrorBody {
  code: ErrorCode;
  /** What was wrong, for programs and for clients that word it themselves. */
  reason: ErrorReason;
  /** The part of the request that was wrong. */
  field?: string;
  /** What the reason speaks of. */
  params?: ErrorParams;
  /** One English sentence, for people with bare tools. */
  message: string;
  /** Seconds to wait before trying again. */
  retryAfter?: number;
}

/** An error as a client holds it: older servers and the client's own errors give no reason. */
export interface RequestFailure {
  code: ErrorCode;
  reason?: string | undefined;
  field?: string | undefined;
  params?: ErrorParams | undefined;
  message: string;
}
