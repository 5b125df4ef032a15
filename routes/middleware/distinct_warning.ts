import type { Log } from "../../lib/ops/log.ts";

/** Different warnings of one kind that are written; after that the operator knows. */
const MAX_DISTINCT_WARNINGS = 20;

/** Warns once about each set of properties, and about few of them, since strangers choose what they say. */
export function createDistinctWarning(
  log: Log,
  message: string,
): (properties: Record<string, unknown>) => void {
  const written = new Set<string>();
  return (properties) => {
    const key = JSON.stringify(properties);
    if (written.size >= MAX_DISTINCT_WARNINGS || written.has(key)) return;
    written.add(key);
    log.warn(message, properties);
  };
}
