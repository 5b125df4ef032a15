import { readConfig } from "../../lib/ops/config.ts";
import { WriteLimits } from "../../lib/ops/write_limits.ts";

/** The limits of a server without settings, on a disk that is never full. */
export function defaultWriteLimits(now: () => number = () => 0): WriteLimits {
  return new WriteLimits(readConfig(() => undefined).limits, { assertFor() {} }, now);
}
