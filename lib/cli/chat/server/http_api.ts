import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Account } from "../../../protocol/model.ts";
import { CliError, EXIT_CODES, type ExitCode } from "../command_line/cli_error.ts";
import type { SavedSession } from "./saved_sessions.ts";

/** Milliseconds that one answer may take. */
const REQUEST_TIMEOUT_MS = 10_000;

export interface HttpApiOptions {
  origin: string;
  /** The session's cookie; without it, requests are nobody's. */
  cookie?: string;
  fetch: typeof globalThis.fetch;
}

/** Parley's HTTP API, as one account. What is refused or does not come is thrown as a CliError. */
export class HttpApi {
  readonly #options: HttpApiOptions;

  constructor(options: HttpApiOptions) {
    this.#options = options;
  }

  async get<T>(path: string): Promise<T> {
    return await this.#read(await this.#send(path));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return await this.#read(await this.#post(path, body));
  }

  /** Sends a request that is not JSON, for as long as it takes; the caller handles errors. */
  readonly fetch = (path: string, init: RequestInit): Promise<Response> => {
    const { origin, cookie, fetch } = this.#options;
    const headers = new Headers(init.headers);
    headers.set("user-agent", "Parley in a terminal");
    if (cookie !== undefined) headers.set("cookie", cookie);
    // A redirect could carry a password to where it does not belong.
    return fetch(origin + path, { ...init, headers, redirect: "manual" });
  };

  /** Begins a session by one of the ways in. */
  async signIn(way: "signin" | "guest", body: unknown): Promise<SavedSession> {
    const response = await this.#post(`/api/${way}`, body);
    const { account } = await this.#read<{ account: Account }>(response);
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]!);
    const cookie = cookies.find((cookie) => /^(__Host-)?session=\S+$/.test(cookie));
    const device = cookies.find((cookie) => /^(__Host-)?device=\S+$/.test(cookie));
    if (cookie && account) return { account, cookie, ...(device ? { device } : {}) };
    throw this.#notParley();
  }

  #post(path: string, body: unknown): Promise<Response> {
    const headers = { "content-type": "application/json" };
    return this.#send(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #send(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
      return await this.fetch(path, { ...init, signal });
    } catch (cause) {
      const message = `${this.#options.origin} cannot be reached.`;
      throw new CliError(EXIT_CODES.unreachable, message, { cause });
    }
  }

  async #read<T>(response: Response): Promise<T> {
    const { origin } = this.#options;
    const text = await response.text();
    if (response.status >= 300 && response.status < 400) throw redirectError(origin, response);
    // A proxy's answer while the server behind it restarts.
    if ([502, 503, 504].includes(response.status)) {
      throw new CliError(EXIT_CODES.unreachable, `${origin} is not available.`);
    }
    if (response.status === 204) return undefined as T;
    const body = parseObject(text);
    if (response.ok && body !== undefined) return body as T;
    const { code, message } = (body ?? {}) as { code?: ErrorCode; message?: string };
    if (typeof message === "string") throw new CliError(exitCodeOf(code), message);
    throw this.#notParley();
  }

  #notParley(): CliError {
    const message = `${this.#options.origin} does not answer as Parley does.`;
    return new CliError(EXIT_CODES.failed, message);
  }
}

function redirectError(origin: string, response: Response): CliError {
  const target = URL.parse(response.headers.get("location") ?? "", origin)?.origin;
  const hint = target && target !== origin ? ` Use ${target}.` : "";
  return new CliError(EXIT_CODES.failed, `${origin} is not where Parley is.${hint}`);
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function exitCodeOf(code: ErrorCode | undefined): ExitCode {
  return code === "unauthorized" || code === "bad_credentials"
    ? EXIT_CODES.signedOut
    : EXIT_CODES.failed;
}
