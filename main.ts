import { openAuth } from "./lib/auth/auth.ts";
import { HashThread } from "./lib/auth/hash_thread.ts";
import { SigningKeyError } from "./lib/auth/signing_keys.ts";
import { createSetupLink } from "./lib/auth/one_time_links.ts";
import { openChat } from "./lib/chat/chat.ts";
import { openDiskBlobStore } from "./lib/files/disk_blob_store.ts";
import { openFileService } from "./lib/files/file_service.ts";
import { isExposed, localUrl } from "./lib/ops/listen_address.ts";
import { type Config, ConfigError, readConfig } from "./lib/ops/config.ts";
import { withTimeout } from "./lib/util/with_timeout.ts";
import { logSqliteDriver } from "./lib/ops/sqlite_driver_log.ts";
import { FreeSpaceMonitor } from "./lib/ops/free_space.ts";
import { closeLog, type Log, openLog } from "./lib/ops/log.ts";
import { revokeFfi, verifyNativeLibrary } from "./lib/ops/sqlite_native_library.ts";
import { announceSetup } from "./lib/ops/setup_announcement.ts";
import { startCleanupJob } from "./lib/ops/cleanup_job.ts";
import { WriteLimits } from "./lib/ops/write_limits.ts";
import { Connections } from "./lib/socket/connections.ts";
import { watchSessions } from "./lib/socket/session_watcher.ts";
import { openSqliteSearch } from "./lib/store/sqlite/search/search.ts";
import { openSqliteStore } from "./lib/store/sqlite/store.ts";
import type { Search } from "./lib/store/search.ts";
import { type Store, StoreError } from "./lib/store/store.ts";
import { createApp } from "./routes/app.ts";
import { loadStaticAssets, type StaticAssets } from "./routes/http/static_assets.ts";

/** Milliseconds that closing connections may take; a peer that is stuck never answers. */
const CONNECTIONS_SHUTDOWN_TIMEOUT_MS = 2_000;

/** Milliseconds for the whole stop; hosts kill after five seconds. */
const STOP_TIMEOUT_MS = 4_500;

/** A running Parley. */
export interface RunningServer {
  url: string;
  /** Whether the store needs FFI. */
  needsFfi: boolean;
  /** Makes the link that makes the first admin, while there is none; earlier ones end. */
  createSetupLink: (() => Promise<string>) | undefined;
  /** Takes no new work, answers what was accepted, and closes everything. Idempotent. */
  stop(): Promise<void>;
}

/** The browser client was not built yet. */
class NotBuiltError extends Error {
  override readonly name = "NotBuiltError";
}

/** Where the build puts the client. */
const CLIENT_DIR = new URL("./static/dist/", import.meta.url);

/**
 * Opens the store, puts the chat over it and serves it, with the client that was built into a folder.
 * @throws NotBuiltError when the folder holds no client, StoreError when the store cannot be opened,
 * Deno.errors.AddrInUse when the port is taken.
 */
export async function start(config: Config, log: Log, client = CLIENT_DIR): Promise<RunningServer> {
  const assets = await loadClientAssets(client);
  const { dataDir: dir, sqliteDriver: driver } = config;
  const store = await openSqliteStore({
    dir,
    driver,
    native: await verifyNativeLibrary(),
    onTrouble: (trouble) => logStoreTrouble(log, trouble),
    onIntegrityCheckFailed: (error) =>
      log.warn("The database could not be checked for damage", { error }),
  });
  logSqliteDriver(log, store);
  const search = openSqliteSearch({
    dir,
    store,
    onError: (error) => log.warn("Messages could not be taken into the search", { error }),
  });
  const close = async () => {
    await search.close();
    await store.close();
  };
  try {
    const needsFfi = store.driver === "db";
    return { ...await serve(config, log, { assets, store, search, close }), needsFfi };
  } catch (error) {
    await close();
    throw error;
  }
}

async function loadClientAssets(folder: URL): Promise<StaticAssets> {
  try {
    return await loadStaticAssets(folder);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new NotBuiltError(
      "Parley has no browser client to serve: run `deno task build`, or `deno task start`, which builds it first.",
    );
  }
}

function logStoreTrouble(log: Log, trouble: StoreError | undefined): void {
  if (!trouble) return log.info("Messages can be stored again");
  log.error("Nothing can be stored", { code: trouble.code, reason: trouble.message });
}

interface OpenedStores {
  assets: StaticAssets;
  store: Store;
  search: Search;
  /** Closes the store and its search. */
  close(): Promise<void>;
}

type Services = Awaited<ReturnType<typeof openServices>>;

