import { statfs } from "node:fs/promises";
import { ChatError } from "../protocol/chat_error.ts";
import type { Log } from "./log.ts";

/** Milliseconds between two looks at the disk: nobody fills a gigabyte in that time by writing. */
const FREE_SPACE_CHECK_INTERVAL_MS = 5_000;

/** Seconds after which one who is refused may try again. */
const LOW_SPACE_RETRY_AFTER_S = 60;

/** The part of the mark at which people are stopped, too. */
const ACCOUNTS_STOP_RATIO = 1 / 4;

/** The part above a mark that must be free before writes go on, so that a disk at the mark is no flicker. */
const FREE_SPACE_RECOVERY_RATIO = 1.05;

/** Who may still write. */
type WriteAccess = "everybody" | "people" | "nobody";

export interface FreeSpaceOptions {
  /** The folder whose disk is watched. */
  dir: string;
  /** Free bytes below which guests cannot write; people can down to a quarter of it. */
  minFreeBytes: number;
  log: Log;
  /** Free bytes of the disk of a folder. */
  read?: (dir: string) => Promise<number>;
}

/** Keeps the last of the disk for the store: below a mark guests cannot write, and later nobody can. */
export class FreeSpaceMonitor {
  #writeAccess: WriteAccess = "everybody";
  #isReadable = true;

  constructor(private readonly options: FreeSpaceOptions) {}

  /** Looks now. Where the disk cannot be asked, everybody may write, and the log says so once. */
  async check(): Promise<void> {
    const { dir, log, read = readFreeBytes } = this.options;
    try {
      this.#update(await read(dir));
      this.#isReadable = true;
    } catch (error) {
      if (this.#isReadable) log.warn("Free space cannot be read, so it limits nobody", { error });
      this.#isReadable = false;
      this.#writeAccess = "everybody";
    }
  }

  /** Looks every few seconds, until the returned function is called. */
  watch(): () => void {
    const timer = setInterval(() => void this.check(), FREE_SPACE_CHECK_INTERVAL_MS);
    return () => clearInterval(timer);
  }

  /** @throws ChatError `unavailable` when too little is free for someone to write. */
  assertFor(isGuest: boolean): void {
    if (this.#writeAccess === "everybody" || (this.#writeAccess === "people" && !isGuest)) return;
    const reason = this.#writeAccess === "people" ? "low_space_guests" : "low_space";
    throw new ChatError(reason, { retryAfter: LOW_SPACE_RETRY_AFTER_S });
  }

  #update(free: number): void {
    const before = this.#writeAccess;
    this.#writeAccess = this.#writeAccessAt(free);
    if (this.#writeAccess === before) return;
    const { log, dir } = this.options;
    const properties = { folder: dir, freeBytes: free };
    if (this.#writeAccess === "everybody") {
      log.info("There is space again: all can write", properties);
    } else if (this.#writeAccess === "people") {
      log.warn("Space runs out: guests cannot write", properties);
    } else log.error("Space runs out: nobody can write", properties);
  }

  #writeAccessAt(free: number): WriteAccess {
    const { minFreeBytes: mark } = this.options;
    const isBelow = (limit: number, wasBelow: boolean) =>
      free < limit * (wasBelow ? FREE_SPACE_RECOVERY_RATIO : 1);
    if (isBelow(mark * ACCOUNTS_STOP_RATIO, this.#writeAccess === "nobody")) return "nobody";
    return isBelow(mark, this.#writeAccess !== "everybody") ? "people" : "everybody";
  }
}

async function readFreeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
