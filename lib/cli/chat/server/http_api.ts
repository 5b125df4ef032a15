import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Account } from "../../../protocol/model.ts";
import { CliError, EXIT_CODES, type ExitCode } from "../command_line/cli_error.ts";
import type { SavedSession } from "./saved_sessions.ts";

/** Milliseconds that one answer may take. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Parley's HTTP API, as one account. What is refused or does not come is thrown as a Failure. */
export interface HttpApi {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Asks something else than JSON, for as long as it takes; what is refused is the caller's. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Begins a session by one of the ways in. */
  signIn(way: "signin" | "guest", body: unknown): Promise<SavedSession>;
}

/** Makes the API of one server. @param cookie whose requests they are; without it, nobody's. */
export function createHttpApi(
  { origin, cookie, fetch }: { origin: string; cookie?: string; fetch: typeof globalThis.fetch },
): HttpApi {
  function request(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("user-agent", "Parley in a terminal");
    if (cookie !== undefined) headers.set("cookie", cookie);
    // A redirect could carry a password to where it does not belong.
    return fetch(origin + path, { ...init, headers, redirect: "manual" });
  }

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await request(path, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    } catch (cause) {
      throw new CliError(EXIT_CODES.unreachable, `${origin} cannot be reached.`, { cause });
    }
  }

  async function readResponse<T>(response: Response): Promise<T> {
    const text = await response.text();
    if (response.status >= 300 && response.status < 400) throw redirectError(origin, response);
    // What a proxy says while the server behind it restarts.
    if ([502, 503, 504].includes(response.status)) {
      throw new CliError(EXIT_CODES.unreachable, `${origin} is not available.`);
    }
    if (response.status === 204) return undefined as T;
    const body = parseObject(text);
    if (response.ok && body !== undefined) return body as T;
    const { code, message } = (body ?? {}) as { code?: ErrorCode; message?: string };
    if (typeof message === "string") throw new CliError(exitCodeOf(code), message);
    throw new CliError(EXIT_CODES.failed, `${origin} does not answer as Parley does.`);
  }

  const post = (path: string, body: unknown) =>
    send(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  return {
    get: async (path) => await readResponse(await send(path)),
    post: async (path, body) => await readResponse(await post(path, body)),
    fetch: request,
    async signIn(way, body) {
      const response = await post(`/api/${way}`, body);
      const { account } = await readResponse<{ account: Account }>(response);
      const cookies = response.headers.getSetCookie().map((one) => one.split(";")[0]!);
      const sessionCookie = cookies.find((one) => /^(__Host-)?session=\S+$/.test(one));
      const deviceCookie = cookies.find((one) => /^(__Host-)?device=\S+$/.test(one));
      if (sessionCookie && account) {
        return {
          account,
          cookie: sessionCookie,
          ...(deviceCookie ? { device: deviceCookie } : {}),
        };
      }
      throw new CliError(EXIT_CODES.failed, `${origin} does not answer as Parley does.`);
    },
  };
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