/** Opens what the routes and sockets call, over the stores. */
async function openServices(config: Config, log: Log, { store, search }: OpenedStores) {
  const { dataDir: dir, signup, guests, limits } = config;
  const blobs = await openDiskBlobStore(`${dir}/files`);
  const files = openFileService({ store, blobs, limits: config.files, log, now: Date.now });
  const space = new FreeSpaceMonitor({ dir, minFreeBytes: limits.minFreeBytes, log });
  await space.check();
  const writeLimits = new WriteLimits(limits, space, () => performance.now());
  const chat = await openChat(store, search, {
    filesPerMessage: config.files.maxFilesPerMessage,
    onFilesReleased: files.cleanUpSoon,
    writeLimits,
  });
  const hashes = new HashThread();
  const auth = await openAuth({
    store,
    derive: hashes.derive,
    keyDir: dir,
    envOverrides: { signup, guests },
    isExposed: isExposed(config),
    setupToken: config.setupToken,
    publicHost: config.publicUrl?.hostname,
    sessionLimits: config.sessions,
  });
  const { sessions } = auth;
  const connections = new Connections({ chat, store, sessions, log, limits, now: Date.now });
  return { files, space, writeLimits, chat, hashes, auth, connections };
}

async function serve(
  config: Config,
  log: Log,
  stores: OpenedStores,
): Promise<Omit<RunningServer, "needsFfi">> {
  const { store, assets } = stores;
  const services = await openServices(config, log, stores);
  const { auth, chat, connections, files, hashes, space } = services;
  const app = createApp({ config, log, store, assets, ...services });
  const isSetUp = await auth.setupGate.isSetUp();
  const server = Deno.serve(
    { hostname: config.host, port: config.port, onListen: () => {} },
    (request, info) => app.fetch(request, info),
  );
  const onAccountDeleted = (account: string) => chat.people.onAccountDeleted(account);
  const stopJobs = [
    watchSessions({ store, connections, onAccountDeleted, log }),
    space.watch(),
    startCleanupJob({ store: files, log, now: Date.now }),
  ];
  hashes.open();
  const url = localUrl(server.addr);
  const publicUrl = config.publicUrl?.href ?? url;
  log.info("Parley is ready", { url: publicUrl, ...store.backend });
  const stop = async () => {
    for (const stopJob of stopJobs) stopJob();
    await stopServing(services, server);
    await stores.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    url,
    createSetupLink: isSetUp ? undefined : async () => {
      return `${publicUrl}setup#${await createSetupLink(store, Date.now())}`;
    },
    stop: () => stopped ??= stop(),
  };
}

/** Answers what was accepted, and closes everything but the stores. */
async function stopServing(
  { connections, chat, files, hashes }: Services,
  server: Deno.HttpServer,
): Promise<void> {
  await connections.drain();
  chat.stop();
  await files.close();
  await withTimeout(CONNECTIONS_SHUTDOWN_TIMEOUT_MS, server.shutdown());
  hashes.close();
}

/** What asks for a clean stop; a terminal that closes sends SIGHUP, except on Windows. */
const STOP_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGTERM"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

if (import.meta.main) await main();

async function main(): Promise<void> {
  try {
    const config = readConfig((name) => Deno.env.get(name));
    const log = await openLog(config);
    const running = await start(config, log);
    if (!running.needsFfi) revokeFfi();
    for (const signal of STOP_SIGNALS) {
      Deno.addSignalListener(signal, () => void stopAndExit(running, log));
    }
    const createLink = running.createSetupLink;
    const hasToken = config.setupToken !== undefined;
    const print = Deno.stdout.isTerminal() ? console.log : undefined;
    if (createLink) await announceSetup({ createLink, hasSetupToken: hasToken, print, log });
  } catch (error) {
    console.error(startErrorText(error));
    Deno.exit(1);
  }
}

/** Stops within the time that hosts give, whatever hangs: all that was accepted is committed first. */
async function stopAndExit(running: RunningServer, log: Log): Promise<void> {
  log.info("Parley is stopping");
  try {
    await withTimeout(STOP_TIMEOUT_MS, running.stop());
  } catch (error) {
    log.error("Parley did not stop cleanly", { error });
    await closeLog();
    Deno.exit(1);
  }
  await closeLog();
  Deno.exit(0);
}

/** What went wrong at the start, for a person at a terminal. */
function startErrorText(error: unknown): string {
  if (error instanceof ConfigError) {
    return `Parley cannot start with this setting:\n${error.message}`;
  }
  if (error instanceof NotBuiltError) return error.message;
  if (error instanceof Deno.errors.NotCapable) {
    return `Parley lacks a permission: run \`deno task serve\`, which grants what it needs. (${error.message})`;
  }
  if (error instanceof StoreError) return `Parley cannot open its data: ${error.message}`;
  if (error instanceof SigningKeyError) {
    return `Parley cannot read its signing keys: ${error.message}`;
  }
  if (error instanceof Deno.errors.AddrInUse) {
    return "Parley cannot listen: the port is in use. Set PORT to another one.";
  }
  return `Parley cannot start: ${error instanceof Error ? error.stack : error}`;
}
