import type { HistoryState, Store, StoreError } from "../store.ts";
import type { DriverChoice } from "./driver.ts";
import { HistoryMark } from "./history_mark.ts";
import { Lane } from "./lane.ts";
import { lockFolder, tryLock } from "./lock.ts";
import { reads, sheddableReads } from "./reader.ts";
import { remote } from "./remote.ts";
import type { Opening } from "./worker.ts";
import { sheddableWrites, writes } from "./writer.ts";

/** Enough to share one sync among all who wait, and short enough not to keep readers of it long. */
const WRITES_IN_A_BATCH = 1_000;
/** A page costs more than the way to the thread and back, so a few share the way. */
const READS_IN_A_BATCH = 8;

export interface SqliteOptions {
  /** Where `parley.db` is or is to be; made for its owner alone when it does not exist. */
  dir: string;
  driver: DriverChoice;
  /**
   * Milliseconds that @db/sqlite may take to load. It is downloaded at the first start, so that
   * may take 2 s and later ones 0.4 s; who asks for it by name waits for the download, up to 30 s.
   */
  deadline?: number;
  /** For a few deeds from the command line: opens the folder also while a Parley is using it. */
  beside?: boolean;
}

/** The store, and what is only to be known of this one. */
export interface SqliteStore extends Store {
  /** How many writes went into how many transactions. */
  readonly counts: { readonly calls: number; readonly batches: number };
  /** The library that everything in this process must use for these files. */
  readonly driver: "db" | "node";
  /** Calls a listener after every transaction that wrote, until what it returns is called. */
  onCommit(listener: () => void): () => void;
}

/**
 * Opens the store in a folder, and creates or migrates it first if need be.
 * @throws StoreError `locked` when another process has it, or, `beside` it, is of another version;
 * `newer` or `foreign` when the file is not for this Parley, and then it was not touched; `driver` when
 * the named library does not load.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<SqliteStore> {
  const { dir } = options;
  const file = `${dir}/parley.db`;
  Deno.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = options.beside ? tryLock(dir) : lockFolder(dir);
  const commits = new Set<() => void>();
  const committed = () => commits.forEach((listener) => listener());
  const writer = new Lane<typeof writes>(startWorker("writer"), WRITES_IN_A_BATCH, {
    done: committed,
    sheddable: sheddableWrites,
  });
  const reader = new Lane<typeof reads>(startWorker("reader"), READS_IN_A_BATCH, {
    sheddable: sheddableReads,
  });
  try {
    const deadline = options.deadline ?? deadlineFor(options.driver, file);
    const opening = { dir, file, driver: options.driver, deadline };
    const role = lock ? "writer" : "beside";
    const driver = await writer.request({ ...opening, role }) as Used;
    // Never two libraries on one file: each would drop the locks that the other holds.
    // https://www.sqlite.org/howtocorrupt.html#multiple_copies_of_sqlite_linked_into_the_same_application
    await reader.request({ ...opening, role: "reader", driver: driver.id });
    const mark = lock && new HistoryMark(`${dir}/parley.history`, () => reader.call("readHistory"));
    if (mark) {
      await continueHistory(mark, writer, reader);
      commits.add(() => mark.committed());
    }
    return {
      ...storeOf({ driver: driver.name, location: file }, { writer, reader, lock, mark }),
      driver: driver.id,
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

interface Parts {
  writer: Lane<typeof writes>;
  reader: Lane<typeof reads>;
  lock: Deno.FsFile | undefined;
  /** Absent beside another process, which keeps it. */
  mark: HistoryMark | undefined;
}

function storeOf(
  about: Store["about"],
  { writer, reader, lock, mark }: Parts,
): Omit<SqliteStore, "driver" | "onCommit"> {
  let closed: Promise<void> | undefined;
  const close = async () => {
    const last = writer.call("readHistory").catch(() => undefined);
    try {
      // Both refuse from here on; the writer closes last, so that it can fold the log into the file.
      const reading = reader.close();
      await writer.close(reading);
    } finally {
      await mark?.close(last);
      lock?.close();
    }
  };
  return {
    ...remote(writer, writes),
    ...remote(reader, reads),
    about,
    counts: writer.counts,
    check: async () => void await Promise.all([writer.call("check"), reader.call("check")]),
    close: () => closed ??= close(),
  };
}

interface Used {
  id: "db" | "node";
  name: string;
}

function startWorker(role: Opening["role"]): Worker {
  const url = new URL("./worker.ts", import.meta.url);
  return new Worker(url, { type: "module", name: `store ${role}` });
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
