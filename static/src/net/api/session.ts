import type { Account } from "../../../../lib/protocol/model.ts";
import type { Device } from "../../state/paged_lists.ts";
import type { EntranceInfo } from "../../state/state.ts";
import { type ApiPage, apiPath, type RequestApi } from "./request.ts";

/** What someone signs up with; without a name they are called by their user name. */
export interface SignUp {
  username: string;
  password: string;
  name?: string;
}

/** Who one is. */
export interface SessionApi {
  access(): Promise<EntranceInfo>;
  setUp(request: SignUp & { token: string }): Promise<Account>;
  enter(name: string): Promise<Account>;
  signUp(request: SignUp & { invite?: string }): Promise<Account>;
  signIn(request: { username: string; password: string }): Promise<Account>;
  session(): Promise<Account>;
  signOut(): Promise<void>;
  devices(): Promise<ApiPage<Device>>;
  endDevice(id: string): Promise<void>;
  endOthers(): Promise<void>;
  rename(name: string): Promise<Account>;
  changePassword(request: { current: string; password: string }): Promise<void>;
  /** Sets a new password with the secret of a link; tells whose. */
  reset(request: { token: string; password: string }): Promise<{ username: string }>;
}

export function sessionApi(ask: RequestApi): SessionApi {
  const who = async (method: string, to: string, body?: unknown) =>
    (await ask<{ account: Account }>(method, to, body)).account;
  return {
    access: () => ask("GET", "info"),
    setUp: (request) => who("POST", "setup", request),
    enter: (name) => who("POST", "guest", { name }),
    signUp: (request) => who("POST", "signup", request),
    signIn: (request) => who("POST", "signin", request),
    session: () => who("GET", "session"),
    signOut: () => ask("DELETE", "session"),
    devices: async () => {
      const { sessions } = await ask<{ sessions: Device[] }>("GET", "sessions");
      return { items: sessions, next: undefined };
    },
    endDevice: (id) => ask("DELETE", apiPath`sessions/${id}`),
    endOthers: () => ask("DELETE", "sessions"),
    rename: (name) => who("PATCH", "account", { name }),
    changePassword: (request) => ask("PUT", "account/password", request),
    reset: (request) => ask("POST", "reset", request),
  };
}
