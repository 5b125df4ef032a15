import { statfs } from "node:fs/promises";
import { Refused } from "../protocol/chat_error.ts";
import type { Log } from "./log.ts";

/** Milliseconds between two looks at the disk: nobody fills a gigabyte in that time by writing. */
const CHECK_INTERVAL_MS = 5_000;

/** Seconds after which one who is refused may try again. */
const RETRY_AFTER_SECONDS = 60;

/** The part of the mark at which people are stopped, too. */
const PEOPLE_SHARE = 1 / 4;

/** The part above a mark that must be free before writes go on, so that a disk at the mark is no flicker. */
const RECOVERY_SHARE = 1.05;

/** Who may still write. */
type Level = "everybody" | "people" | "nobody";

export interface FreeSpaceOptions {
  /** The folder whose disk is watched. */
  dir: string;
  /** Free bytes below which guests cannot write; people can down to a quarter of it. */
  mark: number;
  log: Log;
  /** Free bytes of the disk of a folder. */
  read?: (dir: string) => Promise<number>;
}

/** Keeps the last of the disk for the store: below a mark guests cannot write, and later nobody can. */
export class FreeSpace {
  #level: Level = "everybody";
  #isReadable = true;

  constructor(private readonly options: FreeSpaceOptions) {}

  /** Looks now. Where the disk cannot be asked, everybody may write, and the log says so once. */
  async check(): Promise<void> {
    const { dir, log, read = readFreeBytes } = this.options;
    try {
      this.#become(await read(dir));
      this.#isReadable = true;
    } catch (error) {
      if (this.#isReadable) log.warn("Free space cannot be read, so it limits nobody", { error });
      this.#isReadable = false;
      this.#level = "everybody";
    }
  }

  /** Looks every few seconds, until the returned function is called. */
  watch(): () => void {
    const timer = setInterval(() => void this.check(), CHECK_INTERVAL_MS);
    return () => clearInterval(timer);
  }

  /** @throws Refused `unavailable` when too little is free for someone to write. */
  assertFor(isGuest: boolean): void {
    if (this.#level === "everybody" || (this.#level === "people" && !isGuest)) return;
    const reason = this.#level === "people" ? "low_space_guests" : "low_space";
    throw new Refused(reason, { retryAfter: RETRY_AFTER_SECONDS });
  }

  #become(free: number): void {
    const before = this.#level;
    this.#level = this.#levelAt(free);
    if (this.#level === before) return;
    const { log, dir } = this.options;
    const properties = { folder: dir, freeBytes: free };
    if (this.#level === "everybody") log.info("There is space again: all can write", properties);
    else if (this.#level === "people") log.warn("Space runs out: guests cannot write", properties);
    else log.error("Space runs out: nobody can write", properties);
  }

  #levelAt(free: number): Level {
    const { mark } = this.options;
    const isBelow = (limit: number, wasBelow: boolean) =>
      free < limit * (wasBelow ? RECOVERY_SHARE : 1);
    if (isBelow(mark * PEOPLE_SHARE, this.#level === "nobody")) return "nobody";
    return isBelow(mark, this.#level !== "everybody") ? "people" : "everybody";
  }
}

async function readFreeBytes(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}
