import type { Database } from "../driver/driver.ts";

/** Messages that share one entry in the table of times. */
const MESSAGES_PER_TIME_BLOCK = 1_024;

/** Notes when messages were said, for `rangeOf()`. */
export function widenTimeBlocks(db: Database, rows: readonly { n: number; at: number }[]): void {
  for (
    const [block, blockRows] of Map.groupBy(
      rows,
      ({ n }) => Math.floor(n / MESSAGES_PER_TIME_BLOCK),
    )
  ) {
    const times = blockRows.map(({ at }) => at);
    db.prepare(`
      INSERT INTO times (block, first, last) VALUES (?, ?, ?)
      ON CONFLICT (block) DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last)`)
      .run(block, Math.min(...times), Math.max(...times));
  }
}

/**
 * Where messages of a time are: none has an `n` below `first`, or of `end` and above. Clocks may go
 * back, so that others are there as well.
 */
export function findRowidRange(
  db: Database,
  { after, before }: { after?: number; before?: number },
): { first: number; end: number } {
  if (after === undefined && before === undefined) {
    return { first: 0, end: Number.MAX_SAFE_INTEGER };
  }
  const blocks = db.prepare<{ first: number | null; last: number | null }>(
    "SELECT min(block) AS first, max(block) AS last FROM times WHERE last >= ? AND first < ?",
  ).get(after ?? Number.MIN_SAFE_INTEGER, before ?? Number.MAX_SAFE_INTEGER);
  return {
    first: (blocks?.first ?? 0) * MESSAGES_PER_TIME_BLOCK,
    end: ((blocks?.last ?? -1) + 1) * MESSAGES_PER_TIME_BLOCK,
  };
}
