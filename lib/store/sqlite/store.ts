import { type HistoryState, type Store, StoreError } from "../store.ts";
import type { DriverChoice, NativeLibrary } from "./driver/driver.ts";
import { unusableError } from "./driver/store_errors.ts";
import { FileWatcher } from "./file_watcher.ts";
import { HistoryMark } from "./history_mark.ts";
import { IntegrityCheck } from "./integrity_check.ts";
import { BatchingWorker } from "./worker_client.ts";
import { lockFolder, tryLockFolder } from "./driver/lock.ts";
import { PolledWorker } from "./polled_worker.ts";
import { readOperations, sheddableReads } from "./operations/read.ts";
import { rpcProxy } from "./rpc_proxy.ts";
import type { DriverInfo, OpenStoreRequest } from "./worker.ts";
import { WriteGuard } from "./write_guard.ts";
import { sheddableWrites, writeOperations } from "./operations/write.ts";

/** Enough to share one sync among all who wait, and short enough not to keep readers of it long. */
const MAX_WRITES_PER_BATCH = 1_000;
/** A page costs more than the way to the thread and back, so a few share the way. */
const MAX_READS_PER_BATCH = 8;

/** Bytes of a write that shows that there is room again, for more than the largest message. */
const LARGE_PROBE_BYTES = 128 * 1024;

/** Milliseconds from the opening until the file is looked through. */
const INTEGRITY_CHECK_DELAY_MS = 1_000;

export interface SqliteStoreOptions {
  /** Where `parley.db` is or is to be; made for its owner alone when it does not exist. */
  dir: string;
  driver: DriverChoice;
  /** Needed by @db/sqlite. */
  native?: NativeLibrary;
  /**
   * Milliseconds that @db/sqlite may take to load. Its module may have to be fetched and compiled at the
   * first start, so that may take 2 s and later ones 0.4 s; who asks for it by name waits up to 30 s.
   */
  driverTimeoutMs?: number;
  /** For a few deeds from the command line: opens the folder also while a Parley is using it. */
  sharedAccess?: boolean;
  /** Told when writing stops to work, and why, and with nothing when it works again. */
  onTrouble?: (trouble: StoreError | undefined) => void;
  /** Told when the file could not be looked through for damage. */
  onIntegrityCheckFailed?: (error: unknown) => void;
  /** Milliseconds from the opening until the file is looked through for damage. */
  integrityCheckDelayMs?: number;
}

/** The store, and what is only to be known of this one. */
export interface SqliteStore extends Store {
  /** How many writes went into how many transactions. */
  readonly counts: { readonly calls: number; readonly batches: number };
  /** The library that everything in this process must use for these files. */
  readonly driver: "db" | "node";
  /** Why that is not @db/sqlite, where `auto` would have taken it. */
  readonly driverFallback?: string;
  /** What @db/sqlite was to load. */
  readonly native: NativeLibrary;
  /** Calls a listener after every transaction that wrote, until what it returns is called. */
  onCommit(listener: () => void): () => void;
}

/**
 * Opens the store in a folder, and creates or migrates it first if need be.
 * @throws StoreError `locked` when another process has it, or, `beside` it, is of another version;
 * `newer`, `foreign` or `damaged` when the file is not for this Parley, and then it was not touched;
 * `unusable` when the folder cannot be read or written; `driver` when the named library does not load.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { dir } = options;
  const file = `${dir}/parley.db`;
  const lock = lockDataDir(options);
  const commitListeners = new Set<() => void>();
  const now = () => performance.now();
  let guard: WriteGuard | undefined;
  const writer = new BatchingWorker<typeof writeOperations>(
    startWorker("writer"),
    MAX_WRITES_PER_BATCH,
    {
      onBatchDone: () => commitListeners.forEach((listener) => listener()),
      sheddable: sheddableWrites,
      blockingError: () => guard?.blockingError(),
      onOutcomes: (outcomes) => guard?.observe(outcomes),
    },
  );
  const reader = new BatchingWorker<typeof readOperations>(
    startWorker("reader"),
    MAX_READS_PER_BATCH,
    {
      sheddable: sheddableReads,
      onOutcomes: (outcomes) => guard?.observe(outcomes),
    },
  );
  try {
    const driverTimeoutMs = options.driverTimeoutMs ?? driverTimeoutFor(options.driver, file);
    const native = options.native ?? { problem: "it was given no native library" };
    const request = { dir, file, driver: options.driver, native, driverTimeoutMs };
    const role = lock ? "writer" : "secondary";
    const driver = await writer.request({ ...request, role }) as DriverInfo;
    // Never two libraries on one file: each would drop the locks that the other holds.
    // https://www.sqlite.org/howtocorrupt.html#multiple_copies_of_sqlite_linked_into_the_same_application
    const sameDriverRequest = { ...request, driver: driver.id };
    await reader.request({ ...sameDriverRequest, role: "reader" });
    const mark = lock && new HistoryMark(`${dir}/parley.history`, () => reader.call("readHistory"));
    if (mark) {
      await continueHistory(mark, writer, reader);
      commitListeners.add(() => mark.onCommit());
    }
    const paths = lock ? [file, `${dir}/parley.lock`] : [file];
    guard = new WriteGuard({
      dir,
      file,
      files: new FileWatcher(paths, now),
      probe: () => writer.call("check", LARGE_PROBE_BYTES),
      onChange: options.onTrouble ?? (() => {}),
      now,
    });
    const check = lock && startIntegrityCheck(options, sameDriverRequest, guard);
    return {
      ...createStore({ driver: driver.name, location: file }, {
        writer,
        reader,
        lock,
        mark,
        guard,
        check,
      }),
      driver: driver.id,
      ...(driver.fallback === undefined ? {} : { driverFallback: driver.fallback }),
      native,
      onCommit(listener) {
        commitListeners.add(listener);
        return () => void commitListeners.delete(listener);
      },
    };
  } catch (error) {
    const reason = error as StoreError;
    writer.stop(reason);
    reader.stop(reason);
    lock?.close();
    throw error;
  }
}

/** Keeps the history id of a store that has all that was told of it, and renews that of any other. */
async function continueHistory(
  mark: HistoryMark,
  writer: BatchingWorker<typeof writeOperations>,
  reader: BatchingWorker<typeof readOperations>,
): Promise<void> {
  const state = await reader.call("readHistory");
  const isComplete = await mark.confirms(state);
  const renew = async () => await writer.request([["renewHistory", []]]) as HistoryState;
  await mark.write(isComplete ? state : await renew());
}

