/** A line of the log on its way out: which message it is about, and the change that it tells of. */
export interface LogLine {
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
export function dropSuperseded(batch: LogLine[], lastSentRev: number): LogLine[] {
  const lastRevBySeq = new Map(batch.map(({ seq, rev }) => [seq, rev]));
  if (lastRevBySeq.size === batch.length) return batch;
  const remaining: LogLine[] = [];
  let sentRev = lastSentRev;
  let previousRev = lastSentRev;
  for (const logLine of batch) {
    const isNext = logLine.rev === previousRev + 1;
    if (!isNext) sentRev = logLine.rev - 1;
    previousRev = logLine.rev;
    if (lastRevBySeq.get(logLine.seq) !== logLine.rev) continue;
    remaining.push(
      sentRev === logLine.rev - 1 ? logLine : { ...logLine, line: withFrom(logLine.line, sentRev) },
    );
    sentRev = logLine.rev;
  }
  return remaining;
}

/** Joins lines into one frame; empty when there are none. */
export function joinLines(lines: LogLine[], transientLines: string[]): string {
  if (lines.length === 1 && transientLines.length === 0) return lines[0]!.line;
  return [...lines.map(({ line }) => line), ...transientLines].join("\n");
}

function withFrom(line: string, from: number): string {
  return `${line.slice(0, -1)},"from":${from}}`;
}
