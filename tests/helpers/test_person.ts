import type { Account, Room } from "../../lib/protocol/model.ts";
import type { ServerEvent, ServerEvents } from "../../lib/protocol/server_events.ts";

/** What a person with bare tools has: a session from one HTTP call, fetch, and sockets. */
export interface TestPerson {
  account: Account;
  cookie: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  json(path: string, init?: RequestInit): Promise<{ status: number; body: unknown }>;
  connect(): Promise<Wire>;
}

/** The password of everyone who has one. */
export const TEST_PASSWORD = "correct horse battery";

/** Becomes a guest. */
export function signInAsGuest(server: { url: string }, name = "Ana"): Promise<TestPerson> {
  return startSession(server, "guest", { name });
}

/** Signs up with a user name. */
export function signUp(server: { url: string }, username: string, name = username) {
  return startSession(server, "signup", { username, password: TEST_PASSWORD, name });
}

/** Signs in on another device. */
export function signIn(server: { url: string }, username: string, password = TEST_PASSWORD) {
  return startSession(server, "signin", { username, password });
}

/** Opens the set-up link and becomes the admin. */
export function setUpAdmin(server: { url: string; setupLink: string }, username = "boss") {
  const token = new URL(server.setupLink).hash.slice(1);
  return startSession(server, "setup", { token, username, password: TEST_PASSWORD });
}

/** A secret by which the first admin of a server that strangers can reach is made; for its environment. */
export const SETUP_TOKEN = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef";

/** Becomes the admin of a server that has SETUP_TOKEN. */
export function setUpAdminByToken({ url }: { url: string }, username = "boss") {
  return setUpAdmin({ url, setupLink: `${url}/setup#${SETUP_TOKEN}` }, username);
}

async function startSession(
  server: { url: string },
  way: string,
  by: unknown,
): Promise<TestPerson> {
  const response = await fetch(`${server.url}/api/${way}`, jsonRequest(by));
  const body = await response.json();
  if (!response.ok) throw new Error(`no ${way}: ${JSON.stringify(body)}`);
  const cookie = response.headers.get("set-cookie")!.split(";")[0]!;
  return personOf(server, body.account, cookie);
}

/** Who has a session; behind a proxy that is trusted, at an `address`. */
export function personOf(
  server: { url: string },
  account: Account,
  cookie: string,
  address?: string,
): TestPerson {
  const own = { cookie, ...(address === undefined ? {} : { "x-forwarded-for": address }) };
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(server.url + path, { ...init, headers: { ...own, ...init.headers } });
  return {
    account,
    cookie,
    fetch: ask,
    json: async (path, init) => {
      const response = await ask(path, init);
      const text = await response.text();
      return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
    },
    connect: () => Wire.open(server.url.replace(/^http/, "ws") + "/ws", { cookie }),
  };
}

type JsonRequest = RequestInit & { headers: Record<string, string> };

/** A request that posts a JSON body. */
export function jsonRequest(body: unknown, method = "POST"): JsonRequest {
  return {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

export const putRequest = (body: unknown): JsonRequest => jsonRequest(body, "PUT");
export const patchRequest = (body: unknown): JsonRequest => jsonRequest(body, "PATCH");

/** Creates a room and returns it as its owner sees it. */
export async function createRoom(
  person: TestPerson,
  room: { name: string; kind?: "public" | "private"; topic?: string },
): Promise<Room> {
  const { status, body } = await person.json("/api/rooms", jsonRequest(room));
  if (status !== 201) throw new Error(`no room: ${JSON.stringify(body)}`);
  return (body as { room: Room }).room;
}

/** Makes an invite and returns its code. */
export async function createInvite(
  person: TestPerson,
  room: string,
  terms: { hours?: number; uses?: number } = {},
): Promise<string> {
  const { status, body } = await person.json(`/api/rooms/${room}/invites`, jsonRequest(terms));
  if (status !== 201) throw new Error(`no invite: ${JSON.stringify(body)}`);
  return (body as { path: string }).path.split("#")[1]!;
}

/** A bare socket: sends lines by hand, keeps all that it was told, and waits for what it expects. */
export class Wire {
  readonly lines: ServerEvent[] = [];
  readonly frames: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #waiting: (() => void)[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => {
      this.frames.push(data);
      this.lines.push(...data.split("\n").map((line: string) => JSON.parse(line)));
      this.#wake();
    };
    this.closed = new Promise((resolve) => {
      socket.onclose = ({ code, reason }) => {
        resolve({ code, reason });
        this.#wake();
      };
    });
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  static async open(url: string, headers: Record<string, string>): Promise<Wire> {
    const wire = new Wire(new WebSocket(url, { headers }));
    await wire.next("welcome");
    return wire;
  }

  send(...frames: unknown[]): void {
    this.sendRaw(frames.map((frame) => JSON.stringify(frame)).join("\n"));
  }

  sendRaw(data: string | Uint8Array<ArrayBuffer>): void {
    this.socket.send(data);
  }

  /** The first line of a type that matches and was not asked for before; waits for it. */
  async next<T extends ServerEvent["type"]>(
    type: T,
    matches: (line: ServerEvents[T]) => boolean = () => true,
  ): Promise<ServerEvents[T]> {
    for (;;) {
      const at = this.lines.findIndex((line) =>
        line.type === type && matches(line as ServerEvents[T])
      );
      if (at >= 0) return this.lines.splice(at, 1)[0] as ServerEvents[T];
      if (this.socket.readyState === WebSocket.CLOSED) {
        throw new Error(`closed before a ${type}; had ${JSON.stringify(this.lines)}`);
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Joins a room and returns the answer. */
  async join(room = "lobby", since?: number): Promise<ServerEvents["joined"]> {
    this.send({ type: "join", room, ...(since === undefined ? {} : { since }) });
    return await this.next("joined", (line) => line.room.id === room);
  }

  /** Says something and returns one's own copy. */
  async post(content: string, room = "lobby", id: string = crypto.randomUUID()) {
    this.send({ type: "message", room, id, content });
    return await this.next("message", (line) => line.id === id);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