function lockDataDir({ dir, sharedAccess }: SqliteStoreOptions): Deno.FsFile | undefined {
  try {
    Deno.mkdirSync(dir, { recursive: true, mode: 0o700 });
    return sharedAccess ? tryLockFolder(dir) : lockFolder(dir);
  } catch (error) {
    throw error instanceof StoreError ? error : unusableError(dir, error);
  }
}

function startIntegrityCheck(
  {
    integrityCheckDelayMs = INTEGRITY_CHECK_DELAY_MS,
    onIntegrityCheckFailed = () => {},
  }: SqliteStoreOptions,
  request: Omit<OpenStoreRequest, "role">,
  guard: WriteGuard,
): IntegrityCheck {
  return new IntegrityCheck({
    request,
    startWorker: () => startWorker("checker"),
    delayMs: integrityCheckDelayMs,
    onDamage: (problem) => guard.reportDamage(problem),
    onError: onIntegrityCheckFailed,
  });
}

interface StoreParts {
  writer: BatchingWorker<typeof writeOperations>;
  reader: BatchingWorker<typeof readOperations>;
  lock: Deno.FsFile | undefined;
  /** Absent beside another process, which keeps it. */
  mark: HistoryMark | undefined;
  guard: WriteGuard;
  check: IntegrityCheck | undefined;
}

function createStore(
  backend: Store["backend"],
  { writer, reader, lock, mark, guard, check }: StoreParts,
): Omit<SqliteStore, "driver" | "driverFallback" | "native" | "onCommit"> {
  let closed: Promise<void> | undefined;
  const close = async () => {
    check?.close();
    const lastState = writer.call("readHistory").catch(() => undefined);
    try {
      await closeWorkers(writer, reader, guard);
    } finally {
      guard.close();
      await mark?.close(lastState);
      lock?.close();
    }
  };
  return {
    ...rpcProxy(writer, writeOperations),
    ...rpcProxy(reader, readOperations),
    backend,
    counts: writer.counts,
    isOverloaded: () => writer.isFull(),
    async check() {
      // What failed was larger than a row: only a large write shows that there is room again.
      const bytes = guard.trouble ? LARGE_PROBE_BYTES : 0;
      await Promise.all([writer.call("check", bytes), reader.call("check")]);
      if (bytes > 0) guard.reportWritten();
    },
    close: () => closed ??= close(),
  };
}

/** Both refuse from here on; the one that closes last folds the log into the file, where that may be. */
async function closeWorkers(
  writer: StoreParts["writer"],
  reader: StoreParts["reader"],
  guard: WriteGuard,
): Promise<void> {
  if (!guard.blockingError()) return await writer.close(reader.close());
  await writer.close(undefined, "abandon");
  await reader.close();
}

function startWorker(role: OpenStoreRequest["role"]): PolledWorker {
  const url = new URL("./worker.ts", import.meta.url);
  return new PolledWorker(new Worker(url, { type: "module", name: `store ${role}` }));
}

function driverTimeoutFor(choice: DriverChoice, file: string): number {
  if (choice === "db") return 30_000;
  try {
    Deno.statSync(file);
    return 400;
  } catch {
    return 2_000;
  }
}
