import { type HistoryState, type Store, StoreError } from "../store.ts";
import type { DriverChoice, NativeLibrary } from "./driver/driver.ts";
import { unusable } from "./driver/store_errors.ts";
import { FolderWatch } from "./file_watcher.ts";
import { HistoryMark } from "./history_mark.ts";
import { IntegrityCheck } from "./integrity_check.ts";
import { Lane } from "./worker_client.ts";
import { lockFolder, tryLock } from "./driver/lock.ts";
import { PolledWorker } from "./polled_worker.ts";
import { reads, sheddableReads } from "./operations/read.ts";
import { remote } from "./rpc_proxy.ts";
import type { Opening, Used } from "./worker.ts";
import { WriteGuard } from "./write_guard.ts";
import { sheddableWrites, writes } from "./operations/write.ts";

/** Enough to share one sync among all who wait, and short enough not to keep readers of it long. */
const WRITES_IN_A_BATCH = 1_000;
/** A page costs more than the way to the thread and back, so a few share the way. */
const READS_IN_A_BATCH = 8;

/** Bytes of a write that shows that there is room again, for more than the largest message. */
const LARGE_PROBE_BYTES = 128 * 1024;

/** Milliseconds from the opening until the file is looked through. */
const INTEGRITY_CHECK_DELAY_MS = 1_000;

export interface SqliteOptions {
  /** Where `parley.db` is or is to be; made for its owner alone when it does not exist. */
  dir: string;
  driver: DriverChoice;
  /** Needed by @db/sqlite. */
  native?: NativeLibrary;
  /**
   * Milliseconds that @db/sqlite may take to load. Its module may have to be fetched and compiled at the
   * first start, so that may take 2 s and later ones 0.4 s; who asks for it by name waits up to 30 s.
   */
  deadline?: number;
  /** For a few deeds from the command line: opens the folder also while a Parley is using it. */
  beside?: boolean;
  /** Told when writing stops to work, and why, and with nothing when it works again. */
  onTrouble?: (trouble: StoreError | undefined) => void;
  /** Told when the file could not be looked through for damage. */
  onUnchecked?: (error: unknown) => void;
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
export async function openSqliteStore(options: SqliteOptions): Promise<SqliteStore> {
  const { dir } = options;
  const file = `${dir}/parley.db`;
  const lock = openFolder(options);
  const commits = new Set<() => void>();
  const now = () => performance.now();
  let guard: WriteGuard | undefined;
  const writer = new Lane<typeof writes>(startWorker("writer"), WRITES_IN_A_BATCH, {
    done: () => commits.forEach((listener) => listener()),
    sheddable: sheddableWrites,
    refusal: () => guard?.refusal(),
    observe: (outcomes) => guard?.observe(outcomes),
  });
  const reader = new Lane<typeof reads>(startWorker("reader"), READS_IN_A_BATCH, {
    sheddable: sheddableReads,
    observe: (outcomes) => guard?.observe(outcomes),
  });
  try {
    const deadline = options.deadline ?? deadlineFor(options.driver, file);
    const native = options.native ?? { problem: "it was given no native library" };
    const opening = { dir, file, driver: options.driver, native, deadline };
    const role = lock ? "writer" : "beside";
    const driver = await writer.request({ ...opening, role }) as Used;
    // Never two libraries on one file: each would drop the locks that the other holds.
    // https://www.sqlite.org/howtocorrupt.html#multiple_copies_of_sqlite_linked_into_the_same_application
    const same = { ...opening, driver: driver.id };
    await reader.request({ ...same, role: "reader" });
    const mark = lock && new HistoryMark(`${dir}/parley.history`, () => reader.call("readHistory"));
    if (mark) {
      await continueHistory(mark, writer, reader);
      commits.add(() => mark.committed());
    }
    const paths = lock ? [file, `${dir}/parley.lock`] : [file];
    guard = new WriteGuard({
      dir,
      file,
      watch: new FolderWatch(paths, now),
      probe: () => writer.call("check", LARGE_PROBE_BYTES),
      onChange: options.onTrouble ?? (() => {}),
      now,
    });
    const check = lock && checkIntegrity(options, same, guard);
    return {
      ...storeOf({ driver: driver.name, location: file }, {
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
        commits.add(listener);
        return () => void commits.delete(listener);
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
  writer: Lane<typeof writes>,
  reader: Lane<typeof reads>,
): Promise<void> {
  const found = await reader.call("readHistory");
  const isWhole = await mark.confirms(found);
  const renew = async () => await writer.request([["renewHistory", []]]) as HistoryState;
  await mark.write(isWhole ? found : await renew());
}

function openFolder({ dir, beside }: SqliteOptions): Deno.FsFile | undefined {
  try {
    Deno.mkdirSync(dir, { recursive: true, mode: 0o700 });
    return beside ? tryLock(dir) : lockFolder(dir);
  } catch (error) {
    throw error instanceof StoreError ? error : unusable(dir, error);
  }
}

function checkIntegrity(
  { integrityCheckDelayMs = INTEGRITY_CHECK_DELAY_MS, onUnchecked = () => {} }: SqliteOptions,
  opening: Omit<Opening, "role">,
  guard: WriteGuard,
): IntegrityCheck {
  return new IntegrityCheck({
    opening,
    startWorker: () => startWorker("checker"),
    delayMs: integrityCheckDelayMs,
    onDamage: (what) => guard.damage(what),
    onError: onUnchecked,
  });
}

interface Parts {
  writer: Lane<typeof writes>;
  reader: Lane<typeof reads>;
  lock: Deno.FsFile | undefined;
  /** Absent beside another process, which keeps it. */
  mark: HistoryMark | undefined;
  guard: WriteGuard;
  check: IntegrityCheck | undefined;
}

function storeOf(
  about: Store["about"],
  { writer, reader, lock, mark, guard, check }: Parts,
): Omit<SqliteStore, "driver" | "driverFallback" | "native" | "onCommit"> {
  let closed: Promise<void> | undefined;
  const close = async () => {
    check?.close();
    const last = writer.call("readHistory").catch(() => undefined);
    try {
      await closeLanes(writer, reader, guard);
    } finally {
      guard.close();
      await mark?.close(last);
      lock?.close();
    }
  };
  return {
    ...remote(writer, writes),
    ...remote(reader, reads),
    about,
    counts: writer.counts,
    isOverloaded: () => writer.isFull(),
    async check() {
      // What failed was larger than a row: only a large write shows that there is room again.
      const bytes = guard.trouble ? LARGE_PROBE_BYTES : 0;
      await Promise.all([writer.call("check", bytes), reader.call("check")]);
      if (bytes > 0) guard.wrote();
    },
    close: () => closed ??= close(),
  };
}

/** Both refuse from here on; the one that closes last folds the log into the file, where that may be. */
async function closeLanes(
  writer: Parts["writer"],
  reader: Parts["reader"],
  guard: WriteGuard,
): Promise<void> {
  if (!guard.refusal()) return await writer.close(reader.close());
  await writer.close(undefined, "abandon");
  await reader.close();
}

function startWorker(role: Opening["role"]): PolledWorker {
  const url = new URL("./worker.ts", import.meta.url);
  return new PolledWorker(new Worker(url, { type: "module", name: `store ${role}` }));
}

function deadlineFor(choice: DriverChoice, file: string): number {
  if (choice === "db") return 30_000;
  try {
    Deno.statSync(file);
    return 400;
  } catch {
    return 2_000;
  }
}
