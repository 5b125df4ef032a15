/** A line of the log on its way out: which message it is about, and the change that it tells of. */
export interface Published {
  seq: number;
  rev: number;
  /** One JSON object. */
  line: string;
}

/**
 * Leaves out what a later line of the same batch outdoes, because both are about one message. A line
 * behind something left out says `from` which `rev` on it is complete; `before` is the last that was sent.
 * True holes stay visible.
 */
export function collapse(batch: Published[], before: number): Published[] {
  const last = new Map(batch.map(({ seq, rev }) => [seq, rev]));
  if (last.size === batch.length) return batch;
  const kept: Published[] = [];
  let sent = before;
  let known = before;
  for (const item of batch) {
    const isNext = item.rev === known + 1;
    if (!isNext) sent = item.rev - 1;
    known = item.rev;
    if (last.get(item.seq) !== item.rev) continue;
    kept.push(sent === item.rev - 1 ? item : { ...item, line: withFrom(item.line, sent) });
    sent = item.rev;
  }
  return kept;
}

/** Joins lines into one frame; empty when there are none. */
export function frameOf(lines: Published[], others: string[]): string {
  if (lines.length === 1 && others.length === 0) return lines[0]!.line;
  return [...lines.map(({ line }) => line), ...others].join("\n");
}

function withFrom(line: string, from: number): string {
  return `${line.slice(0, -1)},"from":${from}}`;
}
