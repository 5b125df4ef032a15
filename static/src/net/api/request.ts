import type { ErrorBody, ErrorCode, RequestFailure } from "../../../../lib/protocol/errors.ts";

/** A request that was refused, or that did not reach the server. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: ErrorCode | "unreachable",
    message: string,
    /** What was wrong, and the seconds to wait before trying again. */
    readonly details: Partial<RequestFailure> & { retryAfter?: number | undefined } = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Asks the server something, with a path after `/api/`. Rejects with an ApiError. */
export type RequestApi = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** One page of a list, and where the next one begins. */
export interface ApiPage<T> {
  items: readonly T[];
  next: string | undefined;
}

/** Which page of a list to ask for: of those that match a query, after the page before. */
export interface PageRequest {
  query?: string | undefined;
  after?: string | undefined;
}

export function createRequestApi(fetch: typeof globalThis.fetch): RequestApi {
  return async <T>(method: string, path: string, body?: unknown) => {
    // Asking for the JSON type, also of an empty body, keeps other sites' forms out.
    const sent = method === "GET"
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) };
    try {
      const response = await fetch(`/api/${path}`, { method, ...sent });
      const answer = response.status === 204 ? undefined : await response.json();
      if (response.ok) return answer as T;
      const { code, message, ...details } = answer as ErrorBody;
      throw new ApiError(code, message, details);
    } catch (cause) {
      if (cause instanceof ApiError) throw cause;
      throw new ApiError("unreachable", "The server did not answer.", undefined, { cause });
    }
  };
}

/** A path whose changing parts are ids. */
export function apiPath(strings: TemplateStringsArray, ...ids: string[]): string {
  return String.raw({ raw: strings }, ...ids.map(encodeURIComponent));
}

/** The query of a page of people, as the server pages them. */
export function pageSearch({ query, after }: PageRequest): string {
  const search = new URLSearchParams(after);
  if (query) search.set("query", query);
  return search.size > 0 ? `?${search}` : "";
}

/** Where the next page begins, as the server says it. */
export function nextCursor(next: Record<string, string> | undefined): string | undefined {
  return next && String(new URLSearchParams(next));
}
