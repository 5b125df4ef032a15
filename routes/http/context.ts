import type { Context } from "hono";
import type { AuthFailure } from "../../lib/auth/request_authentication.ts";
import type { Auth } from "../../lib/auth/auth.ts";
import type { Chat } from "../../lib/chat/chat.ts";
import type { FileService } from "../../lib/files/file_service.ts";
import type { Config } from "../../lib/ops/config.ts";
import type { Log } from "../../lib/ops/log.ts";
import type { WriteLimits } from "../../lib/ops/write_limits.ts";
import type { Connections } from "../../lib/socket/connections.ts";
import type { Account, Store, StoredSession } from "../../lib/store/store.ts";
import type { StaticAssets } from "./static_assets.ts";

/** Everything that the routes work with. */
export interface RouteDeps {
  config: Config;
  log: Log;
  store: Store;
  chat: Chat;
  auth: Auth;
  files: FileService;
  connections: Connections;
  writeLimits: WriteLimits;
  assets: StaticAssets;
}

/** What Hono knows of a request: Deno's connection info, and what the middleware found out. */
export interface RouteEnv {
  Bindings: { remoteAddr: Deno.Addr };
  Variables: {
    requestId: string;
    address: string;
    account: Account;
    session: StoredSession;
    /** Why the request is from nobody, where it was asked. */
    authFailure?: AuthFailure;
  };
}

export type RouteContext = Context<RouteEnv>;
