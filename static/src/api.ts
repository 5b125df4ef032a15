import type { ErrorCode, Refusal } from "../../lib/protocol/codes.ts";
import type { Account, Message, Room } from "../../lib/protocol/lines.ts";

/** A request that was refused, or that did not reach the server. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: ErrorCode | "unreachable",
    message: string,
    /** Seconds to wait before trying again. */
    readonly retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What the server offers over HTTP. Every method rejects with an ApiError. */
export interface Api {
  enter(name: string): Promise<Account>;
  session(): Promise<Account>;
  signOut(): Promise<void>;
  rooms(): Promise<Room[]>;
  room(id: string): Promise<Room>;
  createRoom(name: string): Promise<Room>;
  /** The page before a `seq`, or the newest. */
  messages(room: string, before?: number): Promise<MessagePage>;
}

export interface MessagePage {
  messages: Message[];
  more: boolean;
  rev: number;
}

/** Speaks to the server that the page came from. */
export function createApi(fetch: typeof globalThis.fetch): Api {
  const ask = <T>(method: string, path: string, body?: unknown) =>
    request<T>(fetch, method, `/api/${path}`, body);
  return {
    enter: async (name) => (await ask<{ account: Account }>("POST", "guest", { name })).account,
    session: async () => (await ask<{ account: Account }>("GET", "session")).account,
    signOut: () => ask("DELETE", "session", {}),
    rooms: async () => (await ask<{ rooms: Room[] }>("GET", "rooms")).rooms,
    room: async (id) => (await ask<{ room: Room }>("GET", `rooms/${encodeURIComponent(id)}`)).room,
    createRoom: async (name) => (await ask<{ room: Room }>("POST", "rooms", { name })).room,
    messages: (room, before) => {
      const query = before === undefined ? "" : `?before=${before}`;
      return ask("GET", `rooms/${encodeURIComponent(room)}/messages${query}`);
    },
  };
}

async function request<T>(
  fetch: typeof globalThis.fetch,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const sent = body === undefined
    ? {}
    : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, { method, ...sent });
    const answer = response.status === 204 ? undefined : await response.json();
    if (response.ok) return answer as T;
    const { code, message, retryAfter } = answer as Refusal;
    throw new ApiError(code, message, retryAfter);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError("unreachable", "The server did not answer.", undefined, { cause });
  }
}
