import { Sessions } from "./lib/auth/sessions.ts";
import { openChat } from "./lib/chat/chat.ts";
import { type Config, ConfigError, readConfig } from "./lib/ops/config.ts";
import { within } from "./lib/ops/deadline.ts";
import { type Log, openLog } from "./lib/ops/log.ts";
import { Connections } from "./lib/socket/connections.ts";
import { openSqliteStore } from "./lib/store/sqlite/sqlite.ts";
import { StoreError } from "./lib/store/store.ts";
import { createApp } from "./routes/app.ts";
import { loadAssets } from "./routes/assets.ts";

/** Milliseconds that closing connections may take; a peer that is stuck never answers. */
const SHUTDOWN = 2_000;

/** Milliseconds for the whole stop; hosts kill after five seconds. */
const STOP = 4_500;

/** A running Parley. */
export interface Running {
  url: string;
  /** Takes no new work, answers what was accepted, and closes everything. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Opens the store, puts the chat over it and serves it.
 * @throws StoreError when the store cannot be opened, Deno.errors.AddrInUse when the port is taken.
 */
export async function start(config: Config, log: Log): Promise<Running> {
  const assets = await loadAssets(new URL("./static/dist/", import.meta.url));
  const store = await openSqliteStore({ dir: config.dataDir, driver: config.sqliteDriver });
  const chat = await openChat(store);
  const sessions = new Sessions(store, Date.now);
  const connections = new Connections({ chat, log, limits: config.limits });
  const app = createApp({ config, log, store, chat, sessions, connections, assets });
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    server = Deno.serve(
      { hostname: config.host, port: config.port, onListen: () => {} },
      (request, info) => app.fetch(request, info),
    );
  } catch (error) {
    await store.close();
    throw error;
  }
  const url = urlOf(server.addr);
  log.info("Parley is ready", { url: config.publicUrl?.href ?? url, ...store.about });
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await connections.drain();
    await within(SHUTDOWN, server.shutdown());
    await store.close();
  };
  return { url, stop: () => stopped ??= stop() };
}

if (import.meta.main) await main();

async function main(): Promise<void> {
  try {
    const config = readConfig((name) => Deno.env.get(name));
    const log = await openLog(config);
    const running = await start(config, log);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => void stop(running, log));
    }
  } catch (error) {
    console.error(explain(error));
    Deno.exit(1);
  }
}

/** Stops within the time that hosts give, whatever hangs: all that was accepted is committed first. */
async function stop(running: Running, log: Log): Promise<void> {
  log.info("Parley is stopping");
  try {
    await within(STOP, running.stop());
  } catch (error) {
    log.error("Parley did not stop cleanly", { error });
    Deno.exit(1);
  }
  Deno.exit(0);
}

function urlOf({ hostname, port }: Deno.NetAddr): string {
  return `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}/`;
}

/** What went wrong at the start, for a person at a terminal. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) {
    return `Parley cannot start with this setting:\n${error.message}`;
  }
  if (error instanceof StoreError) return `Parley cannot open its data: ${error.message}`;
  if (error instanceof Deno.errors.AddrInUse) {
    return "Parley cannot listen: the port is in use. Set PORT to another one.";
  }
  return `Parley cannot start: ${error instanceof Error ? error.stack : error}`;
}
