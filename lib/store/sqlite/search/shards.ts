import type { Database } from "../driver/driver.ts";

/**
 * Messages of one shard. However many messages there are, no step of a search looks at more than these;
 * the newest shard alone answers most. Measured at a million: two letters of a word took 52 ms in one
 * table and take 1 ms in shards, and messages are indexed a third faster.
 */
export const MESSAGES_PER_SHARD = 2 ** 15;

/** Pages of 4 KB that one step of `tidy()` merges (measured: 7 ms). */
const MERGE_STEP_PAGES = 100;

/** The shards of an index: one table each, with the messages whose `n` follow each other. */
export class Shards {
  #existing: Set<number>;
  #optimized = new Set<number>();
  #optimizing: number | undefined;

  constructor(private readonly db: Database) {
    const tables = db.prepare<{ name: string }>(`
      SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%'`)
      .all();
    this.#existing = new Set(tables.map(({ name }) => Number(name.slice("shard".length))));
  }

  /** Adds what is indexed of a message. */
  add(n: number, text: string): void {
    const shard = Math.floor(n / MESSAGES_PER_SHARD);
    if (!this.#existing.has(shard)) this.#create(shard);
    this.db.prepare(`INSERT INTO shard${shard} (rowid, words) VALUES (?, ?)`).run(n, text);
  }

  /** Forgets a message. */
  delete(n: number): void {
    const shard = Math.floor(n / MESSAGES_PER_SHARD);
    if (this.#existing.has(shard)) {
      this.db.prepare(`DELETE FROM shard${shard} WHERE rowid = ?`).run(n);
    }
  }

  /** The shards that have messages from `first` up to but without `end`, the newest first. */
  listWithin(first: number, end: number): number[] {
    return [...this.#existing].filter((shard) =>
      shard * MESSAGES_PER_SHARD < end && (shard + 1) * MESSAGES_PER_SHARD > first
    )
      .sort((a, b) => b - a);
  }

  /** The newest messages of a shard that match, from `first` up to but without `end`. */
  findRowids(shard: number, match: string, first: number, end: number, limit: number): number[] {
    return this.db.prepare<{ n: number }>(`
      SELECT rowid AS n FROM shard${shard}
      WHERE shard${shard} MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`)
      .all(match, first, end, limit).map(({ n }) => n);
  }

  /**
   * Does some of the work of merging each shard that is full to one piece, in which words are found several
   * times faster. `true`: nothing is left to do.
   */
  optimize(): boolean {
    const newest = Math.max(...this.#existing);
    const isPending = (shard: number) => shard !== newest && !this.#optimized.has(shard);
    const shard = this.#optimizing ?? [...this.#existing].find(isPending);
    if (shard === undefined) return true;
    // Negative at first: https://www.sqlite.org/fts5.html#the_merge_command
    const pages = this.#optimizing === undefined ? -MERGE_STEP_PAGES : MERGE_STEP_PAGES;
    const before = this.#totalChanges();
    this.db.exec(`INSERT INTO shard${shard} (shard${shard}, rank) VALUES ('merge', ${pages})`);
    const isDone = this.#totalChanges() - before < 2;
    this.#optimizing = isDone ? undefined : shard;
    if (isDone) this.#optimized.add(shard);
    return false;
  }

  #totalChanges(): number {
    return this.db.prepare<{ n: number }>("SELECT total_changes() AS n").get()!.n;
  }

  /** Before SQLite 3.43, what is indexed without its text cannot be deleted: there the text is kept. */
  #contentlessOptions(): string {
    const { version } = this.db.prepare<{ version: string }>("SELECT sqlite_version() AS version")
      .get()!;
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major > 3 || minor >= 43 ? "content = '', contentless_delete = 1," : "";
  }

  #create(shard: number): void {
    // Terms come made, with a space between; the text itself is in the store and not here.
    this.db.exec(`
      CREATE VIRTUAL TABLE IF NOT EXISTS shard${shard}
      USING fts5 (words, ${this.#contentlessOptions()} tokenize = 'ascii')`);
    this.#existing.add(shard);
  }
}
