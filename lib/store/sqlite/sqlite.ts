import type { RoomRole } from "../../protocol/lines.ts";
import type {
  Account,
  Appended,
  Bounds,
  Changes,
  NewMessage,
  NewNotice,
  Page,
  Place,
  Room,
  RoomWithMembers,
  Session,
  Store,
} from "../store.ts";
import { StoreError } from "../store.ts";
import type { DriverChoice } from "./driver.ts";
import { Lane } from "./lane.ts";
import { lockFolder } from "./lock.ts";
import type { reads } from "./reader.ts";
import type { Opening } from "./worker.ts";
import type { writes } from "./writer.ts";

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
}

/** The store, and how many writes went into how many transactions. */
export interface SqliteStore extends Store {
  readonly counts: { readonly calls: number; readonly batches: number };
}

/**
 * Opens the store in a folder, and creates or migrates it first if need be.
 * @throws StoreError `locked` when another process has it; `newer` or `foreign` when the file is
 * not for this Parley, and then it was not touched; `driver` when the named library does not load.
 */
export async function openSqliteStore(options: SqliteOptions): Promise<SqliteStore> {
  const { dir } = options;
  const file = `${dir}/parley.db`;
  Deno.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lock = lockFolder(dir);
  const writer = new Lane<typeof writes>(startWorker("writer"), WRITES_IN_A_BATCH);
  const reader = new Lane<typeof reads>(startWorker("reader"), READS_IN_A_BATCH);
  try {
    const deadline = options.deadline ?? deadlineFor(options.driver, file);
    const opening = { dir, file, driver: options.driver, deadline };
    const driver = await writer.request({ ...opening, role: "writer" }) as Used;
    // Never two libraries on one file: each would drop the locks that the other holds.
    // https://www.sqlite.org/howtocorrupt.html#multiple_copies_of_sqlite_linked_into_the_same_application
    await reader.request({ ...opening, role: "reader", driver: driver.id });
    return new Sqlite({ driver: driver.name, location: file }, writer, reader, lock);
  } catch (error) {
    const reason = error as StoreError;
    writer.stop(reason);
    reader.stop(reason);
    lock.close();
    throw error;
  }
}

class Sqlite implements SqliteStore {
  #closed: Promise<void> | undefined;

  constructor(
    readonly about: Store["about"],
    private readonly writer: Lane<typeof writes>,
    private readonly reader: Lane<typeof reads>,
    private readonly lock: Deno.FsFile,
  ) {}

  get counts(): SqliteStore["counts"] {
    return this.writer.counts;
  }

  createGuest(account: Account, session: Session): Promise<void> {
    return this.writer.call("createGuest", account, session);
  }
  findSession(hash: string, now: number): Promise<Account | undefined> {
    return this.reader.call("findSession", hash, now);
  }
  endSession(hash: string): Promise<void> {
    return this.writer.call("endSession", hash);
  }

  listRooms(): Promise<RoomWithMembers[]> {
    return this.reader.call("listRooms");
  }
  createRoom(room: Omit<Room, "seq" | "rev">, first?: NewNotice): Promise<boolean> {
    return this.writer.call("createRoom", room, first);
  }
  addMember(role: RoomRole, notice: NewNotice): Promise<Place | undefined> {
    return this.writer.call("addMember", role, notice);
  }
  removeMember(notice: NewNotice): Promise<Place | undefined> {
    return this.writer.call("removeMember", notice);
  }

  appendMessage(message: NewMessage): Promise<Appended> {
    return this.writer.call("appendMessage", message);
  }
  readPage(room: string, bounds: Bounds, before?: number): Promise<Page> {
    return this.reader.call("readPage", room, bounds, before);
  }
  readChanges(room: string, bounds: Bounds, since: number): Promise<Changes> {
    return this.reader.call("readChanges", room, bounds, since);
  }

  async check(): Promise<void> {
    await Promise.all([this.writer.call("check"), this.reader.call("check")]);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    try {
      // Both refuse from here on; the writer closes last, so that it can fold the log into the file.
      const reading = this.reader.close();
      await this.writer.close(reading);
    } finally {
      this.lock.close();
    }
  }
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
