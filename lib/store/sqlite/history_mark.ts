import type { HistoryState } from "../store.ts";

/** Milliseconds between two writings of the mark: a restore of what was written later may be missed. */
const HISTORY_MARK_DELAY_MS = 1_000;

/** A mark as its file holds it; `made` is when that file was made, in milliseconds since 1970. */
interface StoredMark extends HistoryState {
  made: number | null;
}

/**
 * A file beside the database that says how far its history had come. It only ever says what is on disk, so
 * that a store that has less was restored from an earlier state, or lost its newest part.
 */
export class HistoryMark {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pendingWrite: Promise<void> = Promise.resolve();
  #written: HistoryState | undefined;
  #isClosed = false;

  /** @param read gives what is committed. */
  constructor(
    private readonly file: string,
    private readonly read: () => Promise<HistoryState>,
  ) {}

  /**
   * Whether a store has all that the file knows of. One without a file, or with the copy of one, is taken for
   * a restored one: a file that was written here names the time at which it was made itself.
   */
  async confirms({ history, changes }: HistoryState): Promise<boolean> {
    const mark = await readMark(this.file);
    return mark?.history === history && mark.changes <= changes;
  }

  /** Notes that something was committed. */
  onCommit(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(
      () => this.#pendingWrite = this.#writeCurrent(),
      HISTORY_MARK_DELAY_MS,
    );
  }

  /** Says how far the history has come. A disk that refuses leaves what it said before, which still holds. */
  async write(state: HistoryState): Promise<void> {
    const { history, changes } = state;
    if (this.#written?.history === history && this.#written.changes === changes) return;
    await writeMark(this.file, state).then(() => this.#written = state, () => {});
  }

  /** Writes for the last time. @param lastState what the store ended with, if it could still say so. */
  async close(lastState: Promise<HistoryState | undefined>): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#pendingWrite;
    const state = await lastState;
    if (state) await this.write(state);
  }

  async #writeCurrent(): Promise<void> {
    const state = await this.read().catch(() => undefined);
    if (state) await this.write(state);
    this.#timer = undefined;
  }
}

/** `undefined`: there is none, or it was not written here. */
async function readMark(file: string): Promise<StoredMark | undefined> {
  try {
    const [text, info] = [await Deno.readTextFile(file), await Deno.stat(file)];
    const mark: StoredMark = JSON.parse(text);
    return mark.made === creationTime(info) ? mark : undefined;
  } catch {
    return undefined;
  }
}

async function writeMark(file: string, { history, changes }: HistoryState): Promise<void> {
  const next = `${file}.new`;
  await Deno.remove(next).catch(() => {});
  {
    using handle = await Deno.open(next, { createNew: true, write: true, mode: 0o600 });
    const mark: StoredMark = { history, changes, made: creationTime(await handle.stat()) };
    await handle.write(new TextEncoder().encode(JSON.stringify(mark)));
    await handle.sync();
  }
  await Deno.rename(next, file);
}

/**
 * When a file was made, which no copy of it shares and renaming leaves as it is; `null` where the file system
 * does not keep it. Windows gives it to the next file of that name:
 * https://learn.microsoft.com/en-us/windows/win32/sysinfo/file-times
 */
function creationTime({ birthtime }: Deno.FileInfo): number | null {
  return Deno.build.os === "windows" ? null : birthtime?.getTime() ?? null;
}
