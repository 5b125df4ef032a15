import type { ErrorCode } from "../../../protocol/errors.ts";
import type { Account } from "../../../protocol/model.ts";
import { EXIT, type Exit, Failure } from "../command_line/cli_error.ts";
import type { Session } from "./saved_sessions.ts";

/** Milliseconds that one answer may take. */
const DEADLINE = 10_000;

/** Parley's HTTP API, as one account. What is refused or does not come is thrown as a Failure. */
export interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** Asks something else than JSON, for as long as it takes; what is refused is the caller's. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** Begins a session by one of the ways in. */
  enter(way: "signin" | "guest", body: unknown): Promise<Session>;
}

/** Makes the API of one server. @param cookie whose requests they are; without it, nobody's. */
export function createApi(
  { origin, cookie, fetch }: { origin: string; cookie?: string; fetch: typeof globalThis.fetch },
): Api {
  function request(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("user-agent", "Parley in a terminal");
    if (cookie !== undefined) headers.set("cookie", cookie);
    // A redirect could carry a password to where it does not belong.
    return fetch(origin + path, { ...init, headers, redirect: "manual" });
  }

  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    try {
      return await request(path, { ...init, signal: AbortSignal.timeout(DEADLINE) });
    } catch (cause) {
      throw new Failure(EXIT.unreachable, `${origin} cannot be reached.`, { cause });
    }
  }

  async function read<T>(response: Response): Promise<T> {
    const text = await response.text();
    if (response.status >= 300 && response.status < 400) throw moved(origin, response);
    // What a proxy says while the server behind it restarts.
    if ([502, 503, 504].includes(response.status)) {
      throw new Failure(EXIT.unreachable, `${origin} is not available.`);
    }
    if (response.status === 204) return undefined as T;
    const body = parse(text);
    if (response.ok && body !== undefined) return body as T;
    const { code, message } = (body ?? {}) as { code?: ErrorCode; message?: string };
    if (typeof message === "string") throw new Failure(exitOf(code), message);
    throw new Failure(EXIT.refused, `${origin} does not answer as Parley does.`);
  }

  const post = (path: string, body: unknown) =>
    ask(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });

  return {
    get: async (path) => await read(await ask(path)),
    post: async (path, body) => await read(await post(path, body)),
    fetch: request,
    async enter(way, body) {
      const response = await post(`/api/${way}`, body);
      const { account } = await read<{ account: Account }>(response);
      const cookies = response.headers.getSetCookie().map((one) => one.split(";")[0]!);
      const found = cookies.find((one) => /^(__Host-)?session=\S+$/.test(one));
      const device = cookies.find((one) => /^(__Host-)?device=\S+$/.test(one));
      if (found && account) return { account, cookie: found, ...(device ? { device } : {}) };
      throw new Failure(EXIT.refused, `${origin} does not answer as Parley does.`);
    },
  };
}

function moved(origin: string, response: Response): Failure {
  const to = URL.parse(response.headers.get("location") ?? "", origin)?.origin;
  const hint = to && to !== origin ? ` Use ${to}.` : "";
  return new Failure(EXIT.refused, `${origin} is not where Parley is.${hint}`);
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function exitOf(code: ErrorCode | undefined): Exit {
  return code === "unauthorized" || code === "bad_credentials" ? EXIT.signedOut : EXIT.refused;
}
