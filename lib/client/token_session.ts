import { ClientError } from "./client_error.ts";
import type { SocketTarget } from "./types.ts";

/** What `POST /api/token` gives: `expiresIn` is in seconds. */
export interface TokenResponse {
  access: string;
  expiresIn: number;
  refresh: string;
}

export interface TokenSessionOptions {
  /** As in `https://chat.example.org`. */
  origin: string;
  /** The refresh token that the program kept; it works once. */
  refresh: string;
  /** Hands over every new refresh token, to be kept in place of the one before. */
  onRefresh?: (refresh: string) => void;
  fetch?: typeof fetch;
  /** A steady clock in milliseconds. */
  now?: () => number;
}

/** Milliseconds before its end at which an access token is renewed: a request takes a while. */
const TOKEN_RENEW_BEFORE_MS = 60_000;

/** The credentials of a program: renews its access token, and gives sockets a ticket each. */
export class TokenSession {
  #refreshToken: string;
  #accessToken: { token: string; until: number } | undefined;
  /** One renewal at a time: a refresh token that is used twice ends the session. */
  #renewal: Promise<string> | undefined;

  constructor(private readonly options: TokenSessionOptions) {
    this.#refreshToken = options.refresh;
  }

  /** Where to open the next socket, for `url` of a client's options. @throws ClientError when refused. */
  readonly socketTarget = async (): Promise<SocketTarget> => {
    const { origin } = this.options;
    const authorization = `Bearer ${await this.accessToken()}`;
    const { ticket } = await this.#post<{ ticket: string }>("/api/ticket", { authorization });
    return { url: `${origin.replace(/^http/, "ws")}/ws?token=${ticket}` };
  };

  /** An access token that is good for a while. @throws ClientError when refused. */
  async accessToken(): Promise<string> {
    if (this.#accessToken && this.#accessToken.until > this.#now()) return this.#accessToken.token;
    this.#renewal ??= this.#renew().finally(() => this.#renewal = undefined);
    return await this.#renewal;
  }

  /** Speaks to the server's HTTP with a path, for `fetch` of a client's options. */
  readonly fetch = async (path: string, init: RequestInit): Promise<Response> => {
    const { origin, fetch = globalThis.fetch } = this.options;
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${await this.accessToken()}`);
    return await fetch(origin + path, { ...init, headers });
  };

  async #renew(): Promise<string> {
    const body = { refresh: this.#refreshToken };
    const { access, expiresIn, refresh } = await this.#post<TokenResponse>("/api/token", {}, body);
    this.#accessToken = {
      token: access,
      until: this.#now() + expiresIn * 1_000 - TOKEN_RENEW_BEFORE_MS,
    };
    this.#refreshToken = refresh;
    this.options.onRefresh?.(refresh);
    return access;
  }

  async #post<T>(path: string, headers: Record<string, string>, body?: unknown): Promise<T> {
    const { origin, fetch = globalThis.fetch } = this.options;
    const response = await fetch(origin + path, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body ?? {}),
    });
    const responseBody = await response.json();
    if (response.ok) return responseBody;
    if (response.status === 401) this.#accessToken = undefined;
    throw new ClientError(responseBody.code, responseBody.message, responseBody);
  }

  #now(): number {
    return (this.options.now ?? (() => performance.now()))();
  }
}
